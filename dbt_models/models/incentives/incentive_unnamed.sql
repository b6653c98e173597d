{{ config(materialized='ephemeral') }}

{#
    Words of orders, and roles and grades of the roster, that the pay of open months rests on and that no rule of the scheme
    names: who bears them is paid, scaled and fined by none of the rules that ask. Each with the lines that bear it.
#}
with person_day as (

    select scheme_id, rep_id, day, borne.word.column_name as column_name, borne.word.value as value
    from (
        select scheme_id, rep_id, day, unnest([
            {'column_name': 'role', 'value': coalesce(role, '')}, {'column_name': 'grade', 'value': coalesce(grade, '')}
        ]) as word
        from {{ ref('incentive_person_day') }}
        anti join {{ closed_on('day') }}
        where basis = 'stands'
    ) as borne

),

order_word as (

    select
        scheme_id, order_id, day, file_id, line_no,
        borne.word.column_name as column_name, borne.word.value as value, borne.word.usual as usual
    from (
        select scheme_id, order_id, day, file_id, line_no, unnest([
            {%- for column, usual in [('brand', 'own'), ('channel', 'direct'), ('payment_kind', 'full'), ('stock_kind', '')] %}
            {'column_name': '{{ column }}', 'value': traits['{{ column }}'], 'usual': '{{ usual }}'}{{ ',' if not loop.last }}
            {%- endfor %}
        ]) as word
        from {{ ref('incentive_order') }}
        anti join {{ closed_on('day') }}
        where basis = 'stands'
    ) as borne

),

met as (

    select distinct scheme_id, column_name, value, day from person_day
    union
    select scheme_id, column_name, value, day from order_word where value <> usual

),

{# What rules ask for: the words, or any others than they. #}
asked as (

    select scheme_id, valid_from, valid_to, 'role' as column_name, {{ listed('role') }} as words, false as others
    from {{ source('policy', 'incentives') }} where role is not null

    union all

    select scheme_id, valid_from, valid_to, 'grade', {{ listed('grade') }}, false
    from {{ source('policy', 'incentives') }} where grade is not null

    union all

    select
        scheme_id, valid_from, valid_to, rtrim(split_part(told, '=', 1), '!'), string_split(split_part(told, '=', -1), '|'),
        contains(told, '!=')
    from (
        select *, unnest({{ listed('lower(orders)') }}) as told from {{ source('policy', 'incentives') }} where orders is not null
    )

),

unnamed as (

    select met.scheme_id, met.column_name, met.value, met.day
    from met
    inner join asked on met.scheme_id = asked.scheme_id and met.column_name = asked.column_name
    where {{ in_force('asked', 'met.day') }}
    group by all
    having not bool_or(asked.others or list_contains(asked.words, met.value))

)

select distinct 'roster' as entity, column_name, value, roster.file_id, roster.line_no
from person_day
semi join unnamed using (scheme_id, column_name, value, day)
inner join {{ ref('dim_rep_day') }} as roster using (rep_id, day)

union all

select distinct 'orders', column_name, value, file_id, line_no
from order_word
semi join unnamed using (scheme_id, column_name, value, day)
