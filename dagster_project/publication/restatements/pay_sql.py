"""The statements of `pay`: lines that differ, what they rest on, new rows about that."""

LINES = """
create or replace temp table pay_line as
select
    coalesce(after.subject_kind, before.subject_kind) as subject_kind,
    case when coalesce(after.subject_kind, before.subject_kind) = 'site' then '*'
        else coalesce(after.subject_id, before.subject_id) end as subject_id,
    coalesce(after.scheme_id, before.scheme_id) as scheme_id,
    coalesce(after.period_start, before.period_start) as period_start,
    before.rule_id is null as is_new,
    unnest(list_distinct(list_filter([before.evidence, after.evidence], one -> one is not null))) as evidence
from {before} as before
full join {after} as after using (subject_kind, subject_id, scheme_id, period_start, rule_id, item)
where row(before.quantity, before.amount, before.evidence)
    is distinct from row(after.quantity, after.amount, after.evidence)
"""

KPI = """
create or replace temp table pay_kpi as
with said as (
    select distinct subject_kind, subject_id, scheme_id, period_start,
        split_part(evidence, '; lines ', 1) as evidence
    from pay_line where starts_with(evidence, 'kpi ')
),
read as (
    select *,
        regexp_extract(evidence, '^kpi ([a-z ]+) [0-9]{4}-[0-9]{2}-[0-9]{2} ', 1) as reach,
        regexp_extract(evidence, '([0-9]{4}-[0-9]{2}-[0-9]{2}) ', 1)::date as day,
        regexp_extract(evidence, ' (rep|team|site) ', 1) as seen_kind,
        regexp_extract(evidence, ' (?:rep|team|site) (.+) [a-z0-9_]+$', 1) as seen_id,
        regexp_extract(evidence, '([a-z0-9_]+)$', 1) as kpi_id
    from said
)
select distinct subject_kind, subject_id, scheme_id, period_start, seen_kind,
    case when seen_kind = 'site' then '*' else seen_id end as seen_id, kpi_id,
    date_trunc(case reach when 'year to date' then 'year' else 'month' end, day)::date as since
from read
"""
"""The KPIs that differing lines look at: whose, from which month to that of the pay."""

ROWS = """
create or replace temp table pay_news as
with sold as (
    select name as order_id, max(rep_id) as rep_id from pay_row where entity = 'orders' group by name
),
known as (
    select distinct entity, key from pay_row
    where file_id not in (select file_id from fresh_file where month_start is null)
)
select
    pay_row.entity, pay_row.key, coalesce(pay_row.rep_id, sold.rep_id) as rep_id, pay_row.name, pay_row.day,
    case when known.key is null then 'late rows' else 'corrected rows' end as cause,
    fresh_file.came, fresh_file.name as shown, fresh_file.month_start
from pay_row
inner join fresh_file on pay_row.file_id = fresh_file.file_id
left join known on pay_row.entity = known.entity and pay_row.key = known.key
left join sold on pay_row.entity = 'receipts' and pay_row.name = sold.order_id
"""
"""Lines of new files; a key that an older file has as well was corrected."""

POOLS = """
create or replace temp table pay_pool as
select distinct subject_kind, subject_id, scheme_id, period_start,
    case when subject_kind = 'rep' then regexp_extract(evidence, '^pool .* of (team|site) ', 1)
        else subject_kind end as level,
    case when subject_kind <> 'rep' then subject_id when contains(evidence, ' of site ') then '*'
        else regexp_extract(evidence, '^pool .* of team (.*)$', 1) end as pool_id
from pay_line where starts_with(evidence, 'pool ');
create or replace temp table pay_member as
select distinct rep_id, team_id, date_trunc('month', day)::date as period_start from ({places})
"""

