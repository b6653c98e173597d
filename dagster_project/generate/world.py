"""What is fixed before the first call: days, staff, customers and their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dagster_project.generate.calendar import Span
from dagster_project.generate.draws import IntArray
from dagster_project.generate.names import AREA_CODES, MOBILE_PREFIXES
from dagster_project.generate.staff import Staff

BASE_NIGHT = 0
SECOND_CONTACT_EVERY = 3
TWIN_EVERY = 300  # customers that were entered twice; each is merged into the one before it
STRANGERS = 200_000_000  # numbers from here on belong to nobody in the CRM


@dataclass(frozen=True)
class World:
    """One synthetic company.

    Customers are numbered from 0; rep k looks after `customers_per_rep` of them, from k x that number on.
    Contact i is customer i's first contact; further ones follow for every third customer. With `mishaps` the
    nightly exports hold late, corrected and repeated rows as real ones do.
    """

    seed: int
    span: Span
    staff: Staff
    customers_per_rep: int
    mishaps: bool = True

    @property
    def customers(self) -> int:
        """How many customers there are."""
        return self.customers_per_rep * self.staff.reps

    @property
    def contacts(self) -> int:
        """How many contacts there are."""
        return self.customers + -(-self.customers // SECOND_CONTACT_EVERY)

    @cached_property
    def presence(self) -> IntArray:
        """Half days worked, shape (reps, working days)."""
        return self.staff.presence(self.span)

    def customer_of(self, contact: IntArray) -> IntArray:
        """The customer of each contact."""
        return np.where(contact < self.customers, contact, (contact - self.customers) * SECOND_CONTACT_EVERY)

    def second_contact(self, customer: IntArray) -> IntArray:
        """The second contact of each customer where it has one, else the first."""
        has = customer % SECOND_CONTACT_EVERY == 0
        return np.where(has, self.customers + customer // SECOND_CONTACT_EVERY, customer)


def mobile(number: IntArray) -> IntArray:
    """A mobile number of 11 digits for each number below 300 million, no two alike."""
    block, within = number // 1000, number % 1000
    prefix = np.array(MOBILE_PREFIXES, dtype=np.int64)[block % len(MOBILE_PREFIXES)]
    area = (block // len(MOBILE_PREFIXES) + 571) % 10_000
    return prefix * 100_000_000 + area * 10_000 + (within * 387 % 1000) * 9 + block % 9


def landline(customer: IntArray) -> IntArray:
    """A landline without its leading 0 (area code and 8 digits): the customer's switchboard."""
    area = np.array(AREA_CODES, dtype=np.int64)[customer % len(AREA_CODES)]
    return area * 100_000_000 + 60_000_000 + customer * 7919 % 9_999_991


def has_landline(contact: IntArray, world: World) -> IntArray:
    """1 where the contact's landline is known: two of five first contacts, a few colleagues who share it."""
    first = contact < world.customers
    known = np.where(first, contact % 5 < 2, (contact - world.customers) % 10 == 0)  # noqa: PLR2004
    return known.astype(np.int64)
