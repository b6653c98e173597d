{{ config(materialized='table') }}

{# The counted events of the reps and days that this night counted anew; none on a first night, which counts everything. #}
select * from {{ ref('int_counted_event') }}
semi join {{ ref('int_pair__changed') }} using (rep_id, day)
