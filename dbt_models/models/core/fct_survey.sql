{{ config(materialized='table') }}

{#
    One row per answer, as a part of 100 of its scale (blank: 100), of the rep named, else of the rep who looks after
    the customer. An answer beyond its scale has no `percent`.
#}
with surveys as (

    select *, coalesce(scale, 100) as top from {{ ref('int_surveys__latest') }}

),

owners as (

    {{ customer_owners() }}

)

select
    surveys.survey_id,
    coalesce(surveys.rep_id, owners.owner_rep_id) as rep_id,
    coalesce(owners.survivor_id, surveys.customer_id) as customer_id,
    surveys.answered_at,
    surveys.answered_on,
    surveys.score,
    surveys.top as scale,
    case
        when surveys.score <= surveys.top
            then cast({{ ratio('100 * ' ~ units('surveys.score', 4), units('surveys.top', 4), 4) }} as decimal(9, 4))
    end as percent,
    surveys.file_id,
    surveys.line_no
from surveys
left join owners on surveys.customer_id = owners.customer_id
