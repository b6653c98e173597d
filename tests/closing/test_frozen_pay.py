"""An adjustment moves what a closed month's lines rest on; what else they rest on stays as it was closed.

Two people in August 2026 with 5 calls each, 10 a call; they lose 10 % for each overdue
instalment, 20 % for each day of absence, and share a pool of what calls pay by attended days. Rex owes one
instalment of July and was absent on the 5th. August is closed with version 1. Then come 12 a call, 50 % an
instalment, another absence, leave of Sue's, and a receipt that says the instalment came on 20 July. Version
3 adds one call to each.
"""

from __future__ import annotations

import pytest

from dagster_project.closing.freeze import close
from dagster_project.closing.month import parse_month
from tests.closing.books import Books
from tests.closing.story import ADJUSTMENTS, SCHEME, calls, replace_in

pytestmark = [pytest.mark.timeout(1800), pytest.mark.end_to_end]

RULES = f"""rule_id,scheme_id,kind,kpi_id,rate,pool,event,of_rules,says_zh,says_en
dial,{SCHEME},per_unit,dials,10,,,,每通,per dial
share,{SCHEME},pool_share,,1,p,,dial,分,shared
absent,{SCHEME},per_event,,0.2,,absence,dial,旷工,absent
overdue,{SCHEME},per_overdue,,0.1,,,dial,逾期,overdue
"""
ROSTER = "rep_id,valid_from,team_id\nrex,2026-08-03,t\nsue,2026-08-03,t\n"
RECEIPT = "receipt_id,order_id,received_at,amount\n"
ATTENDANCE = "rep_id,date,event,count\n"
AUGUST = "and period_start = '2026-08-01'"
LINES = "select rule_id, amount from incentive_line where subject_id = '{}' " + AUGUST + " order by line_no"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    made = Books(tmp_path_factory.mktemp("frozen"))
    rules = made.policy / "incentives.csv"
    rules.write_text(RULES, encoding="utf-8")
    days = [(rep, number) for rep in ("rex", "sue") for number in range(5)]
    landed = [f"{rep}{number} {rep} 08-{number + 3:02} c{number}" for rep, number in days]
    made.land(
        {
            "roster/r.csv": ROSTER,
            "calls/1.csv": calls(*landed),
            "orders/1.csv": "order_id,rep_id,signed_at,amount\nold,rex,2026-07-01,500\n",
            "attendance/1.csv": f"{ATTENDANCE}rex,2026-08-05,absence,1\n",
        },
        "2026-09-01",
    )
    made.night("2026-09-01")
    close(made.home, parse_month("2026-08"), "finance")
    replace_in(rules, "dials,10,", "dials,12,")
    replace_in(rules, "per_overdue,,0.1", "per_overdue,,0.5")
    made.land(
        {
            "receipts/1.csv": f"{RECEIPT}p,old,2026-07-20,500\n",
            "attendance/2.csv": f"{ATTENDANCE}rex,2026-08-06,absence,1\n",
            "leave/1.csv": "rep_id,date,kind,fraction\nsue,2026-08-12,personal,1\n",
        },
        "2026-09-02",
    )
    made.night("2026-09-02")
    who = "the dialler was down,boss,2026-09-02 09:00:00\n"
    added = [f"x{rep},{rep},2026-08-12,{SCHEME},dials,1,{who}" for rep in ("rex", "sue")]
    made.land({"adjustments/a.csv": ADJUSTMENTS + "".join(added)}, "2026-09-03")
    made.night("2026-09-03")
    return made


def test_only_the_adjusted_base_moves(books: Books) -> None:
    """6 x 10; 20 % and 10 % of it; the pool of 120 by 20 and 21 attended days of 41."""
    rex = [("dial", "50.00"), ("share", "48.78"), ("absent", "-10.00"), ("overdue", "-5.00")]
    assert books.rows(1, LINES.format("rex")) == rex
    assert books.rows(2, LINES.format("rex")) == rex
    assert books.rows(3, LINES.format("rex")) == [
        ("dial", "60.00"), ("share", "58.54"), ("absent", "-12.00"), ("overdue", "-6.00")
    ]  # fmt: skip
    assert books.rows(3, LINES.format("sue")) == [
        ("dial", "60.00"), ("share", "61.46"), ("overdue", "-6.00")
    ]  # fmt: skip


def test_the_rule_that_was_closed_pays(books: Books) -> None:
    """Every line says which version's policy it is paid by, and that row still says 10."""
    query = f"select distinct rate, closed_in from incentive_line where rule_id = 'dial' {AUGUST}"
    assert books.rows(3, query) == [("10.000000", 1)]
