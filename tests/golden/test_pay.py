"""The real command, held against the hand-computed cases of pay: one run for each world."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from dagster_project.home import Home
from dagster_project.statement.read import read_statements
from dagster_project.statement.show import as_text
from dagster_project.trace.opened import open_publication
from tests.golden import (
    pay_change_cases,
    pay_count_cases,
    pay_pool_cases,
    pay_sales_cases,
    pay_shipped_cases,
    pay_spring_cases,
    supervisor_cases,
)
from tests.golden.case import CaseMaker, disagreements
from tests.golden.pay import PayCase, wrong_statements
from tests.golden.worlds import SEEDS, World
from tests.reference.build import published_tables
from tests.reference.command import Landed, read_tables
from tests.reference.compare import differences
from tests.reference.policy import read_policy

WORLDS = (
    (
        World("standard", date(2026, 3, 11), date(2026, 1, 5), ()),
        (*pay_count_cases.CASES, *pay_sales_cases.CASES, *pay_pool_cases.CASES, *pay_change_cases.CASES),
    ),
    (World("packs", date(2025, 12, 10), date(2025, 10, 1), ()), pay_shipped_cases.CASES),
    (
        World("packs-spring", date(2026, 5, 10), date(2026, 1, 5), ()),
        (*pay_spring_cases.CASES, *supervisor_cases.SPRING_CASES),
    ),
)


@pytest.mark.end_to_end
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("world", "makers"), WORLDS, ids=lambda one: getattr(one, "name", "cases"))
def test_the_command_pays_what_was_computed_by_hand(
    world: World, makers: Sequence[CaseMaker], tmp_path: Path
) -> None:
    cases = _filled(makers)
    landed = Landed(tmp_path / "landing", tmp_path / "home", tmp_path / "policy")
    world.write(cases, landed.landing, landed.policy)
    landed.run(world.as_of)
    assert [found for case in cases for found in wrong_statements(case, landed.database)] == []
    tables = read_tables(landed.database)
    assert [found for case in cases for found in disagreements(case, tables)] == []
    reference = published_tables(landed.landing, landed.policy, world.as_of)
    assert differences(tables, reference) == []
    opened = open_publication(Home(landed.home), None)
    for case in cases:
        for kind, subject, month, scheme in {one.key for one in case.statements if one.lines}:
            told = read_statements(opened, subject, month, scheme)
            assert [one.agrees for one in told] == [True], (kind, subject, month, as_text("", "", 1, told))
            assert all("incentives.csv:" in line.rule for line in told[0].lines)


def test_every_shipped_rule_has_a_line_or_withholds_in_some_case() -> None:
    """`withhold` has no line; it shows in the total of somebody whom the scheme pays."""
    cases = _filled([maker for world, makers in WORLDS if world.name != "standard" for maker in makers])
    statements = [one for case in cases for one in case.statements]
    named = {line[0] for one in statements for line in one.lines}
    withholding = {one.key[3] for one in statements if one.total.get("withheld", "0") != "0"}
    silent = [
        row["rule_id"]
        for row in read_policy(SEEDS).rows("incentives")
        if row["rule_id"] not in named and not (row["kind"] == "withhold" and row["scheme_id"] in withholding)
    ]
    assert silent == []


def _filled(makers: Sequence[CaseMaker]) -> list[PayCase]:
    cases = []
    for maker in makers:
        case = PayCase(maker.__name__.replace("_", "-"))
        maker(case)
        cases.append(case)
    return cases
