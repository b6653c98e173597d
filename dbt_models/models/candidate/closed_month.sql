{{ config(materialized='view') }}

select first_day as month_start, closed_in, closed_at, closed_by, policy_hash, sha256
from {{ source('raw', 'closed_month') }}
