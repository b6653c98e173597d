{#
    The counted events of all KPIs of one folder (models/events/<folder>/event_<kpi_id>.sql), for the KPIs
    that some scheme uses. A model of a ratio or mean yields the event's part of the denominator as `base`; a model
    may say the `outcome` of an event besides. The job names the models in the environment, so that a new KPI is a
    new file here.
#}
{% macro all_events(folder) -%}
    {%- set names = env_var('SCORELINE_EVENTS_' ~ folder | upper).split(',') | reject('equalto', '') | list -%}
    {%- set used = used_kpis() -%}
    {%- set wanted = [] -%}
    {%- for name in names -%}
        {%- set relation = ref(name) -%}
        {%- if name[6:] in used -%}{%- do wanted.append(relation) -%}{%- endif -%}
    {%- endfor -%}
    select
        cast(null as varchar) as kpi_id,
        cast(null as varchar) as unit,
        cast(null as varchar) as unit_id,
        cast(null as varchar) as rep_id,
        cast(null as date) as day,
        cast(null as decimal(18, 4)) as quantity,
        cast(null as decimal(18, 4)) as base,
        cast(null as varchar) as file_id,
        cast(null as bigint) as line_no,
        cast(null as varchar) as outcome
    where false
    {%- for relation in wanted %}
    union all by name
    select * from {{ relation }}
    {%- endfor %}
{%- endmacro %}

{# Counted events of a KPI that counts the activities of one kind, each on the day on which it was done. #}
{% macro activity_events(kpi_id, kind) -%}
    select
        '{{ kpi_id }}' as kpi_id,
        'activity' as unit,
        activity_id as unit_id,
        rep_id,
        occurred_on as day,
        cast(1 as decimal(18, 4)) as quantity,
        file_id,
        line_no
    from {{ ref('fct_activity') }}
    where kind = '{{ kind }}'
{%- endmacro %}
