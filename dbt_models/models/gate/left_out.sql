{{ config(materialized='table') }}

{# What the counting rules leave out or take as it stands, with the first line of each kind: nothing is dropped in silence. #}
with found as (

    select 'a successful call without customer and number: not in coverage' as kind, success_file_id as file_id, success_line_no as line_no
    from {{ ref('fct_call') }}
    where is_successful and customer_unit is null

    union all

    select 'an opportunity confirmed by its own rep: not counted as valid', file_id, line_no
    from {{ ref('fct_opportunity') }}
    where confirmed_at is not null and confirmed_by = confirmed_rep_id

    union all

    select 'an opportunity of a customer that the CRM does not know: stands for itself', opportunity.file_id, opportunity.line_no
    from {{ ref('fct_opportunity') }} as opportunity
    anti join {{ ref('dim_customer') }} as customer on opportunity.customer_id = customer.customer_id

    union all

    select 'a call of a customer that the CRM does not know: stands for itself', calls.file_id, calls.line_no
    from {{ ref('fct_call') }} as calls
    anti join {{ ref('dim_customer') }} as customer on calls.customer_unit = customer.customer_id
    where calls.is_successful and calls.customer_unit is not null and not calls.is_known_by_number_alone

    union all

    select 'a receipt of an order that is not known: counted for nobody', file_id, line_no
    from {{ ref('fct_receipt') }}
    where not is_known_order

    union all

    select 'a complaint or praise without a rep, of a customer without one: counted for nobody', file_id, line_no
    from {{ ref('fct_complaint') }}
    where rep_id is null

    union all

    select 'an answer of a survey without a rep, of a customer without one: counted for nobody', file_id, line_no
    from {{ ref('fct_survey') }}
    where rep_id is null

    union all

    select 'an answer of a survey beyond its scale: not counted', file_id, line_no
    from {{ ref('fct_survey') }}
    where percent is null

    union all

    select 'a rating of a week that its year does not have: not counted', file_id, line_no
    from {{ ref('fct_rating') }}
    where grain is null

    union all

    select 'a rating beyond the scale of 0 to 100: not counted', file_id, line_no
    from {{ ref('fct_rating') }}
    where not is_on_scale

    union all

    select 'a work log that was written after its month was due: not counted', file_id, line_no
    from {{ ref('fct_activity') }} as logs
    inner join ({{ logs_in_months() }}) as written using (rep_id, occurred_on)
    where logs.kind = 'log' and not {{ is_written_in_time('written') }}

    union all

    select 'a work log of a day on which none was due: not counted', logs.file_id, logs.line_no
    from {{ ref('fct_activity') }} as logs
    inner join ({{ days_for_activities() }}) as days on logs.rep_id = days.rep_id and logs.occurred_on = days.day
    where logs.kind = 'log' and days.available_units = 0

    union all

    select 'a contact merged into one that the CRM does not know: stands for itself', contact.file_id, contact.line_no
    from {{ ref('int_contacts__latest') }} as contact
    inner join {{ ref('dim_contact') }} as merged on contact.contact_id = merged.contact_id
    where contact.merged_into is not null and merged.survivor_id = merged.contact_id and not merged.is_cycle_member
    {% for entity in ['customer', 'contact'] %}
    union all

    select 'a {{ entity }} that merges send two ways: its own word, else the smallest id holds', listing.file_id, listing.line_no
    from (
        select {{ entity }}_id, trim(unnest(string_split(merged_from, ';'))) as taken_id, file_id, line_no
        from {{ ref('int_' ~ entity ~ 's__latest') }}
        where merged_from is not null
    ) as listing
    inner join {{ ref('dim_' ~ entity) }} as survivor on listing.{{ entity }}_id = survivor.{{ entity }}_id
    inner join {{ ref('dim_' ~ entity) }} as taken on listing.taken_id = taken.{{ entity }}_id
    where taken.survivor_id <> survivor.survivor_id and not taken.is_cycle_member and not survivor.is_cycle_member
    {% endfor %}

)

select
    found.kind,
    count(*) as rows,
    arg_min(file.name, (file.name, found.line_no)) as file_name,
    arg_min(found.line_no, (file.name, found.line_no)) as line_no
from found
inner join {{ source('raw', 'file') }} as file on found.file_id = file.file_id
group by found.kind
