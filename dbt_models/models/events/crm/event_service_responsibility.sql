{{ config(materialized='ephemeral') }}

{#
    A month's service standard ratings and answers of surveys, half and half where there are both, moved by praise
    and complaints. What was asked is listed with the month's row; the month of whom nobody was asked is none.
#}
with months as (

    {{ rep_months() }}

),

asked as (

    select 'rating' as unit, 'rating ' || period || coalesce(' ' || nullif(rater, ''), '') as unit_id, subject_id as rep_id, day, score as percent, file_id, line_no
    from {{ ref('fct_rating') }}
    where dimension = 'service_standard' and day is not null and is_on_scale

    union all

    select 'survey', 'survey ' || survey_id, rep_id, answered_on, percent, file_id, line_no
    from {{ ref('fct_survey') }}
    where percent is not null

),

evidence as (

    select asked.unit, asked.unit_id, asked.rep_id, asked.percent, asked.file_id, asked.line_no, months.month_start, months.day
    from asked
    inner join {{ ref('int_rep_day') }} as covered on asked.rep_id = covered.rep_id and asked.day = covered.day
    inner join months on asked.rep_id = months.rep_id and date_trunc('month', asked.day) = months.month_start

),

mean as (

    select rep_id, month_start, unit, sum({{ units('percent', 4) }}) as percent_units, count(*) as cases
    from evidence
    group by rep_id, month_start, unit

),

started as (

    select
        months.*,
        {{ ratio(
            "coalesce(max(mean.percent_units) filter (where mean.unit = 'rating') * coalesce(max(mean.cases) filter (where mean.unit = 'survey'), 1), 0)"
            ~ " + coalesce(max(mean.percent_units) filter (where mean.unit = 'survey') * coalesce(max(mean.cases) filter (where mean.unit = 'rating'), 1), 0)",
            "count(*) * 10000 * cast(coalesce(max(mean.cases) filter (where mean.unit = 'rating'), 1) as hugeint)"
            ~ " * coalesce(max(mean.cases) filter (where mean.unit = 'survey'), 1)", 4
        ) }} as start
    from months
    inner join mean on months.rep_id = mean.rep_id and months.month_start = mean.month_start
    group by all

),

given as (

    {{ points_given('service_responsibility', 'months') }}

),

{{ clamped_months('service_responsibility', '*', 'started') }}

union all

select 'service_responsibility', unit, unit_id, rep_id, day, 0, 0, file_id, line_no
from evidence
