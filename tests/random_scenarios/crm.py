"""Random customers, contacts, opportunities and orders."""

from dataclasses import dataclass
from datetime import date
from random import Random

from tests.random_scenarios.clock import written
from tests.random_scenarios.staff import Row, Staff


@dataclass
class Crm:
    """What the CRM knows; `numbers` are all numbers that anybody may call, known or not."""

    customers: list[Row]
    contacts: list[Row]
    numbers: list[str]


def random_crm(rng: Random) -> Crm:
    """A few customers, merged here and there, a few contacts, some of which share a number."""
    ids = [f"C{i:02}" for i in range(1, rng.randint(6, 25))]
    customers: list[Row] = []
    for index, customer in enumerate(ids):
        # Merges point backwards, so that chains end; a cycle is made on purpose below.
        merged = rng.choice(ids[:index]) if index and rng.random() < 0.25 else ""
        capable = rng.choice(("true", "true", "false", ""))
        customers.append({"customer_id": customer, "is_capable": capable, "merged_into": merged})
    if rng.random() < 0.3:
        customers += [
            {"customer_id": "X1", "is_capable": "true", "merged_into": "X2"},
            {"customer_id": "X2", "is_capable": "true", "merged_into": "X1"},
            {"customer_id": "X3", "is_capable": "true", "merged_into": "X1"},
        ]
    numbers = [f"139{rng.randint(0, 10**8 - 1):08}" for _ in range(rng.randint(10, 40))]
    numbers += [f"010{rng.randint(60000000, 69999999)}" for _ in range(3)]
    contacts: list[Row] = []
    for index in range(rng.randint(3, 15)):
        contacts.append(
            {
                "contact_id": f"K{index:02}",
                "customer_id": rng.choice([*(str(row["customer_id"]) for row in customers), "", "C99"]),
                "phone": rng.choice(["", spelled(rng, rng.choice(numbers))]),
                "mobile": rng.choice(["", spelled(rng, rng.choice(numbers))]),
                "is_decision_maker": rng.choice(("true", "false", "")),
            }
        )
    return Crm(customers, contacts, numbers)


def spelled(rng: Random, number: str) -> str:
    """One of the ways in which people write a Chinese number."""
    national = number.removeprefix("0")
    ways = [number, f"+86{national}", f"+86 {national[:3]}-{national[3:7]}-{national[7:]}", f"0086{national}"]
    ways += [f"86{national}", f"{number} ext 8", f"({number[:3]}) {number[3:]}", f"{number}转12"]
    ways += [
        number.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        f"{number[:3]}.{number[3:]}",
    ]
    return rng.choice(ways)


def random_opportunities(rng: Random, zone: str, staff: Staff, crm: Crm, days: list[date]) -> list[list[Row]]:
    """Opportunities as lists of revisions: opened, visit accepted, confirmed, won; some change hands."""
    customers = [str(row["customer_id"]) for row in crm.customers] + ["C98"]
    histories = []
    for number in range(rng.randint(5, 12) * max(1, len(days) // 14)):
        rep = rng.choice(staff.reps)
        mine = [day for day in staff.covered[rep] if day in set(days)]
        if not mine:
            continue
        row: dict[str, object] = {
            "opportunity_id": f"O{number:03}",
            "customer_id": rng.choice(customers),
            "rep_id": rep,
            "is_capable": rng.choice(("true", "true", "false", "")),
        }
        history: list[Row] = [dict(row)]
        for column in ("visit_accepted_at", "confirmed_at", "won_at"):
            if rng.random() < 0.6:
                row[column] = written(rng, zone, rng.choice(mine))
                if column == "confirmed_at":
                    row["confirmed_by"] = rng.choice(("lead", "lead", "", row["rep_id"]))
                history.append(dict(row))
        if rng.random() < 0.2:
            row.update(rep_id=staff.reps[0], confirmed_by="lead" if row.get("confirmed_at") else "")
            history.append(dict(row))
        histories.append(history[-1:] if rng.random() < 0.5 else history)
    return histories


def random_orders(rng: Random, zone: str, staff: Staff, days: list[date]) -> list[Row]:
    """Signed orders, some of them cancelled; in every third scenario nobody exports orders."""
    if rng.random() < 0.33:
        return []
    orders: list[Row] = []
    for number in range(rng.randint(1, 12)):
        rep = rng.choice(staff.reps)
        mine = [day for day in staff.covered[rep] if day in set(days)]
        if mine:
            signed, cancelled = sorted(rng.choices(mine, k=2))
            orders.append(
                {
                    "order_id": f"B{number:02}",
                    "rep_id": rep,
                    "signed_at": written(rng, zone, signed),
                    "amount": rng.choice(("100", "2500.50")),
                    "cancelled_at": rng.choice(("", "", f"{cancelled} 23:59:00")),
                }
            )
    return orders
