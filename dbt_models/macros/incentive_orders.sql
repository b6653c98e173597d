{# Which orders a rule of pay asks for, and whom it pays for them. #}

{# Does an order have what a rule's `orders` asks for: `channel=direct;stock_kind=stock|promotion;product!=other_income`? #}
{% macro asks_for(rule, orders) -%}
    ({{ rule }}.orders is null or array_length(list_filter({{ listed('lower(' ~ rule ~ '.orders)') }}, asked -> case
        when contains(asked, '!=')
            then list_contains(string_split(split_part(asked, '!=', 2), '|'), {{ orders }}.traits[split_part(asked, '!=', 1)])
        else not list_contains(string_split(split_part(asked, '=', 2), '|'), {{ orders }}.traits[split_part(asked, '=', 1)])
    end)) = 0)
{%- endmacro %}

{# Rules of a kind with the orders that they ask for, each with its payee: the seller, the region's department or the whole site.
    A lot is what one customer bought on one day in such orders. #}
{% macro paid_orders(kind) -%}
    (
        select
            orders.* exclude (line_no), orders.line_no as file_line, rule.rule_id, rule.line_no, rule.rate, rule.threshold,
            cast(coalesce(sum(orders.quantity) over (
                partition by orders.basis, rule.line_no, orders.scheme_id, orders.buyer, orders.day
            ), 0) as decimal(18, 4)) as lot,
            {{ fits('rule', 'orders', 'orders.day') }} as is_for_seller,
            coalesce(rule.payee, 'rep') as payee,
            case coalesce(rule.payee, 'rep')
                when 'rep' then orders.rep_id when 'team' then orders.region_team_id else {{ setting('site_id') }}
            end as payee_id
        from {{ rules_of(kind) }} as rule
        inner join {{ ref('incentive_order') }} as orders
            on rule.rules = orders.rules and rule.scheme_id = orders.scheme_id and {{ asks_for('rule', 'orders') }}
        qualify is_for_seller and (rule.threshold is null or lot >= rule.threshold)
    )
{%- endmacro %}

{# What every line of an order says besides. #}
{% macro line_of_order(paid) -%}
    {{ line_of(paid, paid, paid ~ '.payee', paid ~ '.payee_id') }}
{%- endmacro %}
