{{ config(materialized='table') }}

{#
    Every adjustment in the revision that holds, with its period read: a day for a KPI; a week (2026-W45), month
    (2026-10), quarter (2026-Q4) or year (2026) for the score. grain is null where the period is none of them.
#}
with shaped as (

    select
        *,
        case
            when regexp_full_match(period, '[0-9]{4}-[0-9]{2}-[0-9]{2}') then 'day'
            when regexp_full_match(period, '[0-9]{4}-W[0-9]{2}') then 'week'
            when regexp_full_match(period, '[0-9]{4}-[0-9]{2}') then 'month'
            when regexp_full_match(period, '[0-9]{4}-Q[1-4]') then 'quarter'
            when regexp_full_match(period, '[0-9]{4}') then 'year'
        end as shape
    from {{ ref('int_adjustments__latest') }}

),

started as (

    select
        *,
        case shape
            when 'day' then try_cast(period as date)
            when 'week' then cast(date_trunc('week', make_date(cast(substr(period, 1, 4) as integer), 1, 4)) as date) + 7 * (cast(substr(period, 7) as integer) - 1)
            when 'month' then try_cast(period || '-01' as date)
            when 'quarter' then make_date(cast(substr(period, 1, 4) as integer), 3 * cast(substr(period, 7) as integer) - 2, 1)
            when 'year' then make_date(cast(period as integer), 1, 1)
        end as first_day
    from shaped

),

{# 2026-W54, or W53 of a year that has 52: not the week that the text says. #}
right_ones as (

    select *, first_day is not null and (shape <> 'week' or strftime(first_day, '%G-W%V') = period) as is_right
    from started

)

select
    adjustment_id,
    subject_id,
    period,
    case when is_right then shape end as grain,
    case when is_right then first_day end as period_start,
    case when is_right then {{ period_end('shape', 'first_day') }} end as period_end,
    scheme_id,
    kpi_id,
    delta,
    reason,
    approved_by,
    approved_at,
    file_id,
    line_no
from right_ones
