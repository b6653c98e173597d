{#
    The counted events of all KPIs of one folder (models/events/<folder>/event_<kpi_id>.sql), for the KPIs
    that somebody's scheme asks for. A model of a ratio or mean yields the event's part of the denominator as `base`; a model
    may say the `outcome` of an event besides. The job names the models in the environment, so that a new KPI is a
    new file here.
#}
{% macro all_events(folder) -%}
    {%- set names = env_var('SCORELINE_EVENTS_' ~ folder | upper).split(',') | reject('equalto', '') | list -%}
    {%- set used = asked_kpis() -%}
    {%- set wanted = [] -%}
    {%- for name in names -%}
        {%- if not execute or name[6:] in used -%}{%- do wanted.append(ref(name)) -%}{%- endif -%}
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

{# Ids of the KPIs that a scheme of somebody's day judges or weighs, as a list of text: nothing else is counted. #}
{% macro asked_kpis() -%}
    {%- set members, rules = ref('kpi_member_day'), ref('kpi_rule') -%}
    {%- if not execute -%} {{ return([]) }} {%- endif -%}
    {%- set rows = run_query(
        "select distinct kpi_id from " ~ rules ~ " where rules = 'policy' and scheme_id in (select scheme_id from " ~ members ~ ") order by 1") -%}
    {{ return(rows.columns[0].values() | list) }}
{%- endmacro %}

{# A number that a KPI counts by: kpi_parameters.csv, in force on a day; null where there is none. #}
{% macro kpi_parameter(kpi_id, name, day) -%}
    (
        select parameter.value from {{ source('policy', 'kpi_parameters') }} as parameter
        where parameter.kpi_id = '{{ kpi_id }}' and parameter.name = '{{ name }}' and {{ in_force('parameter', day) }}
    )
{%- endmacro %}

{# Is a text one of the words that kpi_words.csv lists under a name for a KPI, on a day? #}
{% macro is_kpi_word(kpi_id, name, text, day) -%}
    exists (
        select 1 from {{ source('policy', 'kpi_words') }} as word
        where word.kpi_id = '{{ kpi_id }}' and word.name = '{{ name }}'
            and lower(word.value) = lower({{ text }}) and {{ in_force('word', day) }}
    )
{%- endmacro %}

{# A quantity as events have it. #}
{% macro quantity(x) -%}
    cast({{ x }} as decimal(18, 4))
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
    from {{ ref('int_activity__counting') }}
    where kind = '{{ kind }}'
{%- endmacro %}

{# Counted events of a KPI that counts what customers said, of one kind (complaint, praise, after_sale), each on the day on which it came. #}
{% macro complaint_events(kpi_id, kind) -%}
    select
        '{{ kpi_id }}' as kpi_id,
        'complaint' as unit,
        complaint_id as unit_id,
        rep_id,
        opened_on as day,
        cast(1 as decimal(18, 4)) as quantity,
        file_id,
        line_no
    from {{ ref('fct_complaint') }}
    where kind = '{{ kind }}'
{%- endmacro %}

{# Counted events of a KPI that is the mean of ratings in one dimension, each on the last day of its period. #}
{% macro rating_events(kpi_id, dimension) -%}
    select
        '{{ kpi_id }}' as kpi_id,
        'rating' as unit,
        period || coalesce(' ' || nullif(rater, ''), '') as unit_id,
        subject_id as rep_id,
        day,
        cast(score as decimal(18, 4)) as quantity,
        cast(1 as decimal(18, 4)) as base,
        file_id,
        line_no
    from {{ ref('fct_rating') }}
    where dimension = '{{ dimension }}' and day is not null and is_on_scale
{%- endmacro %}
