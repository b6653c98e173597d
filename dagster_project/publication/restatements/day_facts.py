"""Why a rep's day is another one: roster, leave, calendar, excused days."""

from __future__ import annotations

import duckdb

from dagster_project.publication.restatements.inputs import AT
from dagster_project.publication.restatements.sides import Side, differing

REP_DAY = {
    "rep_id": "varchar", "day": "date", "team_id": "varchar", "manager_id": "varchar", "role": "varchar",
    "grade": "varchar", "phase": "varchar", "schemes": "varchar", "calendar_id": "varchar",
    "tenure_days": "integer",
    "is_working_day": "boolean", "fte": "decimal(9, 4)", "leave_fraction": "decimal(9, 4)",
    "excused_fraction": "decimal(9, 4)", "excused_entities": "varchar", "is_due": "boolean",
    "day_reason": "varchar",
    "file_id": "varchar", "line_no": "integer", "leave_lines": "varchar", "excused_lines": "varchar",
}  # fmt: skip


def add_day_facts(connection: duckdb.DuckDBPyConnection, old: Side, new: Side) -> None:
    """Add to `temp.fact` what differs in `rep_day`; fills `rep_day_cover` and `roster_told` on the way.

    A publication without that table (made before it existed) says nothing here.
    """
    connection.execute(
        "create or replace temp table rep_day_cover (rep_id varchar, day date, is_new boolean)"
    )
    connection.execute(
        "create or replace temp table roster_told (rep_id varchar, day date, family varchar, cause varchar, "
        "came varchar, shown varchar)"
    )
    if old.columns("rep_day") and new.columns("rep_day"):
        paths = differing(old, new, "rep_day")
        pair_rows(connection, "rep_day", REP_DAY, ("rep_id", "day"), old, new, paths)
        connection.execute(_COVER)
        connection.execute(_ROSTER)
        connection.execute(_LEAVE)
        connection.execute(_CALENDAR)


def pair_rows(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: dict[str, str],
    key: tuple[str, ...],
    old: Side,
    new: Side,
    paths: set[str],
) -> None:
    """Fill `temp.<table>_pair` with the rows that are not the same: structs `before` and `after`,
    and the key."""
    named = ", ".join(f"coalesce(before.{name}, after.{name}) as {name}" for name in key)
    joined = " and ".join(f"before.{name} is not distinct from after.{name}" for name in key)
    connection.execute(
        f"""
        create or replace temp table {table}_pair as
        select {named}, before, after
        from {old.relation(table, columns, paths)} as before
        full join {new.relation(table, columns, paths)} as after on {joined}
        where before is distinct from after
        """
    )


_FACT = "insert into fact (rep_id, day, scheme_id, kpi_id, grain, family, cause, came, shown)"
_OTHER = "after.{0} is distinct from before.{0}"

_COVER = """
insert into rep_day_cover
select rep_id, day, false from rep_day_pair where before.rep_id is not null
union all
select rep_id, day, true from rep_day_pair where after.rep_id is not null
"""

_ROSTER = f"""
create or replace temp table roster_change as
select
    rep_id,
    day,
    after.file_id as file_id,
    unnest(list_filter([
        case when before.rep_id is null or after.rep_id is null or {_OTHER.format("schemes")}
            then 'cover' end,
        case when {_OTHER.format("team_id")} or {_OTHER.format("manager_id")} then 'team' end,
        case when {_OTHER.format("phase")} then 'weight' end,
        case
            when {_OTHER.format("grade")} or {_OTHER.format("tenure_days")} or {_OTHER.format("fte")}
                or {_OTHER.format("calendar_id")} or {_OTHER.format("is_due")}
                    and {_OTHER.format("day_reason")}
            then 'target'
        end
    ], lambda family: family is not null)) as family,
    coalesce(before.day_reason = 'before first_day' or after.day_reason = 'before first_day', false)
        as is_start
from rep_day_pair
where not coalesce({_OTHER.format("is_working_day")} and not {_OTHER.format("calendar_id")}
    and not {_OTHER.format("team_id")} and not {_OTHER.format("phase")} and not {_OTHER.format("schemes")}
    and not {_OTHER.format("grade")} and not {_OTHER.format("tenure_days")}
        and not {_OTHER.format("fte")}, false)
    or before.rep_id is null or after.rep_id is null;
create or replace temp table roster_told as
select distinct roster_change.rep_id, roster_change.day, roster_change.family, 'roster' as cause,
    fresh_file.came, fresh_file.name as shown
from roster_change
inner join fresh_file on fresh_file.file_id = roster_change.file_id and {AT}
where not is_start
union
select rep_id, day, family, 'roster', min(came), arg_min(name, (came, name))
from roster_change
inner join fresh_file on fresh_file.entity = 'roster' and {AT}
where not is_start and roster_change.file_id is null
group by all
union
select rep_id, day, family, 'policy', '', min(file || ':' || line_no)
from roster_change
inner join policy_change on policy_change.file = 'settings.csv'
where is_start or roster_change.file_id is not null and not exists (
    from fresh_file where fresh_file.file_id = roster_change.file_id and {AT}
)
group by all
union
select rep_id, day, family, 'late rows', min(came), arg_min(name, (came, name))
from roster_change
inner join fresh_file on {AT} and fresh_file.entity in ('calls', 'opportunities')
where is_start and not exists (from policy_change where policy_change.file = 'settings.csv')
group by all;
{_FACT}
select rep_id, day, null, null, null, family, cause, came, shown from roster_told
"""
"""A roster row of a new file, or gone; else the settings that fill its blanks; a first day that moved."""

_LEAVE = f"""
create or replace temp table leave_change as
select
    rep_id, day,
    coalesce(before.leave_lines, '') as old_lines,
    coalesce(after.leave_lines, '') as new_lines
from rep_day_pair
where before.rep_id is not null and after.rep_id is not null and {_OTHER.format("leave_fraction")};
create or replace temp table leave_told as
select
    rep_id, day,
    case when old_lines = '' then 'late rows' else 'corrected rows' end as cause,
    min(came) as came,
    arg_min(name, (came, name)) as shown
from leave_change
inner join fresh_file on fresh_file.entity = 'leave' and {AT}
where new_lines = '' or contains(new_lines, fresh_file.file_id)
group by all;
{_FACT}
select rep_id, day, null, null, null, 'target', cause, came, shown from leave_told
union all
select rep_id, day, null, null, null, 'target', 'policy', '', min(file || ':' || line_no)
from leave_change
anti join leave_told using (rep_id, day)
inner join policy_change on policy_change.file = 'leave_kinds.csv'
group by all
"""

_CALENDAR = f"""
{_FACT}
select rep_id, day, null, null, null, 'target', 'calendar', '', min(file || ':' || line_no)
from rep_day_pair
inner join policy_change
    on policy_change.file = 'calendar.csv' and contains(policy_change.content, cast(day as varchar))
where before.rep_id is not null and after.rep_id is not null and {_OTHER.format("is_working_day")}
group by all
union all
select rep_id, day, null, null, null, 'target', 'policy', '', 'excused_days.csv:' || coalesce(
    (
        select min(line_no) from policy_change
        where policy_change.file = 'excused_days.csv' and contains(policy_change.content, cast(day
            as varchar))
    ), split_part(coalesce(nullif(after.excused_lines, ''), before.excused_lines), ';', 1)::integer
)
from rep_day_pair
where before.rep_id is not null and after.rep_id is not null
    and ({_OTHER.format("excused_fraction")} or {_OTHER.format("excused_entities")})
"""
