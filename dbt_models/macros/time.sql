{#
    Times as exports write them: ISO text with or without an offset. Without one the source's zone holds.
    A local time that occurs twice is its first occurrence, one that was skipped is shifted forward.
#}

{# Zones of the entity's new files with their offset in seconds, or none where it changed since 2000. #}
{% macro zones_of_new_files(entity) -%}
    {%- if not execute -%} {{ return([]) }} {%- endif -%}
    {%- set rows = run_query(
        "with zones as (select distinct time_zone from raw.file where entity = '" ~ entity ~ "' and is_new), "
        ~ "days as (select unnest(generate_series(timestamp '2000-01-01', timestamp '2037-12-31', interval 7 day)) as day), "
        ~ "offsets as (select time_zone, epoch(day) - epoch(timezone(time_zone, day)) as seconds from zones cross join days) "
        ~ "select time_zone, case when count(distinct seconds) = 1 then cast(min(seconds) as bigint) end as seconds from offsets group by 1 order by 1") -%}
    {{ return(rows.rows) }}
{%- endmacro %}

{% macro has_offset(text) -%}
    (length({{ text }}) > 10 and (right({{ text }}, 1) in ('Z', 'z') or substr({{ text }}, -6, 1) in ('+', '-') or substr({{ text }}, -5, 1) in ('+', '-') or substr({{ text }}, -3, 1) in ('+', '-')))
{%- endmacro %}

{# Local wall time in a zone to UTC, through the zone database. #}
{% macro zoned_to_utc(local, zone) -%}
    (case
        when timezone({{ zone }}, timezone({{ zone }}, {{ local }}) - interval 1 hour) = {{ local }} then timezone('UTC', timezone({{ zone }}, {{ local }})) - interval 1 hour
        when timezone({{ zone }}, timezone({{ zone }}, {{ local }}) - interval 30 minute) = {{ local }} then timezone('UTC', timezone({{ zone }}, {{ local }})) - interval 30 minute
        else timezone('UTC', timezone({{ zone }}, {{ local }}))
    end)
{%- endmacro %}

{# `local` (timestamp) in `zone` (column) to UTC; zones whose offset never changed since 2000 take the short road. #}
{% macro local_to_utc(local, zone, zones) -%}
    (case
        when {{ local }} is null then null
        {%- for name, seconds in zones if seconds is not none %}
        when {{ zone }} = '{{ name }}' and {{ local }} >= timestamp '2000-01-01' then {{ local }} - interval '{{ seconds }} seconds'
        {%- endfor %}
        else {{ zoned_to_utc(local, zone) }}
    end)
{%- endmacro %}

{# UTC to the site's calendar date. #}
{% macro site_day(utc, zones, site_zone) -%}
    {%- set known = namespace(seconds=none) -%}
    {%- for name, seconds in zones if name == site_zone -%}{%- set known.seconds = seconds -%}{%- endfor -%}
    {%- if known.seconds is not none -%}
    case
        when {{ utc }} >= timestamp '2000-01-02' then cast({{ utc }} + interval '{{ known.seconds }} seconds' as date)
        else cast(timezone('{{ site_zone }}', timezone('UTC', {{ utc }})) as date)
    end
    {%- else -%}
    cast(timezone('{{ site_zone }}', timezone('UTC', {{ utc }})) as date)
    {%- endif -%}
{%- endmacro %}

{# What the clock did to the local times of a line: 'missing' (skipped, shifted forward), 'ambiguous' (occurred twice, the first holds), else null. #}
{% macro clock_note(times, zone, zones) -%}
    {%- set fixed = [] -%}
    {%- for name, seconds in zones if seconds is not none -%}{%- do fixed.append(name) -%}{%- endfor -%}
    {%- if not times or fixed | length == zones | length -%}
    cast(null as varchar)
    {%- else -%}
    case
        when {{ zone }} in {{ text_list(fixed) }} then null
        {%- for text in times %}
        when not {{ text }}__offset and timezone({{ zone }}, timezone({{ zone }}, {{ text }}__local)) <> {{ text }}__local then 'missing'
        {%- endfor %}
        {%- for text in times %}
        when not {{ text }}__offset and (
            {%- for apart in ('- interval 1 hour', '- interval 30 minute', '+ interval 1 hour', '+ interval 30 minute') %}
            {{ 'or ' if not loop.first }}timezone({{ zone }}, timezone({{ zone }}, {{ text }}__local) {{ apart }}) = {{ text }}__local
            {%- endfor %}
        ) then 'ambiguous'
        {%- endfor %}
    end
    {%- endif -%}
{%- endmacro %}

{# A time of day on a day, as a timestamp; through text, which every engine reads alike. #}
{% macro at_time(day, time) -%}
    cast(cast({{ day }} as varchar) || ' ' || cast({{ time }} as varchar) as timestamp)
{%- endmacro %}
