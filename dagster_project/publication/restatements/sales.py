"""Rewards that require a sale: whether the rep won the first one or lost the last one, and which file told.

Sales are orders that are signed and not cancelled; where no orders are exported, opportunities that are won.
Orders are published as events of `sales_quantity`. That an opportunity was won is published nowhere: a new
file counts if an event of the rep rests on a line of it. Files without a line about the rep are no cause.
"""

from __future__ import annotations

import duckdb

from dagster_project.publication.restatements.event_facts import EXCLUDED
from dagster_project.publication.restatements.inputs import AT, LINEAGE
from dagster_project.publication.restatements.sides import Side

SALE = {"kpi_id": "varchar", "unit_id": "varchar", "rep_id": "varchar", "day": "date", "file_id": "varchar"}
TOLD = {name: EXCLUDED[name] for name in ("rep_id", "file_id")}


def add_sales(connection: duckdb.DuckDBPyConnection, old: Side, new: Side) -> None:
    """Add to `temp.found` what sales are the cause of, among rewards that nothing else explains."""
    connection.execute(_WAITING)
    waiting = connection.execute("select count(*) from waiting").fetchone()
    if waiting is None or not waiting[0]:
        return
    for name, side in (("sale_before", old), ("sale_after", new)):
        connection.execute(
            f"create or replace temp table {name} as "
            f"from {side.relation('counted_event', SALE)} where kpi_id = 'sales_quantity'"
        )
    connection.execute(_WON)
    connection.execute(_LOST)
    told = " union ".join(
        f"from {new.relation(table, TOLD)}" for table in ("counted_event", "excluded_event")
    )
    connection.execute(_BY_OPPORTUNITY.format(told=told, files=new.relation("lineage_file", LINEAGE)))


_WAITING = """
create or replace temp table waiting as
select valued.id, changed.change, valued.subject_id as rep_id, valued.period_start, valued.period_end
from valued
inner join changed using (id)
inner join consequence_rule as rule on valued.rule_id = rule.rule_id and rule.needs_sales
where valued.column_name = rule.kind and valued.id not in (select id from found)
"""

_WON = f"""
insert into found
with first_ones as (
    select waiting.id, sale.*
    from waiting
    inner join sale_after as sale
        on waiting.rep_id = sale.rep_id and sale.day between waiting.period_start and waiting.period_end
    where waiting.change = 'appeared' and not exists (
        from sale_before as known
        where known.rep_id = waiting.rep_id and known.day between waiting.period_start and waiting.period_end
    )
),
told as (
    select first_ones.id, fresh_file.came, fresh_file.name,
        exists (from sale_before as known where known.unit_id = first_ones.unit_id) as was_known
    from first_ones
    inner join fresh_file on first_ones.file_id = fresh_file.file_id and {AT}
)
select id, case when bool_or(not was_known) then 'late rows' else 'corrected rows' end,
    min(came), arg_min(name, (came, name))
from told
group by id
"""
"""The first sale of a rep within the evidence, by an order that is new or was another's or another day's."""

_LOST = f"""
insert into found
with last_ones as (
    select waiting.id, sale.*
    from waiting
    inner join sale_before as sale
        on waiting.rep_id = sale.rep_id and sale.day between waiting.period_start and waiting.period_end
    where waiting.change = 'vanished' and not exists (
        from sale_after as kept
        where kept.rep_id = waiting.rep_id and kept.day between waiting.period_start and waiting.period_end
    )
),
told as (
    select last_ones.id, fresh_file.came, fresh_file.name, fresh_file.file_id,
        exists (
            from sale_after as moved
            where moved.unit_id = last_ones.unit_id and moved.file_id = fresh_file.file_id
        ) as is_there
    from last_ones
    inner join fresh_file on fresh_file.entity = 'orders' and {AT}
)
select id, 'corrected rows', coalesce(min(came) filter (where is_there), min(came)),
    case
        when bool_or(is_there) then arg_min(name, (came, name)) filter (where is_there)
        when count(distinct file_id) = 1 then any_value(name)
        else ''
    end
from told
group by id
"""
"""The last sale within the evidence: now another's or another day's, or cancelled or deleted. What is
cancelled is published nowhere; its file is named where only one can have told."""

_BY_OPPORTUNITY = """
insert into found
select waiting.id, case when waiting.change = 'appeared' then 'late rows' else 'corrected rows' end,
    min(fresh_file.came), arg_min(fresh_file.name, (fresh_file.came, fresh_file.name))
from waiting
inner join fresh_file
    on fresh_file.entity = 'opportunities'
    and (fresh_file.month_start is null or fresh_file.month_start = date_trunc('month', waiting.period_start))
inner join ({told}) as told on waiting.rep_id = told.rep_id and fresh_file.file_id = told.file_id
where not exists (from {files} where entity = 'orders' and status is distinct from 'unreadable')
group by waiting.id, waiting.change
"""
