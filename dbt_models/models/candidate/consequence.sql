{{ config(materialized='view') }}

select
    rule_id,
    subject_id,
    period_start,
    period_end,
    subject_kind,
    scheme_id,
    says_zh,
    says_en,
    evidence_periods,
    status
from {{ ref('consequence_row') }}
