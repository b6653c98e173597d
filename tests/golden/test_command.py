"""The real command, held against the hand-computed cases: one run for each world."""

from pathlib import Path

import pytest

from tests.golden.case import disagreements
from tests.golden.worlds import WORLDS, World
from tests.reference.build import published_tables
from tests.reference.command import Landed, read_counted, read_tables
from tests.reference.compare import differences, event_differences

TRACED: dict[str, tuple[tuple[str, ...], ...]] = {
    "families": (
        ("effective-calls-and-customers-ann", "2025-12"),
        ("traceable-records-ann", "2025-12"),
        ("conversion-and-signing-ann", "2025-12"),
        ("collection-ann", "2025-12"),
        ("balances-ann", "2025-12"),
        ("service-responsibility-ann", "2025-12"),
        ("assigned-lists-ann", "2025-12"),
    ),
    "packs": (("a-half-month-of-the-monthly-list-ann", "2025-11", "--scheme", "daily-management"),),
}
"""By world: a rep of each family whose month a trace has to confirm."""


@pytest.mark.end_to_end
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_the_command_publishes_what_was_computed_by_hand(world: World, tmp_path: Path) -> None:
    landed = Landed(tmp_path / "landing", tmp_path / "home", tmp_path / "policy")
    cases = world.cases()
    world.write(cases, landed.landing, landed.policy)
    landed.run(world.as_of)
    tables = read_tables(landed.database)
    assert [found for case in cases for found in disagreements(case, tables)] == []
    for asked in TRACED.get(world.name, ()):
        assert "; all agree" in landed.trace(*asked), asked
    reference = published_tables(landed.landing, landed.policy, world.as_of)
    assert differences(tables, reference) == []
    assert event_differences(read_counted(landed.database), reference) == []
