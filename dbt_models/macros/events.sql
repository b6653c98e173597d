{#
    The counted events of all KPIs of one folder (models/events/<folder>/event_<kpi_id>.sql), for the KPIs
    that some scheme uses. The job names the models in the environment, so that a new KPI is a new file here.
#}
{% macro all_events(folder) -%}
    {%- set names = env_var('SCORELINE_EVENTS_' ~ folder | upper).split(',') | reject('equalto', '') | list -%}
    {%- set used = used_kpis() -%}
    {%- set wanted = [] -%}
    {%- for name in names -%}
        {%- set relation = ref(name) -%}
        {%- if name[6:] in used -%}{%- do wanted.append(relation) -%}{%- endif -%}
    {%- endfor -%}
    {%- for relation in wanted %}
    select kpi_id, unit, unit_id, rep_id, day, quantity, file_id, line_no from {{ relation }}
    {{ "union all" if not loop.last }}
    {%- else %}
    select cast(null as varchar) as kpi_id, cast(null as varchar) as unit, cast(null as varchar) as unit_id, cast(null as varchar) as rep_id, cast(null as date) as day, cast(null as decimal(18, 4)) as quantity, cast(null as varchar) as file_id, cast(null as bigint) as line_no
    where false
    {%- endfor %}
{%- endmacro %}
