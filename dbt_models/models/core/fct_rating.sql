{{ config(materialized='table') }}

{#
    One row per rating. Its day is the last one of its period that the roster covers and the as-of day has reached;
    where there is none, `day` is null. What is beyond the scale of 0 to 100 counts for nothing.
#}
with ratings as (

    select * from {{ ref('int_ratings__latest') }}

),

spans as (

    {{ period_spans('ratings') }}

),

placed as (

    select spans.subject_id, spans.period, max(rep_day.day) as day
    from (select distinct subject_id, period, period_start, period_end from spans) as spans
    inner join {{ ref('dim_rep_day') }} as rep_day
        on spans.subject_id = rep_day.rep_id and rep_day.day between spans.period_start and spans.period_end
    where rep_day.day <= {{ as_of() }}
    group by spans.subject_id, spans.period

)

select
    spans.subject_id,
    spans.period,
    spans.grain,
    spans.period_start,
    spans.period_end,
    spans.dimension,
    spans.rater,
    spans.score,
    spans.score between 0 and 100 as is_on_scale,
    placed.day,
    spans.file_id,
    spans.line_no
from spans
left join placed on spans.subject_id = placed.subject_id and spans.period = placed.period
