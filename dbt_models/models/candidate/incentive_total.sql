{{ config(materialized='view') }}

select
    subject_kind,
    subject_id,
    period_start,
    scheme_id,
    period_end,
    lines,
    gross,
    total,
    remainder,
    withheld,
    released,
    payable
from {{ ref('incentive_total_row') }}
