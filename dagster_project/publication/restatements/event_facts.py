"""Why something is counted on a day that was not, or is no more: events that only one publication has."""

from __future__ import annotations

import duckdb

from dagster_project.publication.restatements.inputs import AT
from dagster_project.publication.restatements.sides import Side, differing
from dagster_project.warehouse.kpi_models import kpi_models, of_calls, text_list

EVENT = {
    "kpi_id": "varchar",
    "unit": "varchar",
    "unit_id": "varchar",
    "rep_id": "varchar",
    "day": "date",
    "quantity": "decimal(18, 4)",
    "base": "decimal(18, 4)",
    "file_id": "varchar",
    "line_no": "bigint",
}
EXCLUDED = {
    "entity": "varchar", "unit_id": "varchar", "kpi_id": "varchar", "rep_id": "varchar", "day": "date",
    "file_id": "varchar", "reason": "varchar",
}  # fmt: skip

RECORDS = (
    "('calls', 'opportunities', 'orders', 'receipts', 'activities', 'complaints', 'surveys', 'ratings', "
    "'attendance', 'leave', 'tasks', 'training')"
)
WORDS = "('dispositions.csv', 'results.csv', 'settings.csv', 'kpis.csv')"
COUNTING = (
    "('kpi_parameters.csv', 'kpi_words.csv', 'record_fields.csv', 'event_points.csv', 'visit_levels.csv', "
    "'task_quotas.csv')"
)
"""The tables by whose rows single KPIs count: a row is about the KPI that it names."""
BY_CONTACT = text_list(of_calls("successful"))
WORDLESS = text_list({kpi for kpi in of_calls("outbound") if kpi_models()[kpi].quantity is None})
"""KPIs that ask whom a call reached, and those that count it whatever its words mean."""


def add_event_facts(connection: duckdb.DuckDBPyConnection, old: Side, new: Side) -> None:
    """Add to `temp.fact` a row per KPI, rep, day and cause, with the earliest file behind it.

    Where an event came, went or has another quantity, its file tells: a file that is new and a unit that was
    known is a correction, one that was not known came late. Where the file is an old one, something else made
    its rows count otherwise: identity, the policy's vocabulary,
        or the code; whatever of these differs is named.
    """
    paths = differing(old, new, "counted_event")
    if not paths:
        return
    for name, side in (("event_before", old), ("event_after", new)):
        connection.execute(
            f"create or replace temp table {name} as from {side.relation('counted_event', EVENT, paths)}"
        )
    hidden = differing(old, new, "excluded_event")
    for name, side in (("hidden_before", old), ("hidden_after", new)):
        connection.execute(
            f"create or replace temp table {name} as from {side.relation('excluded_event', EXCLUDED, hidden)}"
        )
    connection.execute(_DIFFERING)
    connection.execute(_CALL_FILES)
    connection.execute(_JUDGED)
    connection.execute(_BY_FILE)
    connection.execute(_LIKE_ITS_CALL)
    connection.execute(_HELD_BACK)
    connection.execute(_BY_ELIMINATION)


_DIFFERING = """
create or replace temp table event_change as
select
    coalesce(before.kpi_id, after.kpi_id) as kpi_id,
    coalesce(before.unit, after.unit) as unit,
    coalesce(before.unit_id, after.unit_id) as unit_id,
    coalesce(before.rep_id, after.rep_id) as rep_id,
    coalesce(before.day, after.day) as day,
    before.file_id as old_file, before.line_no as old_line,
    after.file_id as new_file, after.line_no as new_line
from event_before as before
full join event_after as after using (kpi_id, unit_id, rep_id, day)
where before.quantity is distinct from after.quantity or before.base is distinct from after.base
"""

_CALL_FILES = """
create or replace temp table call_file as
select file_id from event_before where unit = 'call' union select file_id from event_after where unit = 'call'
"""

_IS_FRESH = """exists (
        from fresh_file where fresh_file.file_id = things.new_file
            and (month_start is null or month_start = date_trunc('month', things.day))
    )"""

