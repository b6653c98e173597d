"""Scheme dealer-commission (D2, part 6) as it ships: what the money is paid by."""

from tests.golden.case import Case
from tests.golden.packs import FIRST, LAST, MON, TUE, order

SCHEME = "dealer-commission"


def units_are_judged_and_collection_stands_beside(case: Case) -> None:
    """3 of 4 units: 0.75, 75 points, yellow. Of 100,000 that fell due 60,000 came in time: 0.6 of the 1 that
    the year needs, shown without weight.
    """
    case.rep("ann", FIRST, LAST, schemes=SCHEME)
    order(case, 1, "ann", MON, quantity="2", amount="60000")
    order(case, 2, "ann", TUE, quantity="1", amount="40000")
    for number, amount, due, came in ((1, "60000", "12", "10"), (2, "40000", "20", "25")):
        line = {"receipt_id": case.id(f"r{number}"), "order_id": case.id(f"d{number}"), "amount": amount}
        line |= {"due_at": f"2025-11-{due}", "received_at": f"2025-11-{came} 10:00:00"}
        case.rows("receipts", [line])
    month = ("kpi_monthly", FIRST, "ann", SCHEME)
    case.expect(*month, "sales_quantity", actual="3", target="4", attainment="0.75", points="75")
    case.expect(*month, "collection_rate", actual="0.6", target="1", attainment="0.6", weight=None)
    case.expect(*month, "sales_amount", actual="100000", weight=None)
    case.expect("score_monthly", FIRST, "ann", SCHEME, score="75", band="yellow")


CASES = (units_are_judged_and_collection_stands_beside,)
