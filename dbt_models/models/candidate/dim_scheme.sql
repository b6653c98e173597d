{{ config(materialized='table') }}

select
    scheme_id,
    name_zh,
    name_en,
    subject_kind,
    score_max,
    cast(coalesce(attainment_cap, 1) as decimal(9, 4)) as attainment_cap,
    grains,
    source
from {{ source('policy', 'schemes') }}
