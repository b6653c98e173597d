"""The sample's numbers by a short way of their own: plain SQL over the files, none of the models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import duckdb

from dagster_project.generate.sample_people import LAST_DAY_OF_WU, LEAVE, PEOPLE, SPAN, WU

KEYS = {
    "calls": "call_id",
    "contacts": "contact_id",
    "customers": "customer_id",
    "opportunities": "opportunity_id",
    "orders": "order_id",
}

MODEL = """
create macro plain(number) as regexp_replace(
    translate(regexp_extract(number, '^[^转]*'), '０１２３４５６７８９', '0123456789'), '[^0-9]', '', 'g'
);
create macro bare(number) as regexp_replace(plain(number), '^(0086|86([0-9]{10,})|0)', '\\2');
create table numbers as
    select number, min(contact_id) as contact_id
    from (
        select bare(mobile) as number, contact_id from contacts
        union all
        select bare(phone), contact_id from contacts where phone is not null
    )
    group by number;
create table merged as
    select customer_id, is_capable, coalesce(merged_into, customer_id) as final from customers;
create table call as
    select
        calls.rep_id,
        month(started_at::date) as month,
        coalesce(final, bare(calls.phone)) as customer,
        calls.disposition = 'connected' and (
            calls.result = 'key_person'
            or coalesce(calls.result, 'none') = 'none' and is_decision_maker = 'true'
        ) as successful
    from calls
    left join numbers on numbers.number = bare(calls.phone)
    left join contacts on contacts.contact_id = numbers.contact_id
    left join merged on merged.customer_id = coalesce(calls.customer_id, contacts.customer_id)
    where calls.direction is null;
create table opportunity as
    select o.*, final as customer, coalesce(o.is_capable, merged.is_capable) = 'true' as capable
    from opportunities as o
    left join merged using (customer_id);
"""


@dataclass(frozen=True)
class Month:
    """One rep's month: counts, the days that the rep was available, the core scheme's score out of 10."""

    dials: int
    successful: int
    potential: int
    valid: int
    coverage: int
    orders: int
    available: Fraction

    @property
    def score(self) -> Fraction:
        """Weights 2, 2, 5 and 1 on targets of 100, 20 and 1 a day and 2 a week of five days."""
        per_day = (
            (2, self.dials, 100),
            (2, self.successful, 20),
            (5, self.potential, 1),
            (1, self.valid * 5, 2),
        )
        shares = (
            weight * min(Fraction(1), count / (target * self.available)) for weight, count, target in per_day
        )
        return sum(shares, Fraction(0))


class Story:
    """The sample's files, read once."""

    def __init__(self, landing: Path) -> None:
        self.connection = duckdb.connect()
        for entity, key in KEYS.items():
            newest = "regexp_extract(filename, '[0-9-]+T[0-9]+')"
            latest = newest if entity == "calls" else f"updated_at desc, {newest}"
            files = f"read_csv('{landing}/{entity}/*/*.csv*', all_varchar = true, filename = true)"
            self.connection.execute(
                f"create table {entity} as from {files} "
                f"qualify row_number() over (partition by {key} order by {latest} desc) = 1"
            )
        self.connection.execute(MODEL)

    def number(self, query: str, *values: object) -> int:
        """The single whole number that a query gives."""
        row = self.connection.execute(query, values).fetchone()
        assert row is not None
        return int(row[0])

    def month(self, rep: int, month: int) -> Month:
        """Rep `rep` (from 0) in a month of 2026."""
        who = (f"r{rep + 1:02d}", month)
        calls = "from call where rep_id = ? and month = ?"
        opportunities = "select count(distinct customer) from opportunity where rep_id = ? and month"
        orders = "select count(*) from orders where cancelled_at is null and rep_id = ?"
        return Month(
            dials=self.number(f"select count(*) {calls}", *who),
            successful=self.number(f"select count(*) filter (successful) {calls}", *who),
            coverage=self.number(f"select count(distinct customer) filter (successful) {calls}", *who),
            potential=self.number(f"{opportunities}(visit_accepted_at::date) = ? and capable", *who),
            valid=self.number(f"{opportunities}(confirmed_at::date) = ? and confirmed_by <> rep_id", *who),
            orders=self.number(f"{orders} and month(signed_at::date) = ?", *who),
            available=available(rep, month),
        )


def available(rep: int, month: int) -> Fraction:
    """Days on which the rep was there to work: hired, not gone, less excused leave, times the fte."""
    person, days = PEOPLE[rep], Fraction(0)
    for day in SPAN.working_days:
        gone = rep == WU and day > LAST_DAY_OF_WU
        if day.month == month and day >= person.hired_on and not gone:
            days += 1 - _away(rep, day)
    return days * Fraction(person.fte)


def _away(rep: int, day: date) -> Fraction:
    leave = (row for row in LEAVE if row.rep == rep and row.day == day and row.kind != "unexcused")
    return sum((Fraction(row.halves, 2) for row in leave), Fraction(0))
