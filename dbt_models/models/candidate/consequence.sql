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
    status,
    decided_by,
    decided_at,
    reason
from {{ ref('consequence_row') }}
