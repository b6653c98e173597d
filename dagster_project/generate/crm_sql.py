"""How a customer's and a contact's row reads: names and numbers from whole numbers, in SQL for speed."""

from __future__ import annotations

from datetime import date

from dagster_project.generate import names
from dagster_project.generate.landing import contact_id, customer_id, pick, rep_id
from dagster_project.generate.world import TWIN_EVERY, World

FIRST, LEARNED, ASKED_FOR_REST, MERGED, PROMOTED = range(5)
"""Why a revision was exported: first seen, capability learned, calls unwanted, merged, contact promoted."""


def customers_sql(world: World, night: date) -> str:
    """A select over `frame` (id, night, kind) for the export of that night."""
    cities, first, second = len(names.CITIES), len(names.BRAND_FIRST), len(names.BRAND_SECOND)
    kinds = len(names.INDUSTRIES)
    return f"""
        select
            {customer_id(world, "id")} as customer_id,
            {pick(names.CITIES, f"named % {cities}")}
                || {pick(names.BRAND_FIRST, f"(named * 7 + named // {first}) % {first}")}
                || {pick(names.BRAND_SECOND, f"(named * 5 + named // {first * second}) % {second}")}
                || {pick([zh for _, zh in names.INDUSTRIES], f"named % {kinds}")}
                || case when named < id then '公司' else '有限公司' end as name,
            {pick([en for en, _ in names.INDUSTRIES], f"named % {kinds}")} as industry,
            case when kind = {LEARNED} then 'true' else {CAPABLE} end as is_capable,
            {rep_id(world, f"id // {world.customers_per_rep}")} as owner_rep_id,
            case when kind = {ASKED_FOR_REST} then 'true' else 'false' end as do_not_call,
            case when kind = {MERGED} then {customer_id(world, "id - 1")} end as merged_into,
            {_created(world, night)} as created_at,
            {_updated(night)} as updated_at
        from (select *, id - (id % {TWIN_EVERY} = {TWIN_EVERY - 1})::bigint as named from frame)
    """


CAPABLE = pick(("true", "true", "true", "true", "true", "true", "false", None, None, "true"), "id % 10")


def contacts_sql(world: World, night: date) -> str:
    """A select over `frame` (id, night, kind, customer, mobile, landline) for the export of that night."""
    decides = f"(kind = {PROMOTED} or (id < {world.customers} and id % 5 <> 4))"
    new = f"kind = {FIRST} and night > 0"  # entered by hand; the first night's were taken over
    departments, surnames, given = len(names.DEPARTMENTS), len(names.SURNAMES), len(names.GIVEN)
    return f"""
        select
            {contact_id(world, "id")} as contact_id,
            {customer_id(world, "customer")} as customer_id,
            {pick(names.SURNAMES, f"id % {surnames}")}
                || {pick(names.GIVEN, f"(id * 13 + id // {surnames}) % {given}")} as name,
            {pick(names.DEPARTMENTS, f"id % {departments}")} as department,
            case when {decides} then {pick(names.SENIOR_TITLES, "id % 4")}
                else {pick(names.JUNIOR_TITLES, "id % 4")} end as title,
            case when {new} then {pick(("male", "female"), "id % 2")} end as gender,
            {LANDLINE} as phone,
            {MOBILE} as mobile,
            case when {new} and id % 3 > 0 then 'p' || id || '@example.com' end as email,
            case when {decides} then 'true' else 'false' end as is_decision_maker,
            case when {new} then {rep_id(world, f"customer // {world.customers_per_rep}")} end as created_by,
            {_created(world, night)} as created_at,
            {_updated(night)} as updated_at
        from (
            select
                *, mobile::varchar as m, '0' || landline as l,
                case when landline < 10000000000 then 3 else 4 end as area
            from frame
        )
    """


MOBILE = """
            case id % 8
                when 0 then m[1:3] || ' ' || m[4:7] || ' ' || m[8:11]
                when 1 then '+86 ' || m[1:3] || '-' || m[4:7] || '-' || m[8:11]
                when 2 then '86' || m
                when 3 then translate(m, '0123456789', '０１２３４５６７８９')
                else m
            end"""
LANDLINE = """
            case when landline > 0 then case id % 4
                when 0 then l[1:area] || '-' || l[area + 1:]
                when 1 then '(' || l[1:area] || ') ' || l[area + 1:area + 4] || ' ' || l[area + 5:]
                when 2 then l[1:area] || '-' || l[area + 1:] || '转' || (800 + id % 100)
                else '+86 ' || l[2:area] || ' ' || l[area + 1:]
            end end"""
"""Numbers as people type them; all of them are the number that the phone system dials."""


def _created(world: World, night: date) -> str:
    """Customers of the first night were entered long before; the others on their day."""
    first = world.span.working_days[0]
    old = f"timestamp '{first} 09:00:00' - to_days((30 + id % 900)::integer) + to_seconds(id % 28800)"
    new = f"timestamp '{night} 10:00:00' + to_seconds(id % 7200)"
    return f"case when kind = {FIRST} and night > 0 then {new} else {old} end"


def _updated(night: date) -> str:
    changed = f"timestamp '{night} 15:00:00' + to_seconds(id % 7200)"
    return f"case when kind = {FIRST} then created_at else {changed} end"
