{{ config(materialized='table') }}

{#
    Scores of years in schemes whose year is made of its quarters: the mean of the quarters' scores as they are published,
    of those that have one, rounded half up to 4 decimals; and what was approved for the year itself.
#}
with years as (

    select score.*, coalesce(closed.rules, 'policy') as rules
    from {{ ref('score_period') }} as score
    left join {{ closed_on('score.period_end') }}
    where score.grain = 'year'

),

combined as (

    select
        years.grain,
        years.period_start,
        years.period_end,
        years.subject_kind,
        years.subject_id,
        years.scheme_id,
        years.rules,
        years.phase,
        years.adjustment,
        years.score_max,
        years.available_units,
        {{ whole_ratio(units('sum(quarter.score)', 4), 'count(quarter.score)') }} as measured_units
    from years
    inner join (
        select rules, scheme_id from {{ ref('scheme_rule') }} where year_from = 'quarter'
    ) as scheme using (rules, scheme_id)
    left join {{ ref('score_period') }} as quarter
        on quarter.grain = 'quarter' and years.period_start = cast(date_trunc('year', quarter.period_start) as date)
        and years.subject_kind = quarter.subject_kind and years.subject_id = quarter.subject_id and years.scheme_id = quarter.scheme_id
    group by all

),

judged as (

    select
        *,
        measured_units + {{ units('adjustment', 4) }} as adjusted_units,
        {{ from_units(whole_ratio('adjusted_units * 1000000', units('score_max', 4)), 6) }} as attainment
    from combined

)

select
    grain,
    period_start,
    period_end,
    subject_kind,
    subject_id,
    scheme_id,
    phase,
    cast({{ from_units('measured_units', 4) }} as decimal(9, 4)) as measured,
    adjustment,
    cast({{ from_units('adjusted_units', 4) }} as decimal(9, 4)) as score,
    score_max,
    cast(attainment as decimal(18, 6)) as attainment,
    case when attainment is not null then {{ band_of('judged') }} end as band,
    available_units
from judged
