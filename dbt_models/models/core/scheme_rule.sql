{{ config(materialized='table') }}

{#
    How schemes judge, by the rules that a period is judged by: those of the policy, or those of the policy that the
    month was closed with in which the period ends.
#}
select 'policy' as rules, scheme_id, subject_kind, score_max, attainment_cap, grains, year_from
from {{ source('policy', 'schemes') }}

union all

select rules, scheme_id, subject_kind, score_max, attainment_cap, grains, year_from
from {{ source('raw', 'closed_scheme') }}
