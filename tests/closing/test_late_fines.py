"""What is confirmed after a month was closed costs money in the first open month, and no more than there was.

r3 makes one call in August 2026, at 20:00, and one on 1 September. 100 a call; 50 off for a call outside
hours that was confirmed; 60 % and 70 % of what calls paid for two rules of consequences, both of few
calls. August is closed with version 1; on 2 September all three are confirmed.
"""

from __future__ import annotations

from pathlib import Path

from dagster_project.closing.freeze import close
from dagster_project.closing.month import parse_month
from tests.closing.books import Books
from tests.closing.story import ROSTER, SCHEME, calls
from tests.closing.test_adjusted_pay import DECISIONS, LAZY, STEP, pytestmark

__all__ = ["pytestmark"]

RULES = f"""rule_id,scheme_id,kind,kpi_id,rate,event,of_rules,says_zh,says_en
dial,{SCHEME},per_unit,dials,100,,,每通,per dial
hours,{SCHEME},per_finding,,50,outside-hours,,罚,fined
first,{SCHEME},forfeit,,0.6,lazy,dial,没收,forfeited
second,{SCHEME},forfeit,,0.7,idle,dial,没收,forfeited
"""
LINES = "select rule_id, quantity, rate, amount from incentive_line where subject_id = 'r3' "
LINES += "and period_start = '{}' order by line_no"


def test_fines_that_were_confirmed_late(tmp_path: Path) -> None:
    books = Books(tmp_path)
    (books.policy / "incentives.csv").write_text(RULES, encoding="utf-8")
    for name, row in (("consequences", LAZY), ("consequence_steps", STEP)):
        with (books.policy / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write(f"{row}\n{row.replace('lazy', 'idle')}\n")
    late = calls("a r3 08-03 C").replace("10:00:00", "20:00:00")
    late += "b,r3,2026-09-01 10:00:00,connected,,\n"
    books.land({"roster/r.csv": ROSTER, "calls/1.csv": late}, "2026-09-01")
    books.night("2026-09-01")
    august = [("dial", "1.0000", "100.000000", "100.00")]
    assert books.rows(1, LINES.format("2026-08-01")) == august
    close(books.home, parse_month("2026-08"), "finance")
    ((finding,),) = books.rows(1, "select finding_id from compliance_finding where rule_id = 'outside-hours'")
    told = f"d1,finding,r3,{finding},,confirmed,boss,2026-09-02 09:00:00,heard\n"
    for number, rule in enumerate(("lazy", "idle"), 2):
        told += f"d{number},consequence,r3,{rule},2026-08-01,confirmed,boss,2026-09-02 09:0{number}:00,so\n"
    books.land({"decisions/1.csv": DECISIONS + told}, "2026-09-02")
    books.night("2026-09-02")
    assert books.rows(2, LINES.format("2026-08-01")) == august
    assert books.rows(2, LINES.format("2026-09-01")) == [
        ("dial", "1.0000", "100.000000", "100.00"),
        ("hours", "1.0000", "-50.000000", "-50.00"),
        ("first", "100.0000", "-0.600000", "-60.00"),
        ("second", "40.0000", "-1.000000", "-40.00"),
    ]
