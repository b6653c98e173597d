{# The tables of the policy: one for each file of seeds/. #}
{% macro policy_tables() -%}
    {{ return([
        'settings', 'kpis', 'schemes', 'targets', 'weights', 'point_losses', 'bands', 'calendar', 'leave_kinds', 'permitted_hours',
        'season_factors', 'excused_days', 'dispositions', 'results', 'kpi_parameters', 'kpi_words', 'record_fields', 'event_points',
        'visit_levels', 'task_quotas', 'consequences', 'consequence_steps', 'incentives', 'regions', 'findings'
    ]) }}
{%- endmacro %}

{# One value of the policy's settings.csv, as text (null where it is blank). #}
{% macro setting(name) -%}
    (select value from {{ source('policy', 'settings') }} where name = '{{ name }}')
{%- endmacro %}

{# The value now, for use in the text of a statement; the default while parsing. #}
{% macro setting_now(name, default) -%}
    {%- if execute -%}
        {%- set found = run_query("select value from policy.settings where name = '" ~ name ~ "'") -%}
        {{- found.rows[0][0] if found.rows | length and found.rows[0][0] is not none else default -}}
    {%- else -%}
        {{- default -}}
    {%- endif -%}
{%- endmacro %}

{# The last business day that this run reports. #}
{% macro as_of() -%}
    (select as_of from {{ source('raw', 'run') }})
{%- endmacro %}

{# Is a policy row in force on a day? Both bounds are inclusive, blank is open. #}
{% macro in_force(row, day) -%}
    (({{ row }}.valid_from is null or {{ day }} >= {{ row }}.valid_from) and ({{ row }}.valid_to is null or {{ day }} <= {{ row }}.valid_to))
{%- endmacro %}

{# Whether any scheme, of the policy or of one that a month was closed with, judges managers; what serves them alone costs others nothing. #}
{% macro judges_managers() -%}
    {%- if not execute -%} {{ return(true) }} {%- endif -%}
    {%- set found = run_query(
        "select count(*) from (select subject_kind from policy.schemes union all select subject_kind from raw.closed_scheme) "
        ~ "where subject_kind = 'manager'") -%}
    {{ return(found.rows[0][0] > 0) }}
{%- endmacro %}

{% macro text_list(values) -%}
    ({%- for value in values -%}'{{ value }}'{{ ", " if not loop.last }}{%- else -%}''{%- endfor -%})
{%- endmacro %}

{# How many of the days after a period's end on which points may be lost (point_losses.csv) the as-of day has reached. #}
{% macro losses_due(period_end) -%}
    {%- set days = [] -%}
    {%- if execute -%}
        {%- set found = run_query(
            "select coalesce(after_days, 0) from policy.point_losses union select after_days from raw.closed_point_loss order by 1") -%}
        {%- set days = found.columns[0].values() | list -%}
    {%- endif -%}
    (0 {%- for after in days %} + case when {{ period_end }} + {{ after }} <= {{ as_of() }} then 1 else 0 end {%- endfor -%})
{%- endmacro %}
