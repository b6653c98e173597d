{{ config(materialized='table') }}

{#
    Every adjustment in the revision that holds, with its period read: a day for a KPI; a week (2026-W45), month
    (2026-10), quarter (2026-Q4) or year (2026) for the score. grain is null where the period is none of them.
#}
with adjustments as (

    select * from {{ ref('int_adjustments__latest') }}

),

spans as (

    {{ period_spans('adjustments') }}

)

select
    adjustment_id,
    subject_id,
    period,
    grain,
    period_start,
    period_end,
    scheme_id,
    kpi_id,
    delta,
    reason,
    approved_by,
    approved_at,
    file_id,
    line_no
from spans
