{{ config(
    materialized='incremental', incremental_strategy='append',
    pre_hook="{{ forget(ref('kpi_scope'), ['grain', 'period_start', 'subject_kind', 'subject_id']) }}"
) }}

{# The score of every period and subject; without an available day it has neither phase nor score. #}
with scores as (

    select
        subject.grain,
        subject.period_start,
        subject.period_end,
        subject.subject_kind,
        subject.subject_id,
        subject.scheme_id,
        subject.phase,
        subject.available_units,
        scheme.score_max,
        {{ from_units('total.score_units', 4) }} as score,
        {{ from_units(whole_ratio('total.score_units * 1000000', units('scheme.score_max', 4)), 6) }} as attainment
    from {{ ref('kpi_subject') }} as subject
    inner join (
        select scheme_id, score_max from {{ source('policy', 'schemes') }}
    ) as scheme using (scheme_id)
    left join {{ ref('score_sum') }} as total using (grain, period_start, subject_kind, subject_id, scheme_id)

)

select
    grain,
    period_start,
    period_end,
    subject_kind,
    subject_id,
    scheme_id,
    phase,
    cast(score as decimal(9, 4)) as score,
    cast(score_max as decimal(9, 4)) as score_max,
    cast(attainment as decimal(18, 6)) as attainment,
    case when attainment is not null then {{ band_of('scores.scheme_id', 'scores.attainment', 'scores.period_end') }} end as band,
    available_units
from scores
