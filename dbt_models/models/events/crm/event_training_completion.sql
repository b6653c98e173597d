{{ config(materialized='ephemeral') }}

{# What was planned of a course on a day is the case, what was completed of it the hit, never more than was planned. #}
select
    'training_completion' as kpi_id,
    'course' as unit,
    course as unit_id,
    rep_id,
    day,
    cast(least(completed, planned) as decimal(18, 4)) as quantity,
    cast(planned as decimal(18, 4)) as base,
    file_id,
    line_no
from {{ ref('fct_training') }}
