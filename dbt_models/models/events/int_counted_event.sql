{{ config(materialized='view') }}

{# What counts: days of closed months as they were frozen, all others as the exports have it now, but for
    calls that such a month has counted. #}
select kpi_id, unit_id, rep_id, day, unit, quantity, base, team_id, file_id, line_no, outcome, cast(null as integer) as closed_in
from {{ ref('int_event__live') }}
anti join {{ ref('int_event__held_back') }} using (kpi_id, unit_id, rep_id, day)
anti join {{ source('raw', 'closed_month') }} as closed on day between closed.first_day and closed.last_day

union all

select kpi_id, unit_id, rep_id, day, unit, quantity, base, team_id, file_id, line_no, outcome, closed_in
from {{ source('raw', 'closed_counted_event') }}
