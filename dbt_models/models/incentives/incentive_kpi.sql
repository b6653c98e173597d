{{ config(materialized='table') }}

{# The KPIs that rules look at, as they are published; months and days of closed months once more as they would be, weeks as they stand. #}
with wanted as (

    select distinct scheme_id, kpi_id from {{ ref('incentive_rule') }} where kpi_id is not null

),

stands as (

    select
        'stands' as basis, grain, period_start, period_end, subject_kind, subject_id, scheme_id, kpi_id,
        actual, numerator, denominator, target, attainment
    from {{ ref('kpi_row') }}
    semi join wanted using (scheme_id, kpi_id)

),

would_be as (

    select
        'would be' as basis, replace(grain, 'would_be_', '') as grain, period_start, period_end, subject_kind, subject_id,
        scheme_id, kpi_id, actual, numerator, denominator, target, attainment
    from {{ ref('kpi_period') }}
    semi join wanted using (scheme_id, kpi_id)
    where starts_with(grain, 'would_be_')

),

week_would_be as (

    select * replace ('would be' as basis) from stands semi join {{ closed_on('period_end') }} where grain = 'week'

)

select * from stands
union all
select * from would_be
union all
select * from week_would_be
