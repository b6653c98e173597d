{{ config(materialized='table') }}

{#
    Each source that is expected and each business day that this run answers for: what shows that the day was
    exported, and when it came. A readable file of that business day shows it; so do a later whole export
    (snapshot) and a later file with rows of that day.
#}
with days as (

    {{ days_in_scope() }}

),

expected as (

    select
        source.source,
        source.entity,
        source.mode,
        source.expected_days,
        source.arrives_by,
        days.day,
        source.expected_days = 'every_day' or days.is_working_day as is_expected,
        strptime(strftime(days.day + 1, '%Y-%m-%d') || ' ' || source.arrives_by, '%Y-%m-%d %H:%M') as due_at
    from {{ source('raw', 'source') }} as source
    cross join days
    where source.expected_days is not null

),

delivered as (

    select
        source,
        file_id,
        name,
        exported_at,
        greatest(exported_at, written_at) as arrived_at,
        {{ business_day('exported_at') }} as business_day
    from {{ source('raw', 'delivery') }}
    where is_readable and not is_correction

),

shown as (

    select expected.source, expected.day, min(delivered.arrived_at) as arrived_at
    from expected
    inner join delivered on expected.source = delivered.source and delivered.business_day >= expected.day
    left join {{ ref('file_day') }} as file_day on delivered.file_id = file_day.file_id and expected.day = file_day.day
    where delivered.business_day = expected.day or expected.mode = 'snapshot' or file_day.rows > 0
    group by expected.source, expected.day

),

last_come as (

    select source, arg_max(name, (exported_at, name)) as last_name, max(exported_at) as last_exported_at
    from delivered
    group by source

)

select
    expected.source,
    expected.entity,
    expected.day,
    expected.expected_days,
    expected.is_expected,
    expected.due_at,
    shown.source is not null as is_there,
    {{ site_time('shown.arrived_at') }} as arrived_at,
    coalesce(shown.arrived_at > {{ from_site_time('expected.due_at') }}, false) as is_late,
    last_come.last_name,
    {{ site_time('last_come.last_exported_at') }} as last_exported_at
from expected
left join shown on expected.source = shown.source and expected.day = shown.day
left join last_come on expected.source = last_come.source
