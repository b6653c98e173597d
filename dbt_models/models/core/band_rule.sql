{{ config(materialized='table') }}

{# Bands by the rules that a period is judged by (see scheme_rule). #}
select 'policy' as rules, scheme_id, band, lower_bound, valid_from, valid_to
from {{ source('policy', 'bands') }}

union all

select rules, scheme_id, band, lower_bound, valid_from, valid_to
from {{ source('raw', 'closed_band') }}
