{{ config(materialized='table') }}

{# One row per opportunity: the customer after merges, whether it can buy, and whom each milestone is credited to. #}
with lines as (

    {{ understood(ref('stg_opportunities')) }}

),

first_rep as (

    select
        opportunity_id,
        arg_min(rep_id, revision_no) filter (where visit_accepted_at is not null) as visit_rep_id,
        arg_min(rep_id, revision_no) filter (where confirmed_at is not null) as confirmed_rep_id
    from (
        select
            *,
            row_number() over (partition by opportunity_id order by updated_at nulls first, file_no, line_no) as revision_no
        from lines
    )
    group by opportunity_id

),

latest as (

    select * from {{ ref('int_opportunities__latest') }}

)

select
    latest.opportunity_id,
    latest.rep_id,
    {% if setting_now('opportunity_credit', 'current') == 'first' -%}
    coalesce(first_rep.visit_rep_id, latest.rep_id) as visit_rep_id,
    coalesce(first_rep.confirmed_rep_id, latest.rep_id) as confirmed_rep_id,
    {%- else -%}
    latest.rep_id as visit_rep_id,
    latest.rep_id as confirmed_rep_id,
    {%- endif %}
    coalesce(customer.survivor_id, latest.customer_id) as customer_id,
    coalesce(latest.is_capable, customer.survivor_is_capable, false) as is_capable,
    latest.visit_accepted_at,
    latest.visit_accepted_on,
    latest.confirmed_at,
    latest.confirmed_on,
    latest.confirmed_by,
    latest.won_on,
    latest.lost_on,
    latest.visit_with_level,
    latest.need,
    latest.decision_date,
    latest.owner_contact,
    latest.budget,
    latest.stage,
    latest.file_id,
    latest.line_no
from latest
left join first_rep on latest.opportunity_id = first_rep.opportunity_id
left join {{ ref('dim_customer') }} as customer on latest.customer_id = customer.customer_id