_JUDGED = f"""
create or replace temp table event_judged as
with covered as (
    select rep_id, day, bool_or(is_new) as after, bool_or(not is_new) as before
        from rep_day_cover group by all
),
known as (
    select 'call' as thing, unit_id, null as rep_id, null as day from event_before where unit = 'call'
    union select 'call', unit_id, null, null from hidden_before where entity = 'calls'
    union select kpi_id, unit_id, null, null from event_change where unit <> 'call' and new_file is null
    union (
        select kpi_id, null, rep_id, day from hidden_before where entity <> 'calls'
        except select kpi_id, null, rep_id, day from hidden_after
    )
),
seen_after as (
    select 'call' as thing, unit_id, null as rep_id, null as day, file_id from event_after where unit = 'call'
    union all select 'call', unit_id, null, null, file_id from hidden_after where entity = 'calls'
    union all select kpi_id, unit_id, null, null, file_id from event_after where unit <> 'call'
    union all select kpi_id, null, rep_id, day, file_id from hidden_after where entity <> 'calls'
),
things as (
    select *, case when unit = 'call' then 'call' else kpi_id end as thing from event_change
),
gone as (
    select distinct thing, unit_id, rep_id, day from things where new_file is null
),
seen_anew as (
    select seen_after.*, fresh_file.came, fresh_file.name, fresh_file.month_start
    from seen_after inner join fresh_file using (file_id)
),
elsewhere as (
    select gone.*, seen.file_id, seen.came, seen.name, seen.month_start
    from gone inner join seen_anew as seen on gone.thing = seen.thing and gone.unit_id = seen.unit_id
    union all
    select gone.*, seen.file_id, seen.came, seen.name, seen.month_start
    from gone
    inner join seen_anew as seen
        on gone.thing = seen.thing and gone.rep_id = seen.rep_id and gone.day = seen.day
    where seen.unit_id is null
),
moved as (
    select thing, unit_id, rep_id, day, arg_min(file_id, (came, name)) as moved_by
    from elsewhere where {AT} group by thing, unit_id, rep_id, day
)
select
    things.* exclude (thing),
    unit = 'customer' and coalesce(new_file, old_file) in (select file_id from call_file) as is_by_call,
    {_IS_FRESH} as is_fresh,
    old_file is not null
        or exists (from known where known.thing = things.thing and known.unit_id = things.unit_id)
        or exists (
            from known where known.unit_id is null
                and known.thing = things.thing and known.rep_id = things.rep_id and known.day = things.day
        ) as was_known,
    case when new_file is null then moved.moved_by end as moved_by,
    coalesce(
        old_file is null and not covered.before or new_file is null and not covered.after, false
    ) as is_cover
from things
left join covered on things.rep_id = covered.rep_id and things.day = covered.day
left join moved
    on things.thing = moved.thing and things.unit_id = moved.unit_id
    and things.rep_id = moved.rep_id and things.day = moved.day
"""
"""`moved_by`: for what is gone, the new file that says where the unit is now. Calls are known by their id; of
opportunities that were not counted only rep and day are, for customers are what is counted. All of it is
found by equalities, each asked by itself: two joined by `or` would compare every event with every other."""

_FACT = "insert into fact (rep_id, day, kpi_id, family, cause, came, shown)"

_BY_FILE = f"""
create or replace temp table event_told as
select
    event_judged.*,
    case
        when is_fresh and not was_known then 'late rows'
        else 'corrected rows'
    end as cause,
    case when is_fresh then new_file else moved_by end as told_by
from event_judged
where (is_fresh or (new_file is null and moved_by is not null))
    and not is_by_call;
{_FACT}
select event_told.rep_id, event_told.day, event_told.kpi_id, 'count', event_told.cause, fresh_file.came,
    fresh_file.name
from event_told inner join fresh_file on event_told.told_by = fresh_file.file_id
"""

