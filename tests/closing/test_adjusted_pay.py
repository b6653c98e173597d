"""What moves in the pay of a closed month, and what does not.

Three people from August 2026 on, who make 2, 1 and 1 calls of the 100 that are asked on each of 21 working
days. 100 an order, scaled by attainment: r1 and r2 have one order each. 10 a call, 210 a month for attended
days in August. r2's customer owes an instalment of July: August is withheld. r3 is named for few calls.

August is closed with version 1. With version 2 (up to 1 October) the instalment is paid, r3's naming was
confirmed, and late come an order and leave of r1; September is closed with it. With version 3 come 1048 calls
for r1's August, 5 for r2's September, 3 points for r1's September, and the dismissal of what was confirmed.
"""

from __future__ import annotations

import pytest

from dagster_project.closing.freeze import close
from dagster_project.closing.month import parse_month
from tests.closing.books import Books
from tests.closing.story import ADJUSTMENTS, ROSTER, SCHEME, calls

pytestmark = [pytest.mark.timeout(1800), pytest.mark.end_to_end]

RULES = f"""rule_id,scheme_id,kind,kpi_id,rate,threshold,event,of_rules,says_zh,says_en,valid_to
unit,{SCHEME},per_order,,100,,,,每单,per order,
dial,{SCHEME},per_unit,dials,10,,,,每通,per dial,
base,{SCHEME},base_pay,,210,,,,底薪,base pay,2026-08-31
scaled,{SCHEME},attainment_scale,dials,,,,unit,达成率,attained,
taken,{SCHEME},forfeit,,0.5,,lazy,dial,没收,forfeited,
held,{SCHEME},withhold,,,1,,,扣发,withheld,
"""
LAZY = f"lazy,{SCHEME},rep,month,steps,,,,,0.5,少,Few calls,少,Few calls,,"
STEP = "lazy,1,1,1,dials,each,below,,1,,,,,,"
ORDERS = "order_id,rep_id,signed_at,amount\n"
DECISIONS = "decision_id,about,subject_id,reference,period_start,decision,decided_by,decided_at,reason\n"
MINE = "where subject_id = '{}' and period_start = '{}'"
LINES = f"select rule_id, item, amount from incentive_line {MINE}"
TOTAL = f"select total, withheld, released, payable from incentive_total {MINE}"
AUGUST, SEPTEMBER, OCTOBER = "2026-08-01", "2026-09-01", "2026-10-01"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The three versions."""
    made = Books(tmp_path_factory.mktemp("adjusted"))
    (made.policy / "incentives.csv").write_text(RULES, encoding="utf-8")
    for name, row in (("consequences", LAZY), ("consequence_steps", STEP)):
        with (made.policy / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write(f"{row}\n")
    dialled = ("a r1 08-03 A", "b r1 08-04 A", "c r2 08-03 B", "d r3 08-03 C")
    again = ("e r1 09-01 A", "f r2 09-01 B", "g r3 09-01 C")
    orders = "o1,r1,2026-08-05,\no2,r2,2026-08-06,\nold,r2,2026-07-01,500\n"
    made.land(
        {"roster/r.csv": ROSTER, "calls/1.csv": calls(*dialled, *again), "orders/1.csv": ORDERS + orders},
        "2026-09-01",
    )
    made.night("2026-09-01")
    close(made.home, parse_month("2026-08"), "finance")
    confirmed = "d1,consequence,r3,lazy,2026-08-01,confirmed,boss,2026-09-02 09:00:00,talked\n"
    made.land(
        {
            "receipts/1.csv": "receipt_id,order_id,received_at,amount\np1,old,2026-09-20,500\n",
            "orders/2.csv": ORDERS + "late,r1,2026-08-20,\n",
            "leave/1.csv": "rep_id,date,kind,fraction\nr1,2026-08-12,personal,1\n",
            "decisions/1.csv": DECISIONS + confirmed,
        },
        "2026-10-01",
    )
    made.night("2026-10-01")
    close(made.home, parse_month("2026-09"), "finance")
    who = "the dialler was down,boss,2026-10-02 09:00:00\n"
    made.land(
        {
            "adjustments/a.csv": ADJUSTMENTS
            + f"x1,r1,2026-08-12,{SCHEME},dials,1048,{who}"
            + f"x2,r2,2026-09-02,{SCHEME},dials,5,{who}"
            + f"x3,r1,2026-09,{SCHEME},score,3,{who}",
            "decisions/2.csv": DECISIONS
            + "d2,consequence,r3,lazy,2026-08-01,dismissed,boss,2026-10-02 09:00:00,mended\n",
        },
        "2026-10-02",
    )
    made.night("2026-10-02")
    return made


def lines(books: Books, version: int, rep: str, month: str) -> list[tuple[object, ...]]:
    return books.rows(version, LINES.format(rep, month) + " order by line_no")


def test_lines_that_rest_on_the_adjusted_kpi_move_and_no_others(books: Books) -> None:
    """1050 of 2100 calls: the order's 100 by half. The late order and the leave stay out."""
    order, base = ("unit", "order o1", "100.00"), ("base", "", "210.00")
    first = [order, ("dial", AUGUST, "20.00"), base, ("scaled", "", "-99.90")]
    assert lines(books, 1, "r1", AUGUST) == first
    assert lines(books, 2, "r1", AUGUST) == first
    assert lines(books, 3, "r1", AUGUST) == [
        order, ("dial", AUGUST, "10500.00"), base, ("scaled", "", "-50.00")
    ]  # fmt: skip


def test_an_adjusted_score_moves_no_pay(books: Books) -> None:
    assert (
        lines(books, 3, "r1", SEPTEMBER) == lines(books, 2, "r1", SEPTEMBER) == [("dial", SEPTEMBER, "10.00")]
    )
    frozen = f"select distinct closed_in from incentive_line {MINE.format('r1', SEPTEMBER)}"
    assert books.rows(3, frozen) == [(2,)]


def test_what_was_withheld_and_released_in_closed_months_is_kept(books: Books) -> None:
    """100 + 10 + 210 - 99.95 of August are withheld, and come with September, whose total then moves."""
    held = ("220.05", "220.05", "0.00", "0.00")
    assert [books.rows(version, TOTAL.format("r2", AUGUST)) for version in (1, 2, 3)] == [[held]] * 3
    assert books.rows(2, TOTAL.format("r2", SEPTEMBER)) == [("10.00", "0.00", "220.05", "230.05")]
    assert books.rows(3, TOTAL.format("r2", SEPTEMBER)) == [("60.00", "0.00", "220.05", "280.05")]
    assert books.rows(3, TOTAL.format("r2", OCTOBER)) == []


def test_a_forfeit_takes_money_in_the_month_of_its_decision_and_stays(books: Books) -> None:
    """Half of the 10 that August paid for calls, in September; never again, whatever is decided later."""
    taken = [("dial", SEPTEMBER, "10.00"), ("taken", f"consequence lazy {AUGUST}", "-5.00")]
    assert lines(books, 2, "r3", SEPTEMBER) == taken
    assert lines(books, 3, "r3", SEPTEMBER) == taken
    assert lines(books, 2, "r3", AUGUST) == lines(books, 1, "r3", AUGUST)
    assert lines(books, 3, "r3", OCTOBER) == []
    assert books.rows(
        3, "select status from consequence where rule_id = 'lazy' and subject_id = 'r3' order by 1 limit 1"
    ) == [("dismissed",)]
