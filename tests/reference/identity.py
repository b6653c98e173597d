"""Who a customer is: merges followed to the end, contacts, and numbers."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.reference.exports import Line, deleted, last_words
from tests.reference.merges import Merges, among_known, merges_of
from tests.reference.phones import e164
from tests.reference.policy import truth


@dataclass
class Directory:
    """Customers and contacts of the CRM as they stand now; a merged contact's id leads to its survivor, in
    `entered` to what was entered under that very id.
    """

    customers: dict[str, Line]
    merges: Merges
    contacts: dict[str, Line]
    contact_of_number: dict[str, str]
    entered: dict[str, Line]

    def merged(self, customer_id: str) -> str:
        """The customer after its merges; an unknown one, or one in a cycle, stands for itself."""
        return self.merges.end(customer_id)

    def contact_reached(self, leg: Line) -> Line | None:
        """contact_id where the CRM knows it, else the contact that bears the number."""
        named = self.contacts.get(leg.get("contact_id") or "")
        return named or self._contact_by_number(leg)

    def _contact_by_number(self, leg: Line) -> Line | None:
        number = e164(leg.get("phone"))
        return self.contacts.get(self.contact_of_number.get(number or "", ""))

    def identity(self, leg: Line) -> str | None:
        """The customer behind a leg: by id, by contact, by the number's contact, or the number itself."""
        named = self.contacts.get(leg.get("contact_id") or "")
        by_number = self._contact_by_number(leg)
        for customer_id in (
            leg.get("customer_id"),
            named.get("customer_id") if named else None,
            by_number.get("customer_id") if by_number else None,
        ):
            if customer_id:
                return self.merged(customer_id)
        return e164(leg.get("phone"))

    def is_capable(self, customer_id: str) -> bool:
        """Whether the CRM calls the customer, after merges, a capable buyer."""
        customer = self.customers.get(self.merged(customer_id))
        return bool(customer and truth(customer.get("is_capable")))


def read_directory(landing: Path, site_zone: ZoneInfo) -> Directory:
    """The revisions that hold; a number on several contacts belongs to the smallest contact_id.

    A merged contact's numbers are its survivor's, deleted or not; one whose survivor is deleted is gone.
    """
    customers = {line.values["customer_id"]: line for line in last_words(landing, "customers", site_zone)}
    known = {line.values["contact_id"]: line for line in last_words(landing, "contacts", site_zone)}
    merges = among_known(merges_of(known), known)
    survivor_of = {one: merges.end(one) for one in {*known, *merges.target}}
    contacts = {
        one: known[survivor]
        for one, survivor in survivor_of.items()
        if survivor in known and not deleted(known[survivor])
    }
    contact_of_number: dict[str, str] = {}
    for contact_id in sorted(contacts, key=lambda one: survivor_of[one]):
        for column in ("phone", "mobile"):
            number = e164(known[contact_id].get(column)) if contact_id in known else None
            if number:
                contact_of_number.setdefault(number, survivor_of[contact_id])
    living = {one: line for one, line in customers.items() if not deleted(line)}
    entered = {one: line for one, line in known.items() if not deleted(line)}
    return Directory(living, merges_of(customers), contacts, contact_of_number, entered)
