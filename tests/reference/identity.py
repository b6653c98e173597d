"""Who a customer is: merges followed to the end, contacts, and numbers."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.reference.exports import Line, winners
from tests.reference.phones import e164
from tests.reference.policy import truth


@dataclass
class Directory:
    """Customers and contacts of the CRM as they stand now."""

    customers: dict[str, Line]
    contacts: dict[str, Line]
    contact_of_number: dict[str, str]

    def merged(self, customer_id: str) -> str:
        """The customer after its merges; an unknown one, or one in a cycle, stands for itself."""
        current = customer_id
        while not self._in_cycle(current):
            target = self._merged_into(current)
            if target is None:
                break
            current = target
        return current

    def _merged_into(self, customer_id: str) -> str | None:
        customer = self.customers.get(customer_id)
        return customer.get("merged_into") if customer else None

    def _in_cycle(self, customer_id: str) -> bool:
        seen = set()
        current = self._merged_into(customer_id)
        while current is not None and current not in seen:
            if current == customer_id:
                return True
            seen.add(current)
            current = self._merged_into(current)
        return False

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
    """The winning revisions; a number on several contacts belongs to the smallest contact_id."""
    contacts = {line.values["contact_id"]: line for line in winners(landing, "contacts", site_zone)}
    contact_of_number: dict[str, str] = {}
    for contact_id in sorted(contacts):
        for column in ("phone", "mobile"):
            number = e164(contacts[contact_id].get(column))
            if number:
                contact_of_number.setdefault(number, contact_id)
    customers = {line.values["customer_id"]: line for line in winners(landing, "customers", site_zone)}
    return Directory(customers, contacts, contact_of_number)
