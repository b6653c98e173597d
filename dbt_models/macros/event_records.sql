{# Records that count only when they hold what record_fields.csv asks of the KPI. #}

{# One row per contact and field that is filled, the company's fields too; contacts that were merged are one. #}
{% macro filled_fields() -%}
    select
        people.survivor_id as contact_id,
        people.customer_id,
        contacts.title,
        unnest(list_filter([
            {%- for field in ['name', 'department', 'title', 'gender', 'phone', 'mobile', 'email', 'im'] %}
            case when contacts.{{ field }} is not null then '{{ field }}' end,
            {%- endfor %}
            case when companies.name is not null then 'company' end,
            case when companies.industry is not null then 'industry' end
        ], lambda field: field is not null)) as field
    from {{ ref('int_contacts__latest') }} as contacts
    inner join {{ ref('dim_contact') }} as people on contacts.contact_id = people.contact_id
    left join {{ ref('int_customers__latest') }} as companies
        on people.customer_id = companies.customer_id and companies.is_deleted is not true
    where contacts.is_deleted is not true
{%- endmacro %}

{# The CTEs `records` and `filled` of contacts on the day on which a rep entered them; notes are his own about them, of any day. #}
{% macro entered_contacts() -%}
records as (

    select
        people.survivor_id as unit_id,
        contacts.created_by as rep_id,
        contacts.created_on as day,
        arg_min(contacts.file_id, (contacts.created_at, contacts.contact_id)) as file_id,
        arg_min(contacts.line_no, (contacts.created_at, contacts.contact_id)) as line_no
    from {{ ref('int_contacts__latest') }} as contacts
    inner join {{ ref('dim_contact') }} as people on contacts.contact_id = people.contact_id
    where contacts.is_deleted is not true and contacts.created_by is not null and contacts.created_on is not null
    group by all

),

filled as (

    select contact_id as unit_id, cast(null as varchar) as rep_id, cast(null as date) as day, title, field from ({{ filled_fields() }})

    union all

    select contact_id, rep_id, null, null, 'text' from {{ ref('int_activity__counting') }} where has_text and contact_id is not null

)
{%- endmacro %}

{# The same of contacts with whom a rep dealt on a day; notes are those of that day. #}
{% macro contacts_dealt_with() -%}
records as (

    select
        contact_id as unit_id,
        rep_id,
        occurred_on as day,
        arg_min(file_id, (not has_text, occurred_at, activity_id)) as file_id,
        arg_min(line_no, (not has_text, occurred_at, activity_id)) as line_no
    from {{ ref('int_activity__counting') }}
    where contact_id is not null and kind <> 'log'
    group by contact_id, rep_id, occurred_on

),

filled as (

    select contact_id as unit_id, cast(null as varchar) as rep_id, cast(null as date) as day, title, field from ({{ filled_fields() }})

    union all

    select contact_id, rep_id, occurred_on, null, 'text' from {{ ref('int_activity__counting') }} where has_text and contact_id is not null and kind <> 'log'

)
{%- endmacro %}

{# The same of customers, for the rep who looks after them, on the day of his first talk with them that has notes. #}
{% macro customers_looked_after() -%}
records as (

    select
        owners.survivor_id as unit_id,
        activities.rep_id,
        min(activities.occurred_on) as day,
        arg_min(activities.file_id, (activities.occurred_at, activities.activity_id)) as file_id,
        arg_min(activities.line_no, (activities.occurred_at, activities.activity_id)) as line_no
    from ({{ customer_owners() }}) as owners
    inner join {{ ref('int_activity__counting') }} as activities
        on owners.survivor_id = activities.customer_id and owners.owner_rep_id = activities.rep_id
    where owners.customer_id = owners.survivor_id and activities.has_text and activities.kind <> 'log'
    group by owners.survivor_id, activities.rep_id

),

filled as (

    select customer_id as unit_id, cast(null as varchar) as rep_id, cast(null as date) as day, title, field from ({{ filled_fields() }})

    union all

    select unit_id, rep_id, day, null, 'text' from records

)
{%- endmacro %}

{# Counted events of complete records; `records` emits the CTEs records and filled. #}
{% macro record_events(kpi_id, unit, records) -%}
with {{ records }},

{# By the title of whom a field is: kpi_words.csv says which titles a name means. #}
titled as (

    select filled.*, word.name as holder
    from filled
    left join {{ source('policy', 'kpi_words') }} as word
        on word.kpi_id = '{{ kpi_id }}' and lower(word.value) = lower(filled.title)

),

wanted as (

    select records.unit_id, records.rep_id, records.day, rule.one_of, rule.at_least, rule.field, rule.title
    from records
    inner join {{ source('policy', 'record_fields') }} as rule
        on rule.kpi_id = '{{ kpi_id }}' and {{ in_force('rule', 'records.day') }}

),

{# Found by an inner join: one that keeps what finds nothing would compare every record with every field. #}
found as (

    select wanted.*
    from wanted
    inner join titled on wanted.unit_id = titled.unit_id and wanted.field = titled.field
    where (wanted.title is null or wanted.title = titled.holder)
        and (titled.rep_id is null or wanted.rep_id = titled.rep_id) and (titled.day is null or wanted.day = titled.day)

),

asked as (

    select * exclude (is_found), bool_or(is_found) as is_there
    from (
        select wanted.*, false as is_found from wanted
        union all
        select found.*, true from found
    )
    group by all

),

met as (

    select
        unit_id, rep_id, day, one_of,
        case when one_of is null then bool_and(is_there) else count(*) filter (where is_there) >= coalesce(max(at_least), 1) end as is_met
    from asked
    group by unit_id, rep_id, day, one_of

),

complete as (

    select unit_id, rep_id, day from met group by unit_id, rep_id, day having bool_and(is_met)

)

select
    '{{ kpi_id }}' as kpi_id,
    '{{ unit }}' as unit,
    records.unit_id,
    records.rep_id,
    records.day,
    cast(1 as decimal(18, 4)) as quantity,
    records.file_id,
    records.line_no
from records
semi join complete on records.unit_id = complete.unit_id and records.rep_id = complete.rep_id and records.day = complete.day
{%- endmacro %}
