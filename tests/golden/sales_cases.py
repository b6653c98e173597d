"""Orders, receipts, complaints, activities and new names. Week of Monday 2025-12-08, as in the core cases."""

from pathlib import Path

from tests.golden.case import Case
from tests.golden.core_cases import MON, SUN, TUE, WED
from tests.reference.base_policy import bands, scheme, target, weights
from tests.reference.policy import read_policy

SEEDS = Path(__file__).parents[2] / "seeds"
COUNTED = (
    "sales_amount", "sales_quantity", "receipts_amount", "complaints", "praise", "follow_ups", "appointments",
    "event_invitations", "callbacks", "work_logs", "new_names",
)  # fmt: skip


def counts_of_the_crm(case: Case) -> None:
    """Ann sold for 1000 + 100 (an order of 5000 was cancelled, one has no amount): 2 + 1 + 3 pieces, one
    without a quantity. Received 600 - 100, and 7 for the cancelled order. One complaint names her, one is
    about her customer b, who went to c, whom she looks after; praise is no complaint. Two follow-ups, an
    agreed visit on the day on which it was agreed, three call-backs, logs on two days, three of them on one.
    New names: one is whole, one entered twice and merged; without number, or in a company without industry,
    they do not count.

    With a target of 4 complaints a day, 2 of 4 is better than asked for; a target of 10 logs, of which the
    five days of the week ask 50, is reached to 2/50.
    """
    case.rules(
        kpis=[dict(read_policy(SEEDS).kpi(kpi)) for kpi in COUNTED],
        schemes=[scheme("crm")],
        targets=[
            target("crm", kpi, "day", {"complaints": "4", "work_logs": "10"}.get(kpi, "1")) for kpi in COUNTED
        ],
        weights=weights("crm", {"follow_ups": "10"}),
        bands=bands("crm"),
    )
    ann = case.rep("ann", MON, SUN, schemes="crm", team_id=case.id("t"))
    bob = case.rep("bob", MON, SUN, schemes="crm", team_id=case.id("t"))
    for number, rep, day, quantity, amount, cancelled in (
        (1, ann, MON, 2, 1000, ""),
        (2, ann, MON, "", 100, ""),
        (3, ann, MON, 5, 5000, WED),
        (4, ann, TUE, 3, "", ""),
        (5, bob, TUE, 1, 10, ""),
    ):
        signed = {"order_id": case.id(f"d{number}"), "rep_id": rep, "signed_at": f"{day} 23:30:00"}
        case.rows("orders", [{**signed, "quantity": quantity, "amount": amount, "cancelled_at": cancelled}])
    for number, order, amount in ((1, "d1", 600), (2, "d1", -100), (3, "d3", 7), (4, "lost", 9)):
        receipt = {"receipt_id": case.id(f"p{number}"), "order_id": case.id(order)}
        case.rows("receipts", [{**receipt, "received_at": f"{WED} 10:00:00", "amount": amount}])
    _complaints(case, ann)
    _activities(case, ann, bob)
    _names(case, ann)
    expected = {
        "sales_amount": "1100", "sales_quantity": "6", "receipts_amount": "507", "complaints": "2",
        "praise": "1", "follow_ups": "2", "appointments": "1", "event_invitations": "0", "callbacks": "3",
        "work_logs": "2", "new_names": "1",
    }  # fmt: skip
    for kpi, actual in expected.items():
        case.expect("kpi_weekly", MON, "ann", "crm", kpi, actual=actual)
    case.expect("kpi_weekly", MON, "team:t", "crm", "sales_amount", actual="1110")
    case.expect("kpi_weekly", MON, "team:t", "crm", "event_invitations", actual="1")
    case.expect("kpi_daily", MON, "ann", "crm", "complaints", actual="2", target="4", attainment="1")
    case.expect("kpi_weekly", MON, "ann", "crm", "work_logs", target="50", attainment="0.04", band="red")


def _complaints(case: Case, ann: str) -> None:
    case.rows(
        "customers",
        [
            {"customer_id": case.id("a"), "name": "Hengrui", "industry": "food"},
            {"customer_id": case.id("b"), "merged_into": case.id("c")},
            {"customer_id": case.id("c"), "name": "Huaxin", "owner_rep_id": ann},
        ],
    )
    for number, columns in enumerate(
        (
            {"rep_id": ann},
            {"customer_id": case.id("b"), "kind": "complaint"},
            {"rep_id": ann, "kind": "praise"},
            {"customer_id": case.id("a"), "kind": "complaint"},
            {"rep_id": ann, "kind": "after_sale"},
        )
    ):
        opened = {"complaint_id": case.id(f"k{number}"), "opened_at": f"{MON} 10:00:00"}
        case.rows("complaints", [{**opened, **columns}])


def _activities(case: Case, ann: str, bob: str) -> None:
    kinds = ["follow_up", "follow_up", "visit", "callback", "callback", "callback", "log", "log", "log"]
    done = [(ann, MON, kind) for kind in kinds] + [(ann, TUE, "log"), (bob, TUE, "invitation")]
    for number, (rep, day, kind) in enumerate(done):
        activity = {"activity_id": case.id(f"a{number}"), "rep_id": rep, "kind": kind}
        due = f"{SUN} 10:00:00" if kind == "visit" else ""
        case.rows("activities", [{**activity, "occurred_at": f"{day} 1{number % 8}:00:00", "due_at": due}])


def _names(case: Case, ann: str) -> None:
    entered = {
        "created_by": ann,
        "created_at": f"{MON} 10:00:00",
        "name": "Chen",
        "customer_id": case.id("a"),
    }
    case.rows(
        "contacts",
        [
            {**entered, "contact_id": case.id("n1"), "mobile": "13944440001"},
            {**entered, "contact_id": case.id("n2"), "mobile": "13944440002", "merged_into": case.id("n1")},
            {**entered, "contact_id": case.id("n3")},
            {**entered, "contact_id": case.id("n4"), "phone": "13944440004", "customer_id": case.id("c")},
            {**entered, "contact_id": case.id("n5"), "phone": "13944440005", "created_by": ""},
        ],
    )


CASES = (counts_of_the_crm,)