_LIKE_ITS_CALL = f"""
create or replace temp table event_linked as
select distinct event_judged.rowid as no, event_judged.rep_id, event_judged.day, event_judged.kpi_id,
    event_told.cause, event_told.told_by
from event_judged
inner join event_told
    on event_judged.rep_id = event_told.rep_id and event_judged.day = event_told.day
    and (event_told.new_file, event_told.new_line) is not distinct from (event_judged.new_file,
        event_judged.new_line)
    and (event_told.old_file, event_told.old_line) is not distinct from (event_judged.old_file,
        event_judged.old_line)
where event_judged.is_by_call and event_told.unit = 'call';
{_FACT}
select event_linked.rep_id, event_linked.day, event_linked.kpi_id, 'count', event_linked.cause,
    fresh_file.came, fresh_file.name
from event_linked inner join fresh_file on event_linked.told_by = fresh_file.file_id
"""
"""Customers counted by the line of a call: what moved the call moved its customer."""

_HELD_BACK = f"""
create or replace temp table event_let_in as
select event_judged.rowid as no, event_judged.rep_id, event_judged.day, event_judged.kpi_id,
    event_judged.new_file
from event_judged
semi join (from hidden_before where reason like 'counted in the closed month %') as hidden
    using (kpi_id, unit_id, rep_id, day)
where event_judged.new_file is not null;
{_FACT}
select event_let_in.rep_id, event_let_in.day, event_let_in.kpi_id, 'count', 'corrected rows',
    fresh_file.came, fresh_file.name
from event_let_in inner join fresh_file on event_let_in.new_file = fresh_file.file_id
union all
select rep_id, day, kpi_id, 'count', 'reopen', '', '' from event_let_in
"""
"""A call whose day was corrected counts on its new day once the month that had counted it is open again."""

_OTHER_OF_LINE = (
    "other.kpi_id = event_judged.kpi_id and other.unit_id <> event_judged.unit_id "
    "and {0}_file is not distinct from {1}_file and {0}_line is not distinct from {1}_line"
)

_BY_ELIMINATION = f"""
create or replace temp table event_open as
select
    kpi_id, unit, rep_id, day,
    unit = 'customer' and (
        exists (from event_judged as other where {_OTHER_OF_LINE.format("other.old", "event_judged.new")})
        or exists (from event_judged as other where {_OTHER_OF_LINE.format("other.new", "event_judged.old")})
    ) as is_renamed
from event_judged
where not is_cover
    and (is_by_call or not is_fresh and not (new_file is null and moved_by is not null))
    and rowid not in (select no from event_linked union all select no from event_let_in);
create or replace temp table event_cause as
select distinct event_open.kpi_id, event_open.rep_id, event_open.day, 'identity' as cause, came, name as shown
from event_open
inner join fresh_file on fresh_file.entity in ('customers', 'contacts') and {AT}
where event_open.unit in ('customer', 'complaint', 'complaints', 'survey')
    or event_open.kpi_id in {BY_CONTACT} -- a call without a result succeeds by whom its number reaches
union
select event_open.kpi_id, event_open.rep_id, event_open.day, 'policy', '', file || ':' || line_no
from event_open
inner join policy_change on file in {WORDS} and (event_open.kpi_id not in {WORDLESS} or file = 'settings.csv')
where not is_renamed
union
select event_open.kpi_id, event_open.rep_id, event_open.day, 'policy', '', file || ':' || line_no
from event_open
inner join policy_change on file in {COUNTING}
    and json_extract_string(policy_change.content, '$.kpi_id') = event_open.kpi_id
union
select event_open.kpi_id, event_open.rep_id, event_open.day, 'code', '', code.shown
from event_open
inner join code on true
where not is_renamed;
{_FACT}
select rep_id, day, kpi_id, 'count', cause, came, shown from event_cause
union all
select event_open.rep_id, event_open.day, event_open.kpi_id, 'count', 'corrected rows', min(came),
    arg_min(name, (came, name))
from event_open
anti join event_cause using (kpi_id, rep_id, day)
inner join fresh_file on {AT} and (
    fresh_file.entity in {RECORDS}
    or event_open.unit = 'contact' and fresh_file.entity in ('contacts', 'customers')
)
group by all
"""
