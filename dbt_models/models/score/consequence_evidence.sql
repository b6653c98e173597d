{{ config(materialized='table') }}

{#
    Periods that may serve as evidence: over, and with enough available days; others neither count nor break a chain. A
    rep's are held against his own working days, part time or not; those of others, who are many, against the site's.
    Closed months serve as they were frozen, with the working days of the calendar that they were closed with. Months
    serve once more as they would be if none were closed (`basis`; `counted_at` is the grain under which they are counted).
#}
with stands as (

    select 'stands' as basis, score.grain, score.grain as counted_at, score.* exclude (grain) replace (
        published.phase as phase, published.score as score, published.score_max as score_max,
        published.attainment as attainment, published.band as band
    )
    from {{ ref('score_period') }} as score
    inner join {{ ref('score_row') }} as published using (grain, period_start, subject_kind, subject_id, scheme_id)

),

would_be as (

    select 'would be' as basis, 'month' as grain, grain as counted_at, * exclude (grain)
    from {{ ref('score_period') }}
    where grain = 'would_be_month'

    union all

    select 'would be', 'month', grain, * exclude (grain)
    from {{ ref('score_period') }}
    anti join {{ closed_on('period_end') }}
    where grain = 'month' and exists (select 1 from {{ source('raw', 'closed_month') }})

),

judged as (

    select
        score.basis,
        rule.rule_id,
        score.grain,
        score.counted_at,
        score.period_start,
        score.period_end,
        score.subject_kind,
        score.subject_id,
        score.scheme_id,
        score.phase,
        score.score,
        score.score_max,
        score.attainment,
        score.band,
        score.available_units,
        coalesce(rule.min_available_share, 0) as min_available_share,
        coalesce(presence.presence_units * 10000, score.available_units) as present_units,
        coalesce(presence.further_working_days, 0) + (
            select count(*) from {{ ref('consequence_working_day') }} as site_day
            where site_day.basis = score.basis and site_day.day between score.period_start and score.period_end
        ) as working_days
    from (
        select * from stands
        union all by name
        select * from would_be
    ) as score
    inner join {{ source('policy', 'consequences') }} as rule
        on score.scheme_id = rule.scheme_id and score.subject_kind = rule.subject_kind and score.grain = rule.grain
        and {{ in_force('rule', 'score.period_end') }}
    left join {{ ref('consequence_presence') }} as presence
        on score.basis = presence.basis and case when score.subject_kind = 'rep' then score.subject_id end = presence.rep_id
        and score.scheme_id = presence.scheme_id and score.grain = presence.grain and score.period_start = presence.period_start
    where score.period_end <= {{ as_of() }}

)

select
    *,
    row_number() over (partition by basis, rule_id, subject_id order by period_start) as place
from judged
where available_units > 0 and present_units * 10000 >= {{ units('min_available_share', 4) }} * working_days * 100000000
