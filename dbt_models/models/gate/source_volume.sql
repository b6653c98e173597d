{{ config(materialized='table') }}

{#
    What each source tells of each day in scope against what is usual on that weekday: the median of the same
    weekdays of the last eight weeks that had rows and were working days like this one. An event counts once, however often
    it was exported. Judged is what the site's own volume of calls cannot see: one of several sources of an
    entity, and an expected source of orders.
#}
with days as (

    {{ days_in_scope() }}

),

compared as (

    select days.day, days.is_working_day, weeks.back, days.day - cast(7 * weeks.back as integer) as on_day
    from days
    cross join (select unnest(generate_series(0, 8)) as back) as weeks

),

fed as (

    {% for entity, dated in dated_entities().items() if dated.is_event %}
    select '{{ entity }}' as entity, source, {{ dated.day }} as on_day, count(distinct {{ dated.key }}) as rows
    from {{ ref('stg_' ~ entity) }}
    where refused_column is null and {{ dated.day }} in (select on_day from compared)
    group by all
    {{ "union all" if not loop.last }}
    {% endfor %}

),

alike as (

    select compared.*
    from compared
    left join {{ source('policy', 'calendar') }} as exception on compared.on_day = exception.date and exception.calendar_id is null
    where compared.is_working_day = coalesce(exception.is_working_day, isodow(compared.on_day) <= 5)

),

measured as (

    select
        source.source,
        source.entity,
        source.expected_days,
        alike.day,
        alike.is_working_day,
        coalesce(max(fed.rows) filter (where alike.back = 0), 0) as rows,
        median(fed.rows) filter (where alike.back > 0) as usual_rows,
        count(fed.rows) filter (where alike.back > 0) as history_days
    from {{ source('raw', 'source') }} as source
    cross join alike
    left join fed on source.source = fed.source and source.entity = fed.entity and alike.on_day = fed.on_day
    where source.entity in (select entity from fed)
    group by all

),

counted as (

    select *, count(*) filter (where rows > 0 or history_days > 0) over (partition by entity, day) as sources_of_entity
    from measured

)

select
    counted.source,
    counted.entity,
    counted.day,
    counted.rows,
    cast(counted.usual_rows as decimal(18, 4)) as usual_rows,
    cast(counted.history_days as integer) as history_days,
    (counted.sources_of_entity > 1 or (counted.expected_days is not null and counted.entity <> 'calls'))
    and coalesce(night.is_expected and night.is_there, counted.is_working_day) as is_judged
from counted
left join {{ ref('source_night') }} as night on counted.source = night.source and counted.day = night.day
