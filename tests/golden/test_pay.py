"""The real command, held against the hand-computed cases of pay: one run for each world."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from dagster_project.home import Home
from dagster_project.statement.read import read_statements
from dagster_project.statement.show import as_text
from dagster_project.trace.opened import open_publication
from tests.golden import pay_count_cases, pay_pool_cases, pay_sales_cases, pay_shipped_cases
from tests.golden.case import CaseMaker
from tests.golden.pay import PayCase, wrong_statements
from tests.golden.worlds import World
from tests.reference.build import published_tables
from tests.reference.command import Landed, read_tables
from tests.reference.compare import differences

WORLDS = (
    (
        World("standard", date(2026, 3, 11), date(2026, 1, 5), ()),
        (*pay_count_cases.CASES, *pay_sales_cases.CASES, *pay_pool_cases.CASES),
    ),
    (World("packs", date(2025, 12, 10), date(2025, 10, 1), ()), pay_shipped_cases.CASES),
)


@pytest.mark.end_to_end
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("world", "makers"), WORLDS, ids=lambda one: getattr(one, "name", "cases"))
def test_the_command_pays_what_was_computed_by_hand(
    world: World, makers: Sequence[CaseMaker], tmp_path: Path
) -> None:
    cases = []
    for maker in makers:
        case = PayCase(maker.__name__.replace("_", "-"))
        maker(case)
        cases.append(case)
    landed = Landed(tmp_path / "landing", tmp_path / "home", tmp_path / "policy")
    world.write(cases, landed.landing, landed.policy)
    landed.run(world.as_of)
    assert [found for case in cases for found in wrong_statements(case, landed.database)] == []
    reference = published_tables(landed.landing, landed.policy, world.as_of)
    assert differences(read_tables(landed.database), reference) == []
    opened = open_publication(Home(landed.home), None)
    for case in cases:
        for kind, subject, month, scheme in {one.key for one in case.statements if one.lines}:
            told = read_statements(opened, subject, month, scheme)
            assert [one.agrees for one in told] == [True], (kind, subject, month, as_text("", "", 1, told))
            assert all("incentives.csv:" in line.rule for line in told[0].lines)
