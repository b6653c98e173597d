{{ config(materialized='table') }}

{# One row: the first day with any call, accepted visit or confirmation, or of a closed month's rows; the day from which targets grow; the last day reported. #}
with first_events as (

    select min(day) as day from {{ ref('fct_call') }}
    union all
    select min(visit_accepted_on) from {{ ref('fct_opportunity') }}
    union all
    select min(confirmed_on) from {{ ref('fct_opportunity') }}
    union all
    select min(period_start) from {{ source('raw', 'closed_kpi_daily') }}

)

select
    min(day) as first_day,
    coalesce(cast({{ setting('first_day') }} as date), min(day)) as targets_from,
    {{ as_of() }} as as_of
from first_events
