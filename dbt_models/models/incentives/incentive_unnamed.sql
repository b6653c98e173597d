{{ config(materialized='ephemeral') }}

{#
    Words of orders, and roles and grades of the roster, that the pay of open months rests on and that no rule of the scheme
    names: who bears them is paid, scaled and fined by none of the rules that ask. Each with the lines that bear it.
#}
with paid_day as (

    select * from {{ ref('incentive_person_day') }} anti join {{ closed_on('day') }} where basis = 'stands'

),

{# Of roster columns that rules of a scheme ask for: what stands there and no rule names, blank too. #}
place as (

    {% for column in ['role', 'grade'] -%}
    select distinct '{{ column }}' as column_name, coalesce(person.{{ column }}, '') as value, person.rep_id, person.day
    from paid_day as person
    where exists (
        select 1 from {{ source('policy', 'incentives') }} as rule
        where rule.scheme_id = person.scheme_id and rule.{{ column }} is not null and {{ in_force('rule', 'person.day') }}
    ) and not exists (
        select 1 from {{ source('policy', 'incentives') }} as rule
        where rule.scheme_id = person.scheme_id and list_contains({{ listed('rule.' ~ column) }}, person.{{ column }})
            and {{ in_force('rule', 'person.day') }}
    )
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

{# The conditions of rules: column, words, and whether it is asked for them or for others. #}
condition as (

    select scheme_id, valid_from, valid_to, split_part(asked, '=', 1) as column_name, contains(asked, '!=') as is_others,
        string_split(split_part(asked, '=', -1), '|') as words
    from (
        select *, unnest({{ listed('lower(orders)') }}) as asked from {{ source('policy', 'incentives') }} where orders is not null
    )

),

{# Of orders' columns that rules ask for by word alone: words that no rule names. #}
order_word as (

    select distinct columns.column_name, orders.traits[columns.column_name] as value, orders.order_id, orders.file_id, orders.line_no
    from {{ ref('incentive_order') }} as orders
    cross join (values ('brand', 'own'), ('channel', 'direct'), ('payment_kind', 'full'), ('stock_kind', '')) as columns (column_name, ordinary)
    anti join {{ closed_on('orders.day') }}
    where orders.basis = 'stands' and orders.traits[columns.column_name] <> columns.ordinary
        and exists (
            select 1 from condition
            where condition.scheme_id = orders.scheme_id and condition.column_name = columns.column_name and {{ in_force('condition', 'orders.day') }}
        )
        and not exists (
            select 1 from condition
            where condition.scheme_id = orders.scheme_id
                and (condition.column_name = columns.column_name and list_contains(condition.words, orders.traits[columns.column_name])
                    or condition.column_name = columns.column_name || '!' and condition.is_others)
                and {{ in_force('condition', 'orders.day') }}
        )

)

select 'roster' as entity, place.column_name, place.value, roster.file_id, roster.line_no
from place
inner join {{ ref('dim_rep_day') }} as roster on place.rep_id = roster.rep_id and place.day = roster.day
group by all

union all

select 'orders', column_name, value, file_id, line_no from order_word
