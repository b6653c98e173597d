{{ config(materialized='view') }}

select
    finding_id,
    rule_id,
    kind,
    rep_id,
    day,
    team_id,
    unit,
    unit_id,
    observed,
    allowed,
    status,
    decided_by,
    decided_at,
    reason,
    file_id,
    line_no
from {{ ref('finding_row') }}
