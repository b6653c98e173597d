{{ config(materialized='table') }}

{# Reps of the roster who have a covered day but no KPI row in a month of it. #}
select distinct rep_id
from (
    select member.rep_id, cast(date_trunc('month', member.day) as date) as period_start, member.scheme_id
    from {{ ref('kpi_member_day') }} as member
    inner join {{ source('policy', 'schemes') }} as scheme
        on member.scheme_id = scheme.scheme_id and contains(';' || replace(scheme.grains, ' ', '') || ';', ';month;') and scheme.subject_kind = 'rep'
    where member.role = 'rep' and member.day >= (select first_day from {{ ref('site') }})
) as expected
anti join {{ ref('kpi_period') }} as published
    on published.grain = 'month' and published.subject_kind = 'rep' and expected.rep_id = published.subject_id
    and expected.period_start = published.period_start and expected.scheme_id = published.scheme_id
