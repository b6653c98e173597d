"""The real command on random sites, held against the reference row by row.

A scenario is two nights in one home: late rows, corrections, merges, changes of roster and policy come
with the second. A fresh home that is given everything at once must publish the same rows.
SCORELINE_TEST_SEEDS=1-50 tries more seeds.
"""

import os
from pathlib import Path

import pytest

from tests.random_scenarios.scenario import random_scenario
from tests.reference.build import published_tables
from tests.reference.command import Landed, differing_tables, read_counted, read_tables
from tests.reference.compare import differences, event_differences

SHIPPED_SEEDS = "1-2"


def seeds() -> range:
    """The seeds to try, from a range like 1-50."""
    first, last = os.environ.get("SCORELINE_TEST_SEEDS", SHIPPED_SEEDS).split("-")
    return range(int(first), int(last) + 1)


@pytest.mark.end_to_end
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", seeds())
def test_two_nights_publish_what_the_reference_computes(seed: int, tmp_path: Path) -> None:
    landed = Landed(tmp_path / "landing", tmp_path / "home", tmp_path / "policy")
    for night in random_scenario(seed):
        night.land(landed.landing, landed.policy)
        landed.run(night.as_of)
        reference = published_tables(landed.landing, landed.policy, night.as_of)
        assert differences(read_tables(landed.database), reference) == []
        assert event_differences(read_counted(landed.database), reference) == []
    fresh = Landed(landed.landing, tmp_path / "fresh", landed.policy)
    fresh.run(night.as_of)
    assert differing_tables(landed.database, fresh.database) == {}
