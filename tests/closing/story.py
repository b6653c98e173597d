"""August 2026 is closed as version 1 has it; then everything that may happen to it happens.

Three people from Monday 3 August on, 21 working days in August, the 31st a Monday. r1 and r2 are in team t1,
r3 in t2. Version 1 (up to 4 September) is what August is closed with; with version 2 (up to 7 September) late
calls, a merge, a roster correction, other targets, bands and a calendar come; with version 3 two adjustments.
Version 4 is published after August was opened again.
"""

from __future__ import annotations

from pathlib import Path

from dagster_project.closing.freeze import close
from dagster_project.closing.month import parse_month
from dagster_project.closing.reopening import reopen
from tests.closing.books import Books

SCHEME = "telesales-standard"
AUGUST = parse_month("2026-08")
CALLS = "call_id,rep_id,started_at,disposition,result,customer_id\n"
ROSTER = f"rep_id,valid_from,team_id,schemes\nr1,2026-08-01,t1,{SCHEME};rates\n"
ROSTER += "r2,2026-08-01,t1,\nr3,2026-08-01,t2,\n"
RATES = {
    "schemes": "rates,接通,Rates,rep,10,,day;week;month;quarter;year,,test",
    "targets": "rates,connect_rate,week,0.8,,,,,,,",
    "weights": "rates,opportunity-hunt,connect_rate,10,,,",
    "bands": "rates,red,0,,",
}
"""A scheme of a quotient, which judges r1 beside the core scheme."""
CUSTOMERS = "customer_id,merged_into\n"
ADJUSTMENTS = "adjustment_id,subject_id,period,scheme_id,kpi_id,delta,reason,approved_by,approved_at\n"


def calls(*lines: str) -> str:
    """Calls that reached a key person: id, rep, day and customer, separated by blanks."""
    text = CALLS
    for line in lines:
        call, rep, day, customer = line.split()
        text += f"{call},{rep},2026-{day} 10:00:00,connected,key_person,{customer}\n"
    return text


FIRST = {
    "roster/r.csv": ROSTER,
    "customers/c.csv": CUSTOMERS + "".join(f"{name},\n" for name in ("A", "B", "C", "D", "E")),
    "calls/1.csv": calls(
        "a r1 08-03 A", "b r1 08-10 B", "c r1 08-31 C", "d r1 09-01 A", "e r2 08-10 A", "f r3 08-10 C",
    "g r3 08-11 D", "h r3 09-02 D",
    ),
}  # fmt: skip

LATE = {
    "calls/2.csv": calls("i r1 08-12 E", "j r1 08-31 E", "k r1 09-01 E"),
    "customers/merged.csv": CUSTOMERS + "D,C\n",
    "roster/moved.csv": "rep_id,valid_from,team_id\nr2,2026-08-17,t2\n",
}

ADJUSTED = {
    "adjustments/a.csv": ADJUSTMENTS
    + f"x1,r1,2026-08-12,{SCHEME},dials,10,the dialler was down,boss,2026-09-08 09:00:00\n"
    + f"x2,r3,2026-08,{SCHEME},score,7,an appeal was granted,boss,2026-09-08 09:00:00\n"
}


def change_policy(policy: Path) -> None:
    """50 dials a day instead of 100, red up to 80 %, another phase, and 20 August off: all undated."""
    replace_in(policy / "targets.csv", f"{SCHEME},dials,day,100,60,", f"{SCHEME},dials,day,50,30,")
    replace_in(policy / "bands.csv", "yellow,0.6", "yellow,0.8")
    replace_in(policy / "weights.csv", "opportunity-hunt", "harvest")
    replace_in(policy / "settings.csv", "default_phase,opportunity-hunt", "default_phase,harvest")
    with (policy / "calendar.csv").open("a", encoding="utf-8") as calendar:
        calendar.write("2026-08-20,false,the office moves\n")


def tell(folder: Path) -> None:
    """Four nights."""
    books = Books(folder)
    for table, line in RATES.items():
        with (books.policy / f"{table}.csv").open("a", encoding="utf-8") as rows:
            rows.write(f"{line}\n")
    books.land(FIRST, "2026-09-04")
    books.night("2026-09-04")
    close(books.home, AUGUST, by="finance", why="payroll")
    books.land(LATE, "2026-09-07")
    change_policy(books.policy)
    books.night("2026-09-07")
    books.land(ADJUSTED, "2026-09-08")
    books.night("2026-09-07")
    reopen(books.home, AUGUST, "the late calls are to be paid")
    books.night("2026-09-07")


def replace_in(path: Path, old: str, new: str) -> None:
    """Change one text of a policy file, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new), encoding="utf-8")
