"""Whose call it was: the customer after merges, else the contact's, else that of whoever bears the number."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from dagster_project.errors import ScorelineError
from dagster_project.publication.inputs import kept_key
from dagster_project.trace.merges import Records, Step
from dagster_project.trace.numbers import Numbers
from dagster_project.trace.opened import Opened
from dagster_project.trace.rawstore import Line, RawStore
from dagster_project.trace.revisions import flag
from dagster_project.trace.spellings import ending, spellings, tail

HASHED = 24


@dataclass
class Identity:
    """A customer and how it was found: `way` in words, the merges followed, the lines that say so.

    `customer` None with a number: known by that alone, under a keyed hash, None where the key is gone.
    """

    customer: str | None
    way: str
    steps: list[Step] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    number: str | None = None
    decides: bool = False
    contact: Line | None = None
    hashed: str | None = None

    @property
    def unit(self) -> str | None:
        """The id under which it is published."""
        return self.customer or self.hashed


class Identities:
    """Finds the customers of call legs."""

    def __init__(self, opened: Opened, store: RawStore) -> None:
        self._opened, self._store = opened, store
        self.customers, self.contacts = Records(store, "customers"), Records(store, "contacts")
        self.numbers = Numbers(opened)
        self._bearers: dict[str, set[str]] = {}
        self._key = self._number_key()

    def learn(self, legs: Sequence[Line]) -> None:
        """Read all that these legs refer to, at once."""
        self.numbers.learn(legs, ["phone"])
        wanted = {number for leg in legs if (number := self.numbers.of(leg, "phone"))}
        contacts = {contact for leg in legs if (contact := leg.get("contact_id"))}
        self._find_bearers(wanted)
        contacts |= {contact for number in wanted for contact in self._bearers.get(number, ())}
        self.contacts.look_up(contacts)
        ends = {self.contacts.survivor(contact) for contact in contacts}
        customers = {customer for leg in legs if (customer := leg.get("customer_id"))}
        customers |= {
            customer
            for end in ends
            if (line := self.contacts.latest(end)) and (customer := line.get("customer_id"))
        }
        known = [line for contact in contacts if (line := self.contacts.latest(contact))]
        self.numbers.learn(known, ["phone", "mobile"])
        self.customers.look_up(customers)

    def of(self, leg: Line) -> Identity:
        """The customer that a leg reached, and whether the contact decides."""
        number = self.numbers.of(leg, "phone")
        contact = self._contact(leg.get("contact_id"))
        bearer = self._bearer(number)
        reached = contact or bearer
        decides = bool(reached and flag(reached.get("is_decision_maker")))
        customer = leg.get("customer_id")
        if customer is not None:
            return self._found("customer_id of the call", customer, [], number, decides, reached)
        for way, line in (("customer of the contact", contact), ("customer of the number's contact", bearer)):
            if line is not None and (customer := line.get("customer_id")):
                return self._found(way, customer, [line], number, decides, reached)
        way = "the number alone" if number else "no customer, no number: no identity"
        return Identity(None, way, [], [], number, decides, reached, self._hash(number))

    def followed(self, customer: str) -> tuple[str, list[Step]]:
        """The survivor of a customer and the merges on the way."""
        self.customers.look_up({customer})
        steps = self.customers.chain(customer)
        return (steps[-1].target if steps else customer), steps

    def _found(
        self,
        way: str,
        customer: str,
        lines: list[Line],
        number: str | None,
        decides: bool,
        reached: Line | None,
    ) -> Identity:
        end, steps = self.followed(customer)
        return Identity(end, way, steps, lines, number, decides, reached)

    def _contact(self, contact: str | None) -> Line | None:
        """The line of a contact's survivor; None for one that the CRM does not know, or that was deleted."""
        if contact is None:
            return None
        chain, own = self.contacts.chain(contact), self.contacts.latest(contact)
        line = self.contacts.latest(chain[-1].target) if chain else own
        if line is None or flag(line.get("is_deleted")) is True:
            return None
        return line

    def _bearer(self, number: str | None) -> Line | None:
        """The contact with the smallest id among those that bear the number."""
        found = []
        for contact in self._bearers.get(number or "", ()):
            line, own = self._contact(contact), self.contacts.latest(contact)
            if line is not None and own is not None and number in self._borne(own):
                found.append((line.get("contact_id") or "", line))
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def _borne(self, line: Line) -> set[str | None]:
        return {self.numbers.of(line, "phone"), self.numbers.of(line, "mobile")}

    def _find_bearers(self, numbers: set[str]) -> None:
        """Contacts of whom any revision bears one of the numbers."""
        files = self._store.of("contacts")
        source = self._store.source(files)
        if not numbers or source is None:
            return
        regions = {file.region for file in files}
        said = spellings(source, "contact_id", ("phone", "mobile"), numbers)
        rows = self._opened.rows(
            f"select distinct contact_id, number from ({self.numbers.query(said, regions)}) "
            "where number in (select unnest($numbers))",
            {
                "files": [file.file_id for file in files],
                "regions": [file.region for file in files],
                "trunks": [file.trunk_prefix or "" for file in files],
                "numbers": sorted(numbers),
                "ends": sorted({ending(number) for number in numbers}),
                "tails": sorted({tail(number) for number in numbers}),
            },
        )
        for row in rows:
            self._bearers.setdefault(row["number"], set()).add(row["contact_id"])

    def _hash(self, number: str | None) -> str | None:
        if number is None or self._key is None:
            return None
        return "n:" + hashlib.sha256(f"{self._key}:{number}".encode()).hexdigest()[:HASHED]

    def _number_key(self) -> str | None:
        """The key of the hash of numbers, if this home still keeps it and we may read it."""
        name = (self._opened.manifest.content.get("inputs") or {}).get("number_key")
        try:
            return kept_key(self._opened.home, name) if name else None
        except (ScorelineError, PermissionError):
            return None
