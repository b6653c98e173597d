"""The members' days of a question, and what was counted on them, as tables of the engine."""

from __future__ import annotations

from dagster_project.trace.asked import Question
from dagster_project.trace.opened import Opened

MEMBERS = {
    "rep": "rep_id = $subject",
    "team": "team_id = $subject",
    "manager": "manager_id = $subject",
    "site": "true",
}
HELD_DAYS = 10_000
"""Members' days whose events are held in memory: some hundreds of bytes an event."""


def make_members(opened: Opened, question: Question) -> None:
    """The table `member_day`: the rep days that count for the subject in the period, under its scheme."""
    table = opened.table("rep_day", question.period.start, question.period.end)
    opened.execute(
        f"create or replace temp table member_day as select * from {table} "
        f"where day between $start and $end and {MEMBERS[question.kind]} "
        "and list_contains(string_split(schemes, ';'), $scheme)",
        question.values,
    )


def make_events(opened: Opened, question: Question) -> None:
    """The view `member_event`: the counted events of the member days; held in memory but for many members."""
    members = opened.rows("select count(*) as days from member_day")[0]["days"]
    table = opened.table("counted_event", question.period.start, question.period.end)
    events = f"select * from {table} semi join member_day using (rep_id, day)"
    opened.execute("drop table if exists held_event")
    if members <= HELD_DAYS:
        opened.execute(f"create temp table held_event as {events}")
        events = "from held_event"
    opened.execute(f"create or replace temp view member_event as {events}")
