{{ config(materialized='ephemeral') }}

{# Every answer is a case, with its part of 100. #}
select
    'satisfaction' as kpi_id,
    'survey' as unit,
    survey_id as unit_id,
    rep_id,
    answered_on as day,
    cast(percent as decimal(18, 4)) as quantity,
    cast(1 as decimal(18, 4)) as base,
    file_id,
    line_no
from {{ ref('fct_survey') }}
where percent is not null
