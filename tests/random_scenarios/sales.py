"""Random orders and what was paid of them."""

from datetime import date, timedelta
from decimal import Decimal

from tests.random_scenarios.dealer import Dealer
from tests.random_scenarios.staff import Row

DAY = timedelta(days=1)


def orders(dealer: Dealer) -> list[Row]:
    """Several on one day for one buyer now and then; some are cancelled, at once or later."""
    rng = dealer.rng
    found: list[Row] = []
    for number in range(rng.randint(15, 40)):
        rep, day = dealer.someday()
        buyer = dealer.customer()
        if found and rng.random() < 0.2:
            rep, day, buyer = (str(found[-1]["rep_id"]), date.fromisoformat(str(found[-1]["day"])),
                               str(found[-1]["customer_id"]))  # fmt: skip
        amount = rng.choice(("", "100", "2500.5", "999.99"))
        gone = day + DAY * rng.randint(0, 40)
        found.append({
            "order_id": f"S{number:02}", "rep_id": rep, "day": day, "signed_at": dealer.moment(day),
            "customer_id": buyer, "opportunity_id": rng.choice(("", "", "O001", "O002")),
            "product": rng.choice(("car", "car", "A", "other_income", "")),
            "quantity": rng.choice(("", "1", "1", "2", "3", "0")),
            "amount": amount, "list_amount": rng.choice(("", "80", "2400.37", "5000")),
            "cost": rng.choice(("", "50", "1200.25")), "channel": rng.choice(("", "direct", "agent")),
            "region": rng.choice(("", "North", "South", "West")),
            "stock_kind": rng.choice(("", "", "stock", "promotion")),
            "brand": rng.choice(("", "own", "other")),
            "payment_kind": rng.choice(("", "full", "loan", "direct_loan")),
            "cancelled_at": dealer.moment(gone) if rng.random() < 0.15 else "",
        })  # fmt: skip
    return [{name: value for name, value in row.items() if name != "day"} for row in found]


def receipts(dealer: Dealer, sold: list[Row]) -> list[Row]:
    """Parts of orders: in time, late, or after the nights; refunds; of orders that nobody knows."""
    rng = dealer.rng
    found: list[Row] = []
    for order in [*sold, {"order_id": "S99", "amount": "5"}]:
        for _ in range(rng.choice((0, 1, 1, 2, 3))):
            day = dealer.someday()[1]
            share = rng.choice(("1", "0.5", "0.5", "-0.1"))
            amount = Decimal(str(order.get("amount") or 60)) * Decimal(share)
            due = day + DAY * rng.choice((-20, -1, 0, 1, 15))
            found.append({
                "receipt_id": f"P{len(found):03}", "order_id": order["order_id"],
                "received_at": dealer.moment(day + DAY * rng.choice((0, 0, 0, 5))),
                "amount": str(amount), "due_at": rng.choice(("", str(due), str(due))),
            })  # fmt: skip
    return found