TOUCHING = """
create or replace temp table pay_touch as
with parts as (
    select *, string_split_regex(split_part(evidence, '; lines ', 1), ', ') as said from pay_line
)
select distinct parts.subject_kind, parts.subject_id, parts.scheme_id, parts.period_start,
    news.cause, news.came, news.shown
from parts
inner join pay_news as news
    on (news.month_start is null or news.month_start = parts.period_start)
    and case news.entity
        when 'orders' then list_has_any(parts.said, ['order ' || news.key, news.key])
        when 'receipts' then list_has_any(parts.said, ['receipt ' || news.key, 'order ' || news.name])
        when 'decisions' then list_contains(parts.said, 'finding ' || news.name)
            or starts_with(parts.evidence, 'consequence ' || news.name || ' ')
                and news.rep_id = parts.subject_id
        else starts_with(parts.evidence, 'attendance ')
            and (news.rep_id = parts.subject_id or list_has_any(parts.said, [
                news.day || ' ' || news.rep_id,
                'attendance ' || news.name || ' ' || news.day || ' ' || news.rep_id
            ]))
            and date_trunc('month', news.day) = parts.period_start
    end
union
select distinct pay_kpi.subject_kind, pay_kpi.subject_id, pay_kpi.scheme_id, pay_kpi.period_start,
    expanded.cause, expanded.came, expanded.shown
from pay_kpi
inner join expanded
    on pay_kpi.seen_kind = expanded.kind and pay_kpi.seen_id = expanded.subject_id
    and expanded.grain = 'month'
    and expanded.period_start between pay_kpi.since and pay_kpi.period_start
    and (expanded.scheme_id is null or expanded.scheme_id = pay_kpi.scheme_id)
    and (expanded.kpi_id is null or expanded.kpi_id = pay_kpi.kpi_id)
inner join reads
    on reads.table_kind = 'incentive' and reads.column_name = 'gross' and reads.family = expanded.family
"""
"""What moved each statement's lines, by what their evidence names."""

_TOLD = """
insert into found
select distinct valued.id, {cause}
from valued
inner join {relation}
where valued.table_kind = 'incentive'
"""

BY_LINE = _TOLD.format(
    cause="touch.cause, touch.came, touch.shown",
    relation="""pay_touch as touch
    on valued.subject_kind = touch.subject_kind and valued.subject_id = touch.subject_id
    and valued.scheme_id = touch.scheme_id and valued.period_start = touch.period_start""",
)

_POOL_OF = """pay_pool
    on valued.subject_kind = pay_pool.subject_kind and valued.subject_id = pay_pool.subject_id
    and valued.scheme_id = pay_pool.scheme_id and valued.period_start = pay_pool.period_start"""

BY_POOL = _TOLD.format(
    cause="touch.cause, touch.came, touch.shown",
    relation=f"""{_POOL_OF}
inner join pay_touch as touch
    on valued.scheme_id = touch.scheme_id and valued.period_start = touch.period_start
    and (pay_pool.level = 'site' or touch.subject_kind = 'team' and touch.subject_id = pay_pool.pool_id
        or touch.subject_kind = 'rep' and exists (
            from pay_member
            where pay_member.rep_id = touch.subject_id and pay_member.team_id = pay_pool.pool_id
                and pay_member.period_start = touch.period_start
        ))""",
)
"""What the pool holds and what was paid out of it before."""

_MATE = f"""{_POOL_OF}
inner join pay_pool as mate
    on pay_pool.level = mate.level and pay_pool.pool_id = mate.pool_id and pay_pool.scheme_id = mate.scheme_id
    and pay_pool.period_start = mate.period_start and mate.subject_kind = 'rep'"""

BY_MEMBER = _TOLD.format(
    cause="news.cause, news.came, news.shown",
    relation=f"""{_MATE}
inner join pay_news as news
    on news.entity in ('attendance', 'leave') and news.rep_id = mate.subject_id
    and date_trunc('month', news.day) = valued.period_start
    and (news.month_start is null or news.month_start = valued.period_start)""",
)
BY_ROSTER = _TOLD.format(
    cause="expanded.cause, expanded.came, expanded.shown",
    relation=f"""{_MATE}
inner join expanded
    on expanded.kind = 'rep' and expanded.subject_id = mate.subject_id and expanded.grain = 'month'
    and expanded.period_start = valued.period_start and expanded.kpi_id is null
    and (expanded.scheme_id is null or expanded.scheme_id = valued.scheme_id)""",
)
"""How far those attended who share it, and what the roster says of them."""

BY_WITHHOLDING = _TOLD.format(
    cause="news.cause, news.came, news.shown",
    relation="""pay_news as news
    on news.entity in ('orders', 'receipts') and valued.subject_kind = 'rep'
    and news.rep_id = valued.subject_id
    and valued.column_name in ('withheld', 'released', 'payable')
    and (news.month_start is null or news.month_start = valued.period_start)
inner join changed
    on changed.table_name = 'incentive_total' and changed.column_name in ('withheld', 'released')
    and changed.subject_id = valued.subject_id and changed.scheme_id = valued.scheme_id
    and changed.period_start = valued.period_start""",
)
"""Whether something stands overdue of the person's orders."""
