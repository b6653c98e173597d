{{ config(materialized='ephemeral') }}

{# Who belongs to whom in closed months that an adjustment touches: everybody to himself, to the team of some day, to the site. #}
with days as (

    select distinct person.scheme_id, person.month_start as period_start, person.rep_id, person.team_id
    from {{ ref('incentive_person_day') }} as person
    semi join (
        select date_trunc('month', period_start) as month_start from {{ ref('closed_touched') }}
        union
        select date_trunc('month', date_trunc('week', period_start) + interval 6 day) from {{ ref('closed_touched') }}
    ) as touched on person.month_start = touched.month_start
    where person.basis = 'stands'

),

subjects as (

    select scheme_id, period_start, 'rep' as subject_kind, rep_id as subject_id from days
    union
    select scheme_id, period_start, 'team', team_id from days where team_id is not null
    union
    select scheme_id, period_start, 'site', {{ setting('site_id') }} from days

)

select scheme_id, period_start, 'rep' as level, subject_id as level_id, subject_kind, subject_id from subjects where subject_kind = 'rep'
union
select scheme_id, period_start, 'team', team_id, 'rep', rep_id from days where team_id is not null
union
select scheme_id, period_start, 'team', subject_id, subject_kind, subject_id from subjects where subject_kind = 'team'
union
select scheme_id, period_start, 'site', {{ setting('site_id') }}, subject_kind, subject_id from subjects
