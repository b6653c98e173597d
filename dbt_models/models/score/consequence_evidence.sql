{{ config(materialized='table') }}

{# Periods that may serve as evidence: over, and with enough available days; others neither count nor break a chain. #}
with working_days as (

    select
        rule.rule_id,
        score.grain,
        score.period_start,
        score.period_end,
        score.subject_kind,
        score.subject_id,
        score.scheme_id,
        score.band,
        score.available_units,
        coalesce(rule.min_available_share, 0) as min_available_share,
        (
            select count(*) from {{ ref('dim_calendar_day') }} as calendar
            where calendar.calendar_id = '' and calendar.is_working_day
                and calendar.day between score.period_start and score.period_end
        ) as working_days
    from {{ ref('score_period') }} as score
    inner join {{ source('policy', 'consequences') }} as rule
        on score.scheme_id = rule.scheme_id and score.subject_kind = rule.subject_kind and score.grain = rule.grain
        and {{ in_force('rule', 'score.period_end') }}
    where score.period_end <= {{ as_of() }}

)

select
    *,
    row_number() over (partition by rule_id, subject_id order by period_start) as place
from working_days
where available_units > 0 and available_units * 10000 >= {{ units('min_available_share', 4) }} * working_days * 100000000
