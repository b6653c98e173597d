{{ config(
    materialized='incremental', incremental_strategy='append',
    pre_hook="{{ forget(ref('kpi_scope'), ['grain', 'period_start', 'subject_kind', 'subject_id']) }}"
) }}

{#
    The score of every period and subject: what was measured and what was adjusted. Without an available day it has
    neither phase nor score, and nothing to adjust.
#}
with scores as (

    select
        subject.grain,
        subject.period_start,
        subject.period_end,
        subject.subject_kind,
        subject.subject_id,
        subject.scheme_id,
        subject.rules,
        subject.phase,
        subject.available_units,
        scheme.score_max,
        {{ from_units('total.score_units', 4) }} as measured,
        coalesce(adjustment.adjustment, 0) as adjustment,
        total.score_units + {{ units('coalesce(adjustment.adjustment, 0)', 4) }} as adjusted_units,
        {{ from_units(whole_ratio('adjusted_units * 1000000', units('scheme.score_max', 4)), 6) }} as attainment
    from {{ ref('kpi_subject') }} as subject
    inner join (
        select rules, scheme_id, score_max from {{ ref('scheme_rule') }}
    ) as scheme using (rules, scheme_id)
    left join {{ ref('score_sum') }} as total using (grain, period_start, subject_kind, subject_id, scheme_id)
    left join {{ ref('score_adjustment') }} as adjustment using (grain, period_start, subject_kind, subject_id, scheme_id)

)

select
    grain,
    period_start,
    period_end,
    subject_kind,
    subject_id,
    scheme_id,
    phase,
    cast(measured as decimal(9, 4)) as measured,
    cast(adjustment as decimal(9, 4)) as adjustment,
    cast({{ from_units('adjusted_units', 4) }} as decimal(9, 4)) as score,
    cast(score_max as decimal(9, 4)) as score_max,
    cast(attainment as decimal(18, 6)) as attainment,
    case when attainment is not null then {{ band_of('scores') }} end as band,
    available_units
from scores
