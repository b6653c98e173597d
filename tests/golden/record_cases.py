"""Records that were merged or deleted. Week of Monday 2025-12-08, as in the core cases."""

from datetime import timedelta

from tests.golden.case import NIGHT, Case
from tests.golden.core_cases import MON, SUN, TUE
from tests.golden.counting_cases import CONNECTED


def merges_of_contacts_and_by_list(case: Case) -> None:
    """k1 was merged into k2, who decides and is at a; k3 is only in k2's list. Calls that name k1 or k3, or
    reach k1's number, reached k2: successful without a result, all for customer a, like those of b and c,
    which a took up (b is deleted for that reason, of c nothing else is told). k4 is deleted: its number names
    nobody, nobody decides there, and the customer is the number alone.

    Seven successful calls, two customers: a, and k4's number; one more call that succeeds for nobody known.
    """
    case.rows(
        "customers",
        [
            {"customer_id": case.id("a"), "merged_from": f"{case.id('b')}; {case.id('c')}"},
            {"customer_id": case.id("b"), "is_deleted": "true"},
        ],
    )
    case.rows(
        "contacts",
        [
            {"contact_id": case.id("k1"), "merged_into": case.id("k2"), "phone": "13933330001"},
            {
                "contact_id": case.id("k2"),
                "merged_from": case.id("k3"),
                "customer_id": case.id("a"),
                "is_decision_maker": "true",
            },
            {
                "contact_id": case.id("k4"),
                "customer_id": case.id("z"),
                "phone": "13933330004",
                "is_decision_maker": "true",
                "is_deleted": "true",
            },
        ],
    )
    case.rep("ann", MON, SUN)
    good = {**CONNECTED, "result": "key_person"}
    calls: list[dict[str, object]] = [
        {**CONNECTED, "phone": "", "contact_id": case.id("k1")},
        {**CONNECTED, "phone": "", "contact_id": case.id("k3")},
        {**CONNECTED, "phone": "13933330001"},
        {**CONNECTED, "phone": "13933330004"},
        {**CONNECTED, "phone": "", "contact_id": case.id("k4")},
        {**good, "phone": "13933330004"},
        {**good, "phone": "", "customer_id": case.id("b")},
        {**good, "phone": "", "customer_id": case.id("c")},
        {**good, "phone": "139****0004"},
    ]
    for minute, columns in enumerate(calls):
        case.call("ann", f"{MON} 10:{minute:02}:00", **columns)
    case.expect("kpi_daily", MON, "ann", "dials", actual="9")
    case.expect("kpi_daily", MON, "ann", "successful_calls", actual="7")
    case.expect("kpi_daily", MON, "ann", "customer_coverage", actual="2")


def deleted_rows(case: Case) -> None:
    """c1 is deleted by a later export; c2 too, and back in a third; c3 is one call of two legs, and the one
    that succeeded is deleted. An opportunity is deleted, another one's deletion is older than its last word.

    Two dials of Monday (c2, c3), one of them successful; one potential opportunity.
    """
    case.rep("ann", MON, SUN)
    good = {**CONNECTED, "result": "key_person"}

    def leg(short: str, outcome: dict[str, object], **columns: object) -> dict[str, object]:
        row = {"call_id": case.id(short), "rep_id": case.id("ann"), "started_at": f"{MON} 10:00:00"}
        return {**row, **outcome, **columns}

    def visit(short: str, **columns: object) -> dict[str, object]:
        row = {
            "opportunity_id": case.id(short),
            "customer_id": case.id(f"c{short}"),
            "rep_id": case.id("ann"),
        }
        return {**row, "visit_accepted_at": f"{MON} 12:00:00", "is_capable": "true", **columns}

    three = {"linked_id": case.id("three")}
    lost: dict[str, object] = {"disposition": "busy"}
    calls = (
        [leg("c1", good), leg("c2", good), leg("c3", lost, **three), leg("c3b", good, **three)],
        [leg(name, good, is_deleted="true") for name in ("c1", "c2")]
        + [leg("c3b", good, is_deleted="1", **three)],
        [leg("c2", good, is_deleted="false")],
    )
    visits = (
        [visit("o1"), visit("o2", updated_at=f"{TUE} 12:00:00")],
        [visit("o1", is_deleted="true"), visit("o2", is_deleted="true", updated_at=f"{TUE} 11:00:00")],
        [],
    )
    for night, (name, legs, opened) in enumerate(zip(("c", "b", "a"), calls, visits, strict=True)):
        case.rows("calls", legs, file=name, exported_at=NIGHT + timedelta(days=night))
        case.rows("opportunities", opened, file=name, exported_at=NIGHT + timedelta(days=night))
    case.expect("kpi_daily", MON, "ann", "dials", actual="2")
    case.expect("kpi_daily", MON, "ann", "successful_calls", actual="1")
    case.expect("kpi_daily", MON, "ann", "potential_opportunities", actual="1")


CASES = (merges_of_contacts_and_by_list, deleted_rows)
