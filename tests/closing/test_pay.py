"""Pay of a closed month: frozen, what would change told in money, moved by approved adjustments alone.

r1 is there on Monday 3 and Tuesday 4 August 2026, with 2 calls and 1 of the 100 that are asked a day. 10 a
dial are 30, less 0.01 for each that is missing: 0.98 and 0.99. August is closed with version 1; with version
2 a late call of the 4th comes and nine more yuan a dial; with version 3 ten dials are added to the 3rd, and
paid by the rule that the month was closed with.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dagster_project.closing.freeze import close
from dagster_project.closing.month import parse_month
from dagster_project.statement.read import read_statements
from dagster_project.trace.opened import open_publication
from tests.closing.books import Books
from tests.closing.story import ADJUSTMENTS, SCHEME, calls, replace_in

pytestmark = [pytest.mark.timeout(1800), pytest.mark.end_to_end]

RULES = "rule_id,scheme_id,kind,kpi_id,per,rate,says_zh,says_en"
DIAL = f"dial,{SCHEME},per_unit,dials,,10,每通,per dial"
MISSING = f"missing,{SCHEME},per_shortfall,dials,day,0.01,每缺一通,per missing dial"
LINES = "select rule_id, item, amount from incentive_line order by line_no"
HELD_BACK = (
    "select column_name, frozen_value, would_be_value, difference from would_change "
    "where kpi_id = 'incentive'"
)
RESTATED = (
    "select column_name, old_value, new_value, cause from restatement where table_name = 'incentive_total'"
)
WOULD_BE = (
    "select rep_id from target_day where contains(grains, 'would_be') "
    "union all select kpi_id from weight_day where contains(grain, 'would_be')"
)
TOTALS = "select gross, total, remainder, payable from incentive_total where period_start = '2026-08-01'"


def told_of(dials: str, monday: str, tuesday: str) -> list[tuple[object, ...]]:
    missing = (("missing", "2026-08-03", monday), ("missing", "2026-08-04", tuesday))
    return [("dial", "2026-08-01", dials), *missing]


def test_a_closed_month_is_paid_as_it_was_frozen(tmp_path: Path) -> None:
    books = Books(tmp_path)
    (books.policy / "incentives.csv").write_text(f"{RULES}\n{DIAL}\n{MISSING}\n", encoding="utf-8")
    roster = "rep_id,valid_from,valid_to\nr1,2026-08-03,2026-08-04\nr2,2026-08-03,\n"
    roster += "r3,2026-09-01,\n"
    landed = calls("a r1 08-03 A", "b r1 08-03 B", "c r1 08-04 C")
    books.land({"roster/r.csv": roster, "calls/1.csv": landed}, "2026-08-05")
    books.night("2026-09-01")
    first = told_of("30.00", "-0.98", "-0.99")
    mine = LINES.replace("order", "where subject_id = 'r1' order")
    assert books.rows(1, mine) == first
    frozen = ("28.03", "28.03", "0.00", "28.03")
    assert books.rows(1, f"{TOTALS} and subject_id = 'r1'") == [frozen]
    close(books.home, parse_month("2026-08"), "finance")

    replace_in(books.policy / "incentives.csv", DIAL, DIAL.replace(",10,", ",19,"))
    books.land({"calls/2.csv": calls("d r1 08-04 D")}, "2026-09-02")
    books.night("2026-09-02")
    assert books.rows(2, mine) == first
    assert books.rows(2, f"{TOTALS} and subject_id = 'r1'") == [frozen]
    assert books.rows(2, WOULD_BE) == [], "what days would be is no evidence of what is published"
    assert books.rows(2, f"{HELD_BACK} and subject_id = 'r1' order by 1") == [
        ("gross", "28.03", "74.04", "46.0100"),
        ("total", "28.03", "74.04", "46.0100"),
    ]
    (told,) = read_statements(open_publication(books.home, None), "r1", date(2026, 8, 1), None)
    assert told.agrees
    assert "rate=10" in told.lines[0].rule

    adjusted = f"x,r1,2026-08-03,{SCHEME},dials,10,the dialler was down,boss,2026-09-02 10:00:00\n"
    books.land({"adjustments/a.csv": ADJUSTMENTS + adjusted}, "2026-09-03")
    books.night("2026-09-03")
    moved = told_of("130.00", "-0.88", "-0.99")
    assert books.rows(3, mine) == moved
    assert books.rows(3, f"{RESTATED} and subject_id = 'r1' order by 1") == [
        ("gross", "28.03", "128.13", "adjustment"),
        ("payable", "28.03", "128.13", "adjustment"),
        ("total", "28.03", "128.13", "adjustment"),
    ]
