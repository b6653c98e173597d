{{ config(materialized='table') }}

{# Points cut to 4 decimals; the last units that are missing to the score go to the largest remainders, ties by KPI id. #}
with cut as (

    select
        judged.grain,
        judged.period_start,
        judged.subject_kind,
        judged.subject_id,
        judged.scheme_id,
        judged.kpi_id,
        total.score_units,
        {{ whole_ratio(units('judged.score_max', 4) ~ ' * judged.weight_units', 'total.weight_units') }} as weight_shown_units,
        ({{ units('judged.score_max', 4) }} * judged.weight_units * judged.capped_units) // (total.weight_units * 1000000) as floor_units,
        ({{ units('judged.score_max', 4) }} * judged.weight_units * judged.capped_units) % (total.weight_units * 1000000) as remainder
    from {{ ref('kpi_judged') }} as judged
    inner join {{ ref('score_sum') }} as total using (grain, period_start, subject_kind, subject_id, scheme_id)
    where judged.has_points

),

shared as (

    select
        *,
        score_units - sum(floor_units) over subject as missing_units,
        row_number() over (
            partition by grain, period_start, subject_kind, subject_id, scheme_id
            order by remainder desc, kpi_id
        ) as place
    from cut
    window subject as (partition by grain, period_start, subject_kind, subject_id, scheme_id)

)

select
    grain,
    period_start,
    subject_kind,
    subject_id,
    scheme_id,
    kpi_id,
    {{ from_units('weight_shown_units', 4) }} as weight,
    {{ from_units('floor_units + case when place <= missing_units then 1 else 0 end', 4) }} as points
from shared
