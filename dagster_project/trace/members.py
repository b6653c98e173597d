"""The members' days of a question, and what was counted on them, as tables of the engine."""

from __future__ import annotations

from dagster_project.trace.asked import Question
from dagster_project.trace.opened import Opened

MEMBERS = {"rep": "rep_id = $subject", "team": "team_id = $subject", "site": "true"}
HELD_DAYS = 10_000
"""Members' days whose events are held in memory: some hundreds of bytes an event."""

_OF_REPS = """
select *, false as is_own, phase as judged_phase, available as judged_available
from {table}
where day between $start and $end and {members} and list_contains(string_split(schemes, ';'), $scheme)
"""

_OF_A_MANAGER = """
with manager as (
    select * from {table}
    where day between $start and $end and rep_id = $subject
        and list_contains(string_split(schemes, ';'), $scheme)
),
member as (
    select rep_day.*, false as is_own, manager.phase as judged_phase, rep_day.available as judged_available
    from {table} as rep_day
    inner join manager on rep_day.manager_id = manager.rep_id and rep_day.day = manager.day
    where rep_day.rep_id <> manager.rep_id
)
from member
union all
select *, true, phase, cast(0 as decimal(18, 8)) from manager semi join member using (day)
"""
"""Those who had him as their manager on days on which his own roster row named the scheme, and he himself:
his phase weighs, their availability counts, what he did counts too and owes nothing.
"""


def make_members(opened: Opened, question: Question) -> None:
    """The table `member_day`: the rep days that count for the subject in the period, under its scheme.

    `is_own` marks a manager's own days, whose targets are not his; `judged_phase` and `judged_available` are
    what weights are taken over.
    """
    query = _OF_A_MANAGER if question.kind == "manager" else _OF_REPS
    table = opened.table("rep_day", question.period.start, question.period.end)
    chosen = query.format(table=table, members=MEMBERS.get(question.kind, ""))
    opened.execute(f"create or replace temp table member_day as {chosen}", question.values)


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


def make_counts(opened: Opened) -> None:
    """The table `member_count`: of each KPI, member and day the sums of quantities and bases, and how many
    events.
    """
    base = "sum(base)" if opened.has_column("counted_event", "base") else "null::decimal"
    opened.execute(
        "create or replace temp table member_count as "
        f"select kpi_id, rep_id, day, sum(quantity) as total, {base} as base, count(*) as units "
        "from member_event group by all"
    )
