"""Pay where something changes on the way: rules within a month, teams, orders of several kinds at once."""

from tests.golden.pay import PayCase
from tests.golden.worlds import SEEDS
from tests.reference.base_policy import target
from tests.reference.policy import read_policy

FIRST, LAST = "2026-02-01", "2026-02-28"


def a_pool_that_nobody_has_a_share_of_shows_what_sellers_got(case: PayCase) -> None:
    """Two units are 1,100; the seller has 600 of them. Nobody is a manager: 500 stay in the pool."""
    case.judged("full", target("full", "dials", "day", "10"))
    case.pays("full", "full-pool", "per_order", rate="550", payee="site")
    case.pays("full", "full-unit", "per_order", rate="300")
    case.pays(
        "full", "full-share", "pool_share", pool="p", rate="1", role="nobody", of_rules="full-pool",
        less_rules="full-unit",
    )  # fmt: skip
    case.rep("ann", FIRST, LAST, schemes="full", role="sales")
    case.order("ann", "o", "2026-02-05", quantity=2)
    case.statement(
        "site", "2026-02", "full",
        ("full-pool", f"order {case.id('o')}", "2", "550", "1100"),
        ("full-share", "pool p paid to sellers", "600", "-1", "-600"),
        gross="500", total="500", payable="500",
    )  # fmt: skip


def a_rule_that_changes_within_a_month_pays_once(case: PayCase) -> None:
    """600 a customer until the 15th, 700 from then on: one customer who buys on the 10th and the 20th is 600.
    20 % of a surplus: -400 on the 10th and 1,000 on the 20th are 600: 120.
    """
    case.judged("shift", target("shift", "dials", "day", "10"))
    for rule, kind, old, new in (
        ("who", "per_customer", "600", "700"), ("left", "surplus_share", "0.2", "0.2"),
    ):  # fmt: skip
        asked = {"orders": "product!=none", "payee": "rep"}
        case.pays("shift", f"shift-{rule}", kind, rate=old, valid_to="2026-02-15", **asked)
        case.pays("shift", f"shift-{rule}", kind, rate=new, valid_from="2026-02-16", **asked)
    case.rep("ann", FIRST, LAST, schemes="shift")
    k = case.id("K")
    case.order("ann", "o1", "2026-02-10", customer_id=k, amount=100, cost=500)
    case.order("ann", "o2", "2026-02-20", customer_id=k, amount=1500, cost=500)
    case.statement(
        "ann", "2026-02", "shift",
        ("shift-who", f"order {case.id('o1')}", "1", "600", "600"),
        ("shift-left", "", "600", "0.2", "120"),
    )  # fmt: skip


def a_lot_is_what_a_customer_buys_at_once_of_what_the_rule_asks_for(case: PayCase) -> None:
    """50 % more for two direct units at once. K buys an X5 and an x3 on one day: a lot. L buys one directly
    and one through an agent: none.
    """
    case.judged("lots", target("lots", "dials", "day", "10"))
    case.pays("lots", "lots-unit", "per_order", rate="100")
    case.pays(
        "lots", "lots-lot", "order_share", rate="0.5", threshold="2", orders="channel=direct",
        of_rules="lots-unit",
    )  # fmt: skip
    case.rep("ann", FIRST, LAST, schemes="lots")
    for order, buyer, more in (
        ("a", "K", {"product": "X5"}), ("b", "K", {"product": "x3"}),
        ("c", "L", {"product": "X5"}), ("d", "L", {"product": "X5", "channel": "agent"}),
    ):  # fmt: skip
        case.order("ann", order, "2026-02-10", quantity=1, customer_id=case.id(buyer), **more)
    case.statement(
        "ann", "2026-02", "lots",
        *(("lots-unit", f"order {case.id(order)}", "1", "100", "100") for order in "abcd"),
        *(("lots-lot", f"order {case.id(order)}", "100", "0.5", "50") for order in "ab"),
    )  # fmt: skip


def a_leaver_leaves_the_overdue_to_the_team_that_signed(case: PayCase) -> None:
    """Lee, of the north, sold on 10 January and left on the 20th; the instalment was due on 5 February. It
    takes 10 % from the north in February, not from Bob of the south.
    """
    case.judged("left", target("left", "dials", "day", "10"))
    case.pays("left", "left-unit", "per_order", rate="100")
    case.pays("left", "left-overdue", "per_overdue", rate="0.1", of_rules="left-unit")
    case.rep("lee", "2026-01-05", "2026-01-20", schemes="left", team_id=case.id("north"))
    for rep, team in (("ann", "north"), ("bob", "south")):
        case.rep(rep, FIRST, LAST, schemes="left", team_id=case.id(team))
        case.order(rep, rep, "2026-02-10", quantity=1)
    case.order("lee", "old", "2026-01-10", quantity=0, amount=500)
    receipt = {"receipt_id": case.id("p"), "order_id": case.id("old"), "amount": 500}
    case.rows("receipts", [receipt | {"due_at": "2026-02-05", "received_at": "2026-03-05 10:00:00"}])
    case.statement(
        "ann", "2026-02", "left",
        ("left-unit", f"order {case.id('ann')}", "1", "100", "100"),
        ("left-overdue", "", "100", "-0.1", "-10"),
    )  # fmt: skip
    case.statement("bob", "2026-02", "left", ("left-unit", f"order {case.id('bob')}", "1", "100", "100"))


def what_came_a_day_late_is_collected_by_the_months_end(case: PayCase) -> None:
    """100 a unit, owed while the year is collected. What was due on 10 January came on the 12th: January is
    owed. What was due on 10 February came on 5 March: February is not owed, March is.
    """
    case.rules(
        kpis=[dict(read_policy(SEEDS).kpi("collection_rate"))],
        kpi_parameters=[{"kpi_id": "collection_rate", "name": "days", "value": "30"}],
    )
    case.judged("late", target("late", "collection_rate", "month", "1"))
    case.pays("late", "late-unit", "per_order", rate="100")
    case.pays(
        "late", "late-while", "owed_while", kpi_id="collection_rate", threshold="1", of_rules="late-unit",
        from_month="4",
    )  # fmt: skip
    case.rep("ann", "2026-01-05", schemes="late")
    for order, signed, due, received in (
        ("j", "2026-01-06", "2026-01-10", "2026-01-12"), ("f", "2026-02-03", "2026-02-10", "2026-03-05"),
        ("m", "2026-03-03", "2026-03-05", "2026-03-05"),
    ):  # fmt: skip
        case.order("ann", order, signed, quantity=1, amount=500)
        receipt = {"receipt_id": case.id(f"p{order}"), "order_id": case.id(order), "amount": 500}
        case.rows("receipts", [receipt | {"due_at": due, "received_at": f"{received} 10:00:00"}])
    for month, order in (("01", "j"), ("02", "f"), ("03", "m")):
        unit = ("late-unit", f"order {case.id(order)}", "1", "100", "100")
        lost = [("late-while", "", "100", "-1", "-100")] if order == "f" else []
        case.statement("ann", f"2026-{month}", "late", unit, *lost)


CASES = (
    a_pool_that_nobody_has_a_share_of_shows_what_sellers_got,
    a_rule_that_changes_within_a_month_pays_once,
    a_lot_is_what_a_customer_buys_at_once_of_what_the_rule_asks_for,
    a_leaver_leaves_the_overdue_to_the_team_that_signed,
    what_came_a_day_late_is_collected_by_the_months_end,
)
