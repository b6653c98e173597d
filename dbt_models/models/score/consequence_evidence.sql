{{ config(materialized='table') }}

{#
    Periods that may serve as evidence: over, and with enough available days; others neither count nor break a chain.
    Closed months serve as they were frozen, with the working days of the calendar that they were closed with.
#}
with working_day as (

    select day from {{ ref('dim_calendar_day') }}
    anti join {{ source('raw', 'closed_calendar') }} using (day)
    where calendar_id = '' and is_working_day

    union all

    select day from {{ source('raw', 'closed_calendar') }} where is_working_day

),

judged as (

    select
        rule.rule_id,
        score.grain,
        score.period_start,
        score.period_end,
        score.subject_kind,
        score.subject_id,
        score.scheme_id,
        published.band,
        score.available_units,
        coalesce(rule.min_available_share, 0) as min_available_share,
        (
            select count(*) from working_day
            where working_day.day between score.period_start and score.period_end
        ) as working_days
    from {{ ref('score_period') }} as score
    inner join {{ ref('score_row') }} as published using (grain, period_start, subject_kind, subject_id, scheme_id)
    inner join {{ source('policy', 'consequences') }} as rule
        on score.scheme_id = rule.scheme_id and score.subject_kind = rule.subject_kind and score.grain = rule.grain
        and {{ in_force('rule', 'score.period_end') }}
    where score.period_end <= {{ as_of() }}

)

select
    *,
    row_number() over (partition by rule_id, subject_id order by period_start) as place
from judged
where available_units > 0 and available_units * 10000 >= {{ units('min_available_share', 4) }} * working_days * 100000000
