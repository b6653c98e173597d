{# Nights of sources: which business day an export belongs to, and by what columns rows tell their day. #}

{# The site's date twelve hours before the export: what is exported in the small hours tells of the day that ended. #}
{% macro business_day(exported_at) -%}
    cast({{ site_time(exported_at ~ ' - interval 12 hour') }} as date)
{%- endmacro %}

{# UTC to the site's wall time. #}
{% macro site_time(utc) -%}
    timezone('{{ setting_now("time_zone", "UTC") }}', timezone('UTC', {{ utc }}))
{%- endmacro %}

{# The site's wall time to UTC. #}
{% macro from_site_time(local) -%}
    timezone('UTC', timezone('{{ setting_now("time_zone", "UTC") }}', {{ local }}))
{%- endmacro %}

{# Entities whose rows tell of a day: the column of the day, and the key that makes a row one event. #}
{% macro dated_entities() -%}
    {{ return({
        'calls': {'day': 'started_on', 'key': '(key_space, call_id)', 'is_event': true},
        'orders': {'day': 'signed_on', 'key': 'order_id', 'is_event': true},
        'receipts': {'day': 'received_on', 'key': 'receipt_id', 'is_event': true},
        'activities': {'day': 'occurred_on', 'key': 'activity_id', 'is_event': true},
        'complaints': {'day': 'opened_on', 'key': 'complaint_id', 'is_event': false},
        'surveys': {'day': 'answered_on', 'key': 'survey_id', 'is_event': false},
        'attendance': {'day': 'date', 'key': '(rep_id, date, event)', 'is_event': false},
        'tasks': {'day': 'date', 'key': '(rep_id, date, kind)', 'is_event': false},
        'training': {'day': 'date', 'key': '(rep_id, date, course)', 'is_event': false},
        'opportunities': {'day': 'updated_on', 'key': 'opportunity_id', 'is_event': false},
        'customers': {'day': 'updated_on', 'key': 'customer_id', 'is_event': false},
        'contacts': {'day': 'updated_on', 'key': 'contact_id', 'is_event': false}
    }) }}
{%- endmacro %}

{# The business days that a run answers for: those since the last publication, at least the as-of day. #}
{% macro days_in_scope() -%}
    select
        days.day,
        coalesce(exception.is_working_day, isodow(days.day) <= 5) as is_working_day
    from (
        select cast(unnest(generate_series(
            cast(least(coalesce(run.previous_as_of + 1, run.as_of), run.as_of) as timestamp),
            cast(run.as_of as timestamp),
            interval 1 day
        )) as date) as day
        from {{ source('raw', 'run') }} as run
    ) as days
    left join {{ source('policy', 'calendar') }} as exception on days.day = exception.date and exception.calendar_id is null
{%- endmacro %}
