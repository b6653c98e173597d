{{ config(materialized='table') }}

{# The site's working days as periods are judged by them: of closed months as they were frozen, and as they would be. #}
select 'stands' as basis, day, true as is_working_day from {{ ref('dim_calendar_day') }}
anti join {{ source('raw', 'closed_calendar') }} using (day)
where calendar_id = '' and is_working_day

union all

select 'stands', day, true from {{ source('raw', 'closed_calendar') }} where is_working_day

union all

select 'would be', day, true from {{ ref('dim_calendar_day') }} where calendar_id = '' and is_working_day
