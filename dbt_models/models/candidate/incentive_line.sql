{{ config(materialized='view') }}

select
    subject_id,
    period_start,
    scheme_id,
    line_no,
    subject_kind,
    period_end,
    rule_id,
    rule_line,
    item,
    quantity,
    rate,
    amount,
    explanation_zh,
    explanation_en,
    evidence,
    file_id,
    file_line,
    closed_in
from {{ ref('incentive_line_row') }}
