{{ config(materialized='table') }}

{#
    The adjustments that count: approved by somebody other than the subject, and about something that there is. One
    that a month was closed with counts on there, unless a later line that counts bears its id.
#}
with live as (

    select
        adjustment_id,
        subject_kind,
        subject_id,
        period,
        grain,
        period_start,
        period_end,
        scheme_id,
        kpi_id,
        cast(delta as decimal(18, 4)) as delta,
        approved_by,
        approved_at,
        reason,
        file_id,
        line_no
    from {{ ref('int_adjustment__judged') }}
    where refused_column is null

),

frozen as (

    select *, {{ period_end('grain', 'period_start') }} as period_end
    from {{ source('raw', 'closed_adjustment') }}
    anti join live using (adjustment_id)

)

select * from live
union all by name
select * from frozen
