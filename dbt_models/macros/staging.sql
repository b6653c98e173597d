{#
    Staging turns the text of raw lines into types. A column is [name, type] or [name, type, 'required']; types:
      text, code (lower case), key ('' where blank: a part of a business key that need not be given), flag, seconds,
      money, share (0 to 1), amount (0 or more), extent (an amount, or true and false as 1 and 0), day, period,
      time, phone, or a list of allowed words.
    A time `x_at` yields `x_at` (UTC) and `x_on` (the site's calendar date); a phone yields its text and `<name>_number` (E.164).
    A line with a value that does not fit is kept with `refused_column`, `refused_value` and `refused_expected`,
    and taken no further. In raw, null says that the file does not give the column, '' that its cell is blank.
#}
{% macro stage(entity, columns) %}
{%- set site_zone = setting_now('time_zone', 'UTC') -%}
{%- set zones = zones_of_new_files(entity) -%}
{%- set typed = namespace(phones=false) -%}
{%- for column in columns if column[1] == 'phone' -%}{%- set typed.phones = true -%}{%- endfor -%}
{%- set trunks = typed.phones and new_files_dial_out(entity) -%}
{%- set times = [] -%}
{%- for column in columns if column[1] == 'time' -%}{%- do times.append('lines.' ~ column[0]) -%}{%- endfor -%}
with lines as (

    select
        file_id,
        line_no
        {%- for column in columns %},
        trim({{ column[0] }}) as {{ column[0] }}
        {%- endfor %}
    from {{ new_lines(entity, columns) }}

),

{# What is needed several times below is worked out once. #}
read_once as (

    select
        *
        {%- for column in columns %}
        {%- if column[1] == 'time' %},
        {{ has_offset(column[0]) }} as {{ column[0] }}__offset,
        try_cast({{ column[0] }} as timestamp) as {{ column[0] }}__local
        {%- elif column[1] == 'phone' %},
        {{ plain_number(column[0]) }} as {{ column[0] }}__dialled
        {%- endif %}
        {%- endfor %}
    from lines

),

typed as (

    select
        lines.file_id,
        lines.line_no,
        file.source,
        file.key_space,
        {{ clock_note(times, 'file.time_zone', zones) }} as clock
        {%- for column in columns %},
        lines.{{ column[0] }} as {{ column[0] }}__text,
        {{ typed_column('lines.' ~ column[0], column[0], column[1], zones, site_zone, trunks) }}
        {%- endfor %}
    from read_once as lines
    inner join {{ source('raw', 'file') }} as file on lines.file_id = file.file_id
    {%- if typed.phones %}
    left join {{ source('raw', 'phone_region') }} as region on file.region = region.region
    {%- endif %}

),

judged as (

    select
        *,
        case
            {%- for column in columns %}
            when {{ column[0] }} is null and {{ column[0] ~ "__text is not null" if 'required' in column else column[0] ~ "__text <> ''" }} then {{ loop.index }}
            {%- endfor %}
        end as misfit
    from typed

)

select
    file_id,
    line_no,
    source,
    key_space
    {%- for column in columns %},
    {{ column[0] }}
    {%- if column[1] == 'time' %},
    {% if site_zone == 'UTC' %}cast({{ column[0] }} as date){% else %}{{ site_day(column[0], zones, site_zone) }}{% endif %} as {{ column[0][:-3] }}_on
    {%- elif column[1] == 'phone' %},
    {{ column[0] }}_number
    {%- endif %}
    {%- endfor %},
    {{ content_hash(columns) }} as content,
    clock,
    case misfit{% for column in columns %} when {{ loop.index }} then '{{ column[0] }}'{% endfor %} end as refused_column,
    case misfit{% for column in columns %} when {{ loop.index }} then {{ column[0] }}__text{% endfor %} end as refused_value,
    case misfit
        {%- for column in columns %}
        when {{ loop.index }} then {% if 'required' in column %}case when {{ column[0] }}__text = '' then 'a value, since the column is required' else '{{ expected(column[1]) }}' end{% else %}'{{ expected(column[1]) }}'{% endif %}
        {%- endfor %}
    end as refused_expected
from judged
{% endmacro %}


{# The lines of the entity's files that no night has staged yet. #}
{% macro new_lines(entity, columns) -%}
    {%- set paths = [] -%}
    {%- if execute -%}
        {%- set found = run_query("select distinct rows_path from raw.file where entity = '" ~ entity ~ "' and is_new and rows_path is not null order by 1") -%}
        {%- set paths = found.columns[0].values() | list -%}
    {%- endif -%}
    {%- if paths -%}
    read_parquet([{% for path in paths %}'{{ path | replace("'", "''") }}'{{ ', ' if not loop.last }}{% endfor %}])
    {%- else -%}
    (select cast(null as varchar) as file_id, cast(null as bigint) as line_no{% for column in columns %}, cast(null as varchar) as {{ column[0] }}{% endfor %} where false)
    {%- endif -%}
{%- endmacro %}


{# Whether any new file of the entity comes from a source whose numbers bear a digit for an outside line. #}
{% macro new_files_dial_out(entity) -%}
    {%- if not execute -%} {{ return(false) }} {%- endif -%}
    {%- set found = run_query("select count(*) from raw.file where entity = '" ~ entity ~ "' and is_new and trunk_prefix <> ''") -%}
    {{ return(found.rows[0][0] > 0) }}
{%- endmacro %}


{% macro typed_column(text, name, type, zones, site_zone, trunks) -%}
    {%- if type == 'text' -%} nullif({{ text }}, '') as {{ name }}
    {%- elif type == 'code' -%} nullif(lower({{ text }}), '') as {{ name }}
    {%- elif type == 'key' -%} coalesce({{ text }}, '') as {{ name }}
    {%- elif type == 'flag' -%}
        case when lower({{ text }}) in ('true', 't', 'yes', 'y', '1', '是') then true when lower({{ text }}) in ('false', 'f', 'no', 'n', '0', '否') then false end as {{ name }}
    {%- elif type == 'seconds' -%}
        case when {{ text }} not like '-%' then try_cast({{ text }} as decimal(18, 3)) end as {{ name }}
    {%- elif type == 'money' -%}
        case when regexp_full_match({{ text }}, '[+-]?[0-9]{1,14}([.][0-9]{1,4})?') then try_cast({{ text }} as decimal(18, 4)) end as {{ name }}
    {%- elif type == 'share' -%}
        case when regexp_full_match({{ text }}, '(0|1)?([.][0-9]{1,4}0*)?') and try_cast({{ text }} as decimal(18, 4)) between 0 and 1 then try_cast({{ text }} as decimal(9, 4)) end as {{ name }}
    {%- elif type == 'amount' -%}
        case when regexp_full_match({{ text }}, '[0-9]{1,5}([.][0-9]{1,4}0*)?') then try_cast({{ text }} as decimal(9, 4)) end as {{ name }}
    {%- elif type == 'extent' -%}
        try_cast(case
            when lower({{ text }}) in ('true', 't', 'yes', 'y', '是') then '1'
            when lower({{ text }}) in ('false', 'f', 'no', 'n', '否') then '0'
            when regexp_full_match({{ text }}, '[0-9]{1,5}([.][0-9]{1,4}0*)?') then {{ text }}
        end as decimal(9, 4)) as {{ name }}
    {%- elif type == 'period' -%}
        case
            when regexp_full_match(upper({{ text }}), '[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-W(0[1-9]|[1-4][0-9]|5[0-3]))?') then upper({{ text }})
            when length({{ text }}) = 10 then strftime(try_cast({{ text }} as date), '%Y-%m-%d')
        end as {{ name }}
    {%- elif type == 'day' -%} try_cast({{ text }} as date) as {{ name }}
    {%- elif type == 'phone' -%} nullif({{ text }}, '') as {{ name }},
        {{ without_extension(text ~ '__dialled', 'region') }} as {{ name }}__whole,
        {{ without_trunk(name ~ '__whole', 'region', 'file.trunk_prefix') if trunks else name ~ '__whole' }} as {{ name }}__plain,
        {{ e164(name ~ '__plain', 'region') }} as {{ name }}_number
    {%- elif type == 'time' -%}
        case when {{ text }}__offset then timezone('UTC', try_cast({{ text }} as timestamptz)) else {{ local_to_utc(text ~ '__local', 'file.time_zone', zones) }} end as {{ name }}
    {%- else -%} case when lower({{ text }}) in {{ text_list(type) }} then lower({{ text }}) end as {{ name }}
    {%- endif -%}
{%- endmacro %}


{% macro expected(type) -%}
    {%- set words = {
        'flag': 'true or false',
        'seconds': 'a number of seconds, 0 or more',
        'money': 'a number with at most 4 decimals, without separators of thousands',
        'share': 'a number from 0 to 1 with at most 4 decimals',
        'amount': 'a number of 0 or more with at most 4 decimals',
        'extent': 'a number of 0 or more with at most 4 decimals, or true or false',
        'key': 'a text',
        'period': 'a day (2026-09-16), week (2026-W38), month (2026-09), quarter (2026-Q3) or year (2026)',
        'day': 'a date as YYYY-MM-DD',
        'time': 'a time as YYYY-MM-DD HH:MM:SS, with or without an offset',
        'text': 'a text', 'code': 'a word', 'phone': 'a phone number'} -%}
    {{- words[type] if type is string else 'one of ' ~ type | join(', ') -}}
{%- endmacro %}


{# A fingerprint of what a line says: the same key with the same content is a repetition, not a correction. #}
{% macro content_hash(columns) -%}
    hash({% for column in columns %}{{ column[0] }}{{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}
