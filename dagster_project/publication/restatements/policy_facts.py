"""Weights, bands, schemes and approved adjustments that two publications tell differently."""

from __future__ import annotations

import duckdb

from dagster_project.publication.restatements.sides import Side, differing

WEIGHT_DAY = {
    "scheme_id": "varchar", "phase": "varchar", "day": "date", "grain": "varchar", "kpi_id": "varchar",
    "points": "decimal(9, 4)", "line_no": "integer",
}  # fmt: skip
ADJUSTMENT = {
    "adjustment_id": "varchar", "subject_kind": "varchar", "subject_id": "varchar", "period_start": "date",
    "grain": "varchar", "scheme_id": "varchar", "kpi_id": "varchar", "delta": "decimal(18, 4)",
    "file_id": "varchar",
}  # fmt: skip


def add_policy_facts(connection: duckdb.DuckDBPyConnection, old: Side, new: Side) -> None:
    """Add to `temp.fact` what differs in `weight_day`, `adjustment` and in the policy's bands and schemes."""
    if old.columns("weight_day") and new.columns("weight_day"):
        paths = differing(old, new, "weight_day")
        for name, side in (("weight_before", old), ("weight_after", new)):
            rows = side.relation("weight_day", WEIGHT_DAY, paths)
            connection.execute(f"create or replace temp table {name} as from {rows}")
        days = {"rep_id": "varchar", "day": "date", "phase": "varchar"}
        connection.execute(f"create or replace temp view phase_day as from {new.relation('rep_day', days)}")
        connection.execute(_WEIGHTS)
    if new.columns("adjustment"):
        for name, side in (("adjusted_before", old), ("adjusted_after", new)):
            connection.execute(
                f"create or replace temp table {name} as from {side.relation('adjustment', ADJUSTMENT)}"
            )
        connection.execute(_ADJUSTMENTS)
    connection.execute(_SCHEMES)


_WEIGHTS = """
insert into fact (rep_id, day, scheme_id, grain, family, cause, came, shown)
select phase_day.rep_id, weight.day, weight.scheme_id, weight.grain, 'weight', 'policy', '',
    'weights.csv:' || min(weight.line_no)
from (
    select scheme_id, phase, day, grain, coalesce(after.line_no, before.line_no) as line_no
    from weight_before as before
    full join weight_after as after using (scheme_id, phase, day, grain, kpi_id)
    where before.points is distinct from after.points
) as weight
inner join phase_day on weight.phase = phase_day.phase and weight.day = phase_day.day
group by all
"""

_ADJUSTMENTS = """
insert into fact (rep_id, kind, subject_id, day, scheme_id, kpi_id, grain, family, cause, came, shown)
select
    case when subject_kind = 'rep' and kpi_id <> 'score' then subject_id end,
    case when subject_kind <> 'rep' or kpi_id = 'score' then subject_kind end,
    case when subject_kind <> 'rep' or kpi_id = 'score' then subject_id end,
    day, scheme_id,
    case when kpi_id <> 'score' then kpi_id end,
    case when kpi_id = 'score' then grain end,
    case when kpi_id = 'score' then 'adjust_score' else 'adjust' end,
    'adjustment', came, shown
from (
    select
        unnest([before, after]) as told,
        coalesce(after.file_id, before.file_id) as file_id
    from adjusted_before as before
    full join adjusted_after as after using (adjustment_id)
    where (before.subject_id, before.period_start, before.grain, before.scheme_id, before.kpi_id,
        before.delta)
        is distinct from (after.subject_id, after.period_start, after.grain, after.scheme_id,
            after.kpi_id, after.delta)
) as changed
cross join lateral (
    select told.subject_kind, told.subject_id, told.period_start as day, told.scheme_id, told.kpi_id,
        told.grain
) as each
left join lateral (
    select min(came) as came, arg_min(name, (came, name)) as shown from fresh_file
    where fresh_file.file_id = changed.file_id or (fresh_file.entity = 'adjustments'
        and not exists (from fresh_file as own where own.file_id = changed.file_id))
) as source on true
where each.subject_id is not null
"""

_SCHEMES = """
insert into fact (day, scheme_id, family, cause, came, shown)
select null, json_extract_string(content, '$.scheme_id'), case file when 'bands.csv' then 'band'
    when 'point_losses.csv' then 'loss' else 'scheme' end,
    'policy', '', min(file || ':' || line_no)
from policy_change
where file in ('bands.csv', 'point_losses.csv', 'schemes.csv')
group by all
"""
