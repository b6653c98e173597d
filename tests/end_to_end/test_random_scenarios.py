"""The real command on random sites, held against the reference row by row.

A scenario is two nights in one home: late rows, corrections, merges, changes of roster and policy come
with the second. A fresh home that is given everything at once must publish the same rows.
SCORELINE_TEST_SEEDS=1-50 tries more seeds.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.random_scenarios.scenario import random_scenario
from tests.reference.build import published_tables
from tests.reference.command import Landed, differing_tables, read_counted, read_tables
from tests.reference.compare import differences, event_differences

# Berlin while clocks go back, policy unchanged, so that the second night derives only what changed;
# three schemes over a February in New York, policy changed for the second night.
SHIPPED_SEEDS = (25, 7)


def seeds() -> Sequence[int]:
    """The seeds to try: the shipped ones, or a range like 1-50."""
    wanted = os.environ.get("SCORELINE_TEST_SEEDS")
    if not wanted:
        return SHIPPED_SEEDS
    first, last = wanted.split("-")
    return range(int(first), int(last) + 1)


def test_the_everyday_seed_leaves_the_policy_alone() -> None:
    """A changed policy derives everything again, and would prove nothing of nights that do not."""
    first, second = random_scenario(SHIPPED_SEEDS[0])
    assert first.policy == second.policy


@pytest.mark.end_to_end
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    "seed",
    [pytest.param(seed, marks=pytest.mark.faults if place else ()) for place, seed in enumerate(seeds())],
)
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
