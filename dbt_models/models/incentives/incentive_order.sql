{{ config(materialized='table') }}

{#
    Orders that stand, under each scheme that pays their seller on the day of signing. Blank columns of an order mean the
    ordinary: own brand, direct, stock of no kind, paid in full. `traits` is what a rule's column `orders` may ask for:
    the columns themselves, `place` (own or outside the seller's regions).
#}
with orders as (

    select
        *,
        coalesce(customer_id, order_id) as buyer
    from {{ ref('fct_order') }}
    where {{ order_stands() }}

),

homes as (

    select region, team_id, valid_from, valid_to from {{ source('policy', 'regions') }}

),

placed as (

    select
        person.basis, person.scheme_id, person.month_start, person.day, person.rep_id, person.team_id, person.manager_id,
        person.rules, person.role, person.grade, person.tenure_days, orders.* exclude (rep_id),
        coalesce((
            select max(homes.team_id) from homes where homes.region = orders.region and {{ in_force('homes', 'orders.signed_on') }}
        ), person.team_id) as region_team_id,
        case when not exists (
            select 1 from homes where homes.team_id = person.team_id and {{ in_force('homes', 'orders.signed_on') }}
        ) or orders.region is null or exists (
            select 1 from homes
            where homes.team_id = person.team_id and homes.region = orders.region and {{ in_force('homes', 'orders.signed_on') }}
        ) then 'own' else 'outside' end as place
    from orders
    inner join {{ ref('incentive_person_day') }} as person on orders.rep_id = person.rep_id and orders.signed_on = person.day

)

select
    *,
    map {
        'product': lower(coalesce(product, '')), 'channel': lower(coalesce(channel, 'direct')),
        'brand': lower(coalesce(brand, 'own')), 'stock_kind': lower(coalesce(stock_kind, '')),
        'payment_kind': lower(coalesce(payment_kind, 'full')), 'region': lower(coalesce(region, '')), 'place': place
    } as traits
from placed
