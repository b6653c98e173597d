{{ config(materialized='table') }}

{#
    Which steps hold at which end of a chain. Together, periods are judged by the sums of what is published of them: actual
    over target; of a ratio or mean its summed parts over the levels, averaged by available days.
#}
{%- set target_units = units('target', 4) %}
with sales as (

    select distinct rep_id, day from {{ ref('fct_sale') }}

),

training as (

    select distinct rep_id, day from {{ ref('fct_training') }} where completed > 0

),

summed as (

    select
        basis,
        rule_id,
        subject_id,
        place,
        step,
        measure,
        comparison,
        band,
        threshold,
        requires,
        "after",
        before_end,
        max(seen_end) as last_end,
        bool_and(coalesce(case comparison
            when 'band' then seen_band is not distinct from band
            when 'above_target' then is_above_target
            when 'at_least' then attainment >= threshold
            when 'below' then attainment < threshold
            when 'count_at_least' then actual >= threshold
            when 'count_below' then actual < threshold
        end, false)) as each_holds,
        bool_and(phase is null or seen_phase is not distinct from phase) as in_phase,
        bool_and(exists (
            select 1 from sales
            where sales.rep_id = chain.subject_id and sales.day between chain.seen_start and chain.seen_end
        )) as has_sales,
        any_value(higher_is_better) as higher_is_better,
        sum(actual) as count_together,
        case when count(denominator) = 0 then sum({{ units('actual', 4) }}) else sum({{ units('numerator', 4) }}) * sum(available_units) * 10000 end as reached,
        case when count(denominator) = 0 then sum({{ target_units }}) else sum({{ units('denominator', 4) }}) * sum({{ target_units }} * available_units) end as wanted
    from {{ ref('consequence_chain') }} as chain
    group by all

),

together as (

    select
        *,
        case
            when higher_is_better then {{ ratio('reached', 'wanted', 6) }}
            when reached <= wanted then 1
            else {{ ratio('wanted', 'reached', 6) }}
        end as attainment
    from summed

)

select basis, rule_id, subject_id, place, step
from together
where in_phase
    and (requires is null or has_sales)
    and ("after" is null or exists (
        select 1 from training
        where training.rep_id = together.subject_id and training.day > together.before_end and training.day <= together.last_end
    ))
    and coalesce(case
        when measure = 'each' then each_holds
        when comparison = 'at_least' then attainment >= threshold
        when comparison = 'below' then attainment < threshold
        when comparison = 'count_at_least' then count_together >= threshold
        when comparison = 'count_below' then count_together < threshold
    end, false)
