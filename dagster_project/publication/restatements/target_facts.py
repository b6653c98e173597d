"""Why a day's target is another one: rows of targets.csv, the season, working days of its base, settings."""

from __future__ import annotations

import duckdb

from dagster_project.publication.restatements.day_facts import pair_rows
from dagster_project.publication.restatements.sides import Side, differing

TARGET_DAY = {
    "rep_id": "varchar", "day": "date", "scheme_id": "varchar", "kpi_id": "varchar", "grains": "varchar",
    "target_line": "integer", "per": "varchar", "standard": "decimal(18, 4)", "minimum": "decimal(18, 4)",
    "minimum_per": "varchar", "base_days": "decimal(18, 4)", "minimum_base_days": "decimal(18, 4)",
    "season_factor": "decimal(9, 4)", "season_line": "integer",
}  # fmt: skip

TARGETS_READ = "('settings.csv', 'schemes.csv', 'kpis.csv', 'season_factors.csv')"
"""Policy beside targets.csv that a day's target is made of."""


def add_target_facts(connection: duckdb.DuckDBPyConnection, old: Side, new: Side) -> None:
    """Add to `temp.fact` what differs in `target_day` and is not the roster's doing (`roster_told`)."""
    if old.columns("target_day") and new.columns("target_day"):
        paths = differing(old, new, "target_day")
        key = ("rep_id", "day", "scheme_id", "kpi_id", "grains")
        pair_rows(connection, "target_day", TARGET_DAY, key, old, new, paths)
        connection.execute(_TARGETS)


_FACT = "insert into fact (rep_id, day, scheme_id, kpi_id, grain, family, cause, came, shown)"
_OTHER = "after.{0} is distinct from before.{0}"

_TARGETS = f"""
create or replace temp table target_change as
select
    *, coalesce(after.target_line, before.target_line) as line_no,
    {_OTHER.format("standard")} or {_OTHER.format("minimum")}
        or {_OTHER.format("per")} or {_OTHER.format("minimum_per")} as is_row,
    before.rep_id is not null and after.rep_id is not null
        and ({_OTHER.format("base_days")} or {_OTHER.format("minimum_base_days")}) as is_base,
    before.rep_id is not null and after.rep_id is not null
        and coalesce(after.season_factor, 1) <> coalesce(before.season_factor, 1) as is_season,
    'season_factors.csv:' || coalesce(after.season_line, before.season_line) as season
from target_day_pair;
create or replace temp table target_told as
select rep_id, day, scheme_id, kpi_id, grains, 'policy' as cause, 'targets.csv:' || line_no as shown
from target_change
where is_row and (
    exists (
        from policy_change where policy_change.file = 'targets.csv'
            and (policy_change.is_new and policy_change.line_no = after.target_line
                or not policy_change.is_new and policy_change.line_no = before.target_line)
    ) or date_trunc('month', day) in (select month_start from reopened)
)
union all
select rep_id, day, scheme_id, kpi_id, grains, 'policy', season
from target_change
where is_season and (
    exists (from policy_change where file || ':' || line_no = season)
    or date_trunc('month', day) in (select month_start from reopened)
)
union all
select rep_id, day, scheme_id, kpi_id, grains, 'calendar',
    min(policy_change.file || ':' || policy_change.line_no)
from target_change
inner join policy_change on policy_change.file = 'calendar.csv'
where is_base and coalesce(after.per, before.per) not in ('day', 'week')
    and date_trunc(coalesce(after.per, before.per), day)
        = date_trunc(coalesce(after.per, before.per), cast(regexp_extract(content,
            '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}') as date))
group by all;
{_FACT}
select rep_id, day, scheme_id, kpi_id, null, 'target', cause, '', shown from target_told
union all
select rep_id, day, scheme_id, kpi_id, null, 'target', 'policy', '',
    min(policy_change.file || ':' || policy_change.line_no)
from target_change
anti join target_told using (rep_id, day, scheme_id, kpi_id, grains)
anti join roster_told using (rep_id, day)
inner join policy_change on policy_change.file in {TARGETS_READ}
where is_row or is_base or is_season
group by all
"""
