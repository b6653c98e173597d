"""What no fact explains: a row of the policy that bears on the value, the code, or else `unexplained`."""

from __future__ import annotations

import duckdb

from dagster_project.publication.restatements.inputs import CLOSED
from dagster_project.publication.restatements.shape import POLICY_READS, SETTINGS_WITHOUT_NUMBERS, UNEXPLAINED
from dagster_project.publication.restatements.sides import Side


def add_what_remains(connection: duckdb.DuckDBPyConnection, old: Side, new: Side) -> None:
    """Complete `temp.found`, so that each row of `temp.valued` has a cause; always name a reopened month.

    No policy moves a month that is closed with what the older side shows: with the same version as there,
    or, where it was open there, with the older side itself. One reopened in between is closed with another.
    """
    connection.execute("create or replace temp table policy_reads (file varchar, family varchar)")
    rows = [[file, family] for file, families in POLICY_READS.items() for family in families.split()]
    connection.executemany("insert into policy_reads values (?, ?)", rows)
    connection.execute(
        f"""
        create or replace temp table closed_value as
        with closed as (
            select after.month_start
            from {new.relation("closed_month", CLOSED)} as after
            left join {old.relation("closed_month", CLOSED)} as before using (month_start)
            where after.closed_in is not distinct from
                case when before.month_start is null then {int(old.told["version"])} else before.closed_in end
        )
        select id
        from (
            select valued.id, 1 + date_diff('month', valued.period_start, valued.period_end) as months,
                count(closed.month_start) as closed_months
            from valued
            left join closed
                on closed.month_start between date_trunc('month', valued.period_start) and valued.period_end
            group by valued.id, valued.period_start, valued.period_end
        )
        group by id
        having bool_and(months = closed_months)
        """
    )
    connection.execute("delete from found where cause = 'policy' and id in (from closed_value)")
    connection.execute(_BY_POLICY_OR_CODE, [list(SETTINGS_WITHOUT_NUMBERS)])
    connection.execute(_REOPENED)
    connection.execute(
        "insert into found select id, ?, '', '' from (from valued anti join found using (id))", [UNEXPLAINED]
    )


_BY_POLICY_OR_CODE = """
insert into found
with unexplained as (from valued anti join found using (id)),
differing as (
    select file, file || ':' || line_no as shown,
        nullif(json_extract_string(content, '$.scheme_id'), '') as scheme_id,
        nullif(json_extract_string(content, '$.kpi_id'), '') as kpi_id,
        try_cast(json_extract_string(content, '$.valid_from') as date) as valid_from,
        try_cast(json_extract_string(content, '$.valid_to') as date) as valid_to, month_start
    from (
        select *, cast(null as date) as month_start from policy_change
        union all by name
        from policy_waiting
    )
    where file <> 'settings.csv'
        or coalesce(json_extract_string(content, '$.name'), '') not in (select unnest(?::varchar[]))
)
select distinct unexplained.id, 'policy', '', differing.shown
from unexplained
inner join differing
    on coalesce(differing.scheme_id, unexplained.scheme_id) = unexplained.scheme_id
    and (
        differing.kpi_id is null or unexplained.kpi_id is null or differing.kpi_id = unexplained.kpi_id
        or unexplained.column_name in ('points', 'weight')
    )
    and coalesce(
        differing.month_start >= date_trunc('month', unexplained.period_start)
            and differing.month_start <= unexplained.period_end,
        true
    )
    and coalesce(differing.valid_from <= unexplained.period_end, true)
    and coalesce(differing.valid_to >= unexplained.period_start, true)
inner join policy_reads on differing.file = policy_reads.file
left join reads
    on unexplained.table_kind = reads.table_kind and unexplained.column_name = reads.column_name
    and policy_reads.family = reads.family
where (policy_reads.family = 'any' or unexplained.column_name = 'rank' or reads.family is not null)
    and unexplained.id not in (from closed_value)
union all
select unexplained.id, 'code', '', code.shown from unexplained cross join code
"""
"""Points and weights share what the scheme's other KPIs leave; a rank is made of everything in its scheme."""

_REOPENED = """
insert into found
select valued.id, 'reopen', '', '' from valued
inner join reopened
    on reopened.month_start between date_trunc('month', valued.period_start) and valued.period_end
"""
