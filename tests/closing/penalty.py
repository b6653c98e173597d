"""Two red months are closed, then everything that would change what follows from them happens.

Three people from August 2026 on. All of them are red in both months (a call each); r3's September has an
approved adjustment of 7 points, which makes it yellow (70 %, red up to 60 %); r2 was on leave for 10 of the
22 working days of September. Both months are closed with version 1 (up to 2 October). With version 2 (up to
31 October, all three red in October) come: leave of r1 for most of August, a red band up to 80 %, five
Saturdays and Sundays of September as working days, and decisions about who was
named. Version 3 is published after both months were opened again.
"""

from __future__ import annotations

from pathlib import Path

from dagster_project.closing.freeze import close
from dagster_project.closing.month import parse_month
from dagster_project.closing.reopening import reopen
from tests.closing.books import Books
from tests.closing.story import ADJUSTMENTS, CALLS, ROSTER, SCHEME, replace_in

LEAVE = "rep_id,date,kind,fraction\n"
WEEKENDS = ("2026-09-05", "2026-09-06", "2026-09-12", "2026-09-13", "2026-09-19")


def dialled(name: str, day: str) -> dict[str, str]:
    """One call of everybody on a day (MM-DD)."""
    lines = (f"{name}-{rep},{rep},2026-{day} 10:00:00,connected,,\n" for rep in ("r1", "r2", "r3"))
    return {f"calls/{name}.csv": CALLS + "".join(lines)}


def leave(rep: str, month: str, first: int, last: int) -> str:
    """Sick leave on every day from the first to the last."""
    return LEAVE + "".join(f"{rep},2026-{month}-{day:02},sick,1\n" for day in range(first, last + 1))


FIRST = {
    "roster/r.csv": ROSTER,
    "leave/r2.csv": leave("r2", "09", 7, 18),
    "adjustments/a.csv": ADJUSTMENTS
    + f"x1,r3,2026-09,{SCHEME},score,7,an appeal was granted,boss,2026-10-01 09:00:00\n",
    **dialled("aug", "08-03"),
    **dialled("sep", "09-15"),
}

LATE = {
    "leave/r1.csv": leave("r1", "08", 3, 28),
    **dialled("oct", "10-15"),
    "decisions/d.csv": "decision_id,about,subject_id,reference,period_start,decision,decided_by,"
    "decided_at,reason\n"
    "d1,consequence,r2,two-red-months,2026-09-01,dismissed,chen,2026-10-20 09:00:00,first thoughts\n"
    "d2,consequence,r2,two-red-months,2026-09-01,confirmed,wang,2026-10-21 09:00:00,talked with her\n"
    "d3,consequence,r1,two-red-months,2026-10-01,dismissed,wang,2026-10-30 09:00:00,too early\n"
    "d4,consequence,r1,two-red-months,2026-09-01,confirmed,R1,2026-10-30 09:00:00,by himself\n"
    "d5,consequence,r3,two-red-months,2026-08-01,confirmed,wang,2026-10-30 09:00:00,nobody named him\n",
}


def change_policy(policy: Path) -> None:
    """r3's 70 % would be red, and r2's 12 days of September less than half of its then 27 working days."""
    replace_in(policy / "bands.csv", "yellow,0.6", "yellow,0.8")
    with (policy / "calendar.csv").open("a", encoding="utf-8") as calendar:
        calendar.writelines(f"{day},true,the fair\n" for day in WEEKENDS)


def tell_of_penalties(folder: Path) -> None:
    """Three nights."""
    books = Books(folder)
    months = [parse_month("2026-08"), parse_month("2026-09")]
    books.land(FIRST, "2026-10-02")
    books.night("2026-10-02")
    for month in months:
        close(books.home, month, by="finance", why="payroll")
    books.land(LATE, "2026-10-31")
    change_policy(books.policy)
    books.night("2026-10-31")
    for month in months:
        reopen(books.home, month, "the leave of August was found")
    books.night("2026-10-31")
