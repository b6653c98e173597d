{{ config(materialized='table') }}

{# The last day that the site's calendar of exceptions reaches: the end of the year of its last row. #}
select
    {{ as_of() }} as as_of,
    coalesce(cast(date_trunc('year', max(date)) + interval 1 year as date) - 1, date '0001-01-01') as calendar_last_day
from {{ source('policy', 'calendar') }}
where calendar_id is null
