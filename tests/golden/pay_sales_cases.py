"""Commissions of a car dealer's hall, in February 2026: pools, units, shares, what is withheld."""

from tests.golden.pay import PayCase
from tests.reference.base_policy import target

FIRST, LAST = "2026-02-01", "2026-02-28"


def _hall(case: PayCase, scheme_id: str, *people: tuple[str, str, str, str]) -> None:
    """A scheme that judges by pieces sold, 4 a month; people as (id, team, role, manager)."""
    case.judged(scheme_id, target(scheme_id, "sales_quantity", "month", "4"))
    for rep, team, role, manager in people:
        place = {"team_id": case.id(team), "role": role, "manager_id": case.id(manager) if manager else ""}
        case.rep(rep, FIRST, LAST, schemes=scheme_id, **place)


def a_pool_is_shared_out_and_units_are_split(case: PayCase) -> None:
    """550 into the pool for each own unit, 200 more for stock, 100 for another brand, 600 for a customer with
    a loan, 20 % of the surplus of other income; out of it 300 or 400 a unit to the seller, 100 for an agent's
    to the department of the region; half of what a price is above the list to the seller.

    Own units: o1 (1), o2 (2, from stock, loan), o3 (1), o4 (1, agent): 5 x 550 = 2750; stock 400; other
    brand (o5) 2 x 100 = 200; loan 600; other income 1000 - 400, 20 % of it 120: 4070. Split: 300 (o1) + 800
    (o2) + 300 (o3) + 100 (o4, to the south): 1500. Left 2570, by 1.5 : 0.9 : 0.8 of 3.2: 1204.6875,
    722.8125, 642.50; the missing cent to the largest remainder: 1204.69 + 722.81 + 642.50.

    Ann: 50 % more for two units at once: 400; half of 500 above the list: 250; her 3 of 4 pieces: units and
    lot 300 + 800 + 400 = 1500, x (0.75 - 1) = -375; her order of other income is no piece, though it gives no
    quantity. One instalment of o2 is overdue at the end of
    February: 10 % of 1500 - 375 is 112.50. Bob: o3 is outside, 10 % of 300 less; 4 of 4 pieces; 10 % of
    270. The manager loses 2 % of 1204.69: 24.0938. The south's 100 go to its one person, who was absent
    once without being a matter of duty there.
    """
    _hall(
        case, "hall", ("ann", "north", "sales", "man"), ("bob", "north", "sales", "man"),
        ("cid", "south", "sales", ""), ("man", "north", "sales_manager", ""),
        ("res", "office", "resources", ""), ("loan", "office", "loan", ""),
    )  # fmt: skip
    for region, team in (("N", "north"), ("S", "south")):
        case.rules(regions=[{"region": case.id(region), "team_id": case.id(team)}])
    case.rules(kpi_words=[{"kpi_id": "sales_quantity", "name": "not_a_unit", "value": "other_income"}])
    _hall_rules(case)
    _hall_orders(case)
    case.statement(
        "site", "2026-02", "hall",
        ("pool-brand", f"order {case.id('o5')}", "2", "100", "200"),
        ("pool-unit", f"order {case.id('o1')}", "1", "550", "550"),
        ("pool-unit", f"order {case.id('o2')}", "2", "550", "1100"),
        ("pool-unit", f"order {case.id('o3')}", "1", "550", "550"),
        ("pool-unit", f"order {case.id('o4')}", "1", "550", "550"),
        ("pool-stock", f"order {case.id('o2')}", "2", "200", "400"),
        ("pool-loan", f"order {case.id('o2')}", "1", "600", "600"),
        ("pool-other", "", "600", "0.2", "120"),
        ("share-manager", "pool hall paid to sellers", "1500", "-1", "-1500"),
        ("share-manager", "pool hall shared out", "2570", "-1", "-2570"),
        gross="0", total="0", remainder="0",
    )  # fmt: skip
    case.statement(
        "ann", "2026-02", "hall",
        ("unit-full", f"order {case.id('o1')}", "1", "300", "300"),
        ("unit-loan", f"order {case.id('o2')}", "2", "400", "800"),
        ("above-list", f"order {case.id('o1')}", "500", "0.5", "250"),
        ("lot", f"order {case.id('o2')}", "800", "0.5", "400"),
        ("attained", "", "1500", "-0.25", "-375"),
        ("overdue", "", "1125", "-0.1", "-112.5"),
        total="1262.5",
    )  # fmt: skip
    case.statement(
        "bob", "2026-02", "hall",
        ("unit-full", f"order {case.id('o3')}", "1", "300", "300"),
        ("outside", f"order {case.id('o3')}", "300", "-0.1", "-30"),
        ("overdue", "", "270", "-0.1", "-27"),
        total="243",
    )  # fmt: skip
    case.statement(
        "man", "2026-02", "hall",
        ("share-manager", "pool hall", "2570", "0.46875", "1204.69"),
        ("overdue-manager", "", "1204.69", "-0.02", "-24.09"),
        total="1180.6",
    )  # fmt: skip
    case.statement("res", "2026-02", "hall", ("share-resources", "pool hall", "2570", "0.28125", "722.81"))
    case.statement("loan", "2026-02", "hall", ("share-loan", "pool hall", "2570", "0.25", "642.5"))
    case.statement("cid", "2026-02", "hall", ("department", "pool department", "100", "1", "100"))
    case.statement(
        "team:south", "2026-02", "hall",
        ("unit-agent", f"order {case.id('o4')}", "1", "100", "100"),
        ("department", "pool department shared out", "100", "-1", "-100"), total="0",
    )  # fmt: skip


def _hall_rules(case: PayCase) -> None:
    own, units = "product!=other_income;brand=own", "unit-full;unit-loan;unit-agent"
    direct, loan = f"{own};channel=direct;payment_kind=full", f"{own};channel=direct;payment_kind=direct_loan"
    outside = "channel=direct;place=outside"
    pool = "pool-unit;pool-stock;pool-brand;pool-loan;pool-other"
    paid = "unit-full;unit-loan;lot;outside"
    for rule, kind, more in (
        ("pool-brand", "per_order", {"rate": "100", "orders": "brand=other", "payee": "site"}),
        ("pool-unit", "per_order", {"rate": "550", "orders": own, "payee": "site"}),
        ("pool-stock", "per_order", {"rate": "200", "orders": "stock_kind=stock|promotion", "payee": "site"}),
        ("pool-loan", "per_customer", {"rate": "600", "orders": "payment_kind=direct_loan", "payee": "site"}),
        ("pool-other", "surplus_share", {"rate": "0.2", "orders": "product=other_income", "payee": "site"}),
        ("unit-full", "per_order", {"rate": "300", "orders": direct}),
        ("unit-loan", "per_order", {"rate": "400", "orders": loan}),
        ("unit-agent", "per_order", {"rate": "100", "orders": f"{own};channel=agent", "payee": "team"}),
        ("above-list", "price_share", {"rate": "0.5"}),
        ("outside", "order_share", {"rate": "-0.1", "orders": outside, "of_rules": units}),
        ("lot", "order_share", {"rate": "0.5", "orders": "channel=direct", "threshold": "2",
                                "of_rules": units}),
        ("share-manager", "pool_share", {"rate": "1.5", "role": "sales_manager"}),
        ("share-resources", "pool_share", {"rate": "0.9", "role": "resources"}),
        ("share-loan", "pool_share", {"rate": "0.8", "role": "loan"}),
        ("department", "pool_share", {"rate": "1", "pool": "department", "seen_at": "team",
                                      "of_rules": "unit-agent", "less_rules": ""}),
        ("attained", "attainment_scale", {"kpi_id": "sales_quantity", "of_rules": paid, "ceiling": "1"}),
        ("overdue", "per_overdue", {"rate": "0.1", "role": "sales", "of_rules": f"{paid};attained"}),
        ("overdue-manager", "per_overdue", {"rate": "0.02", "role": "sales_manager",
                                            "of_rules": "share-manager"}),
    ):  # fmt: skip
        pooled = {"pool": "hall", "of_rules": pool, "less_rules": units} if kind == "pool_share" else {}
        case.pays("hall", rule, kind, **(pooled | more))


def _hall_orders(case: PayCase) -> None:
    south, k = case.id("S"), case.id("K")
    case.order("ann", "o1", "2026-02-02", quantity=1, amount=100500, list_amount=100000, region=case.id("N"))
    case.order(
        "ann", "o2", "2026-02-03", quantity=2, amount=50000, list_amount=50000, customer_id=k,
        payment_kind="direct_loan", stock_kind="stock",
    )  # fmt: skip
    case.order("bob", "o3", "2026-02-04", quantity=1, region=south)
    case.order("bob", "o4", "2026-02-05", quantity=1, region=south, channel="agent")
    case.order("bob", "o5", "2026-02-05", quantity=2, brand="Other")
    case.order("ann", "o6", "2026-02-06", product="other_income", amount=1000, cost=400)
    case.order("ann", "o7", "2026-02-06", quantity=9, cancelled_at="2026-02-07 10:00:00")
    for number, order, due, received, amount in (
        (1, "o1", "2026-02-10", "2026-02-20", 100500), (2, "o2", "2026-02-15", "2026-03-05", 49999),
        (3, "o2", "2026-02-15", "2026-02-14", 1),
    ):  # fmt: skip
        receipt = {"receipt_id": case.id(f"p{number}"), "order_id": case.id(order), "amount": amount}
        case.rows("receipts", [receipt | {"due_at": due, "received_at": f"{received} 10:00:00"}])


def three_overdue_instalments_withhold_the_months_pay(case: PayCase) -> None:
    """100 a unit. Dee sells one in January and one in February. At the end of January three instalments stand
    overdue: January's 100 are withheld. At the end of February two still do: nothing is withheld of
    February, and nothing released. By 11 March all are paid: the 100 come with March, in which he sold
    nothing. Eve has two overdue and is paid.
    """
    case.judged("held", target("held", "dials", "day", "10"))
    case.pays("held", "a-unit", "per_order", rate="100")
    case.pays("held", "three", "withhold", threshold="3")
    for rep in ("dee", "eve"):
        case.rep(rep, "2026-01-05", schemes="held")
        case.order(rep, f"{rep}1", "2026-01-06", quantity=1, amount=300)
        case.order(rep, f"{rep}2", "2026-02-06", quantity=1)
    for rep, received in (
        ("dee", ("2026-02-20", "2026-03-02", "2026-03-11")),
        ("eve", ("2026-01-20", "2026-03-02", "2026-03-03")),
    ):
        for number, day in enumerate(received):
            receipt = {"receipt_id": case.id(f"{rep}{number}"), "order_id": case.id(f"{rep}1"), "amount": 100}
            case.rows("receipts", [receipt | {"due_at": "2026-01-20", "received_at": f"{day} 10:00:00"}])
    sold = ("1", "100", "100")
    january = ("a-unit", f"order {case.id('dee1')}", *sold)
    case.statement("dee", "2026-01", "held", january, total="100", withheld="100", released="0", payable="0")
    february = ("a-unit", f"order {case.id('dee2')}", *sold)
    case.statement("dee", "2026-02", "held", february, withheld="0", released="0", payable="100")
    case.statement("dee", "2026-03", "held", total="0", lines="0", released="100", payable="100")
    eve = ("a-unit", f"order {case.id('eve1')}", *sold)
    case.statement("eve", "2026-01", "held", eve, withheld="0", payable="100")


def violations_take_shares_and_a_manager_pays_double(case: PayCase) -> None:
    """1000 a unit. Ann was absent twice: 5 % each, 100 of 1000; she shirked a customer once: 5 % more, and
    10 % of her manager's own 1000. Bob was absent 21 times: never more than the whole.
    """
    case.judged("duty", target("duty", "dials", "day", "10"))
    case.pays("duty", "duty-unit", "per_order", rate="1000")
    case.pays("duty", "violation", "per_event", event="absence", rate="0.05", of_rules="duty-unit")
    case.pays("duty", "shirking", "per_event", event="refusal", rate="0.05", of_rules="duty-unit")
    case.pays(
        "duty", "shirking-manager", "per_event", event="refusal", rate="0.1", payee="manager",
        of_rules="duty-unit",
    )  # fmt: skip
    for rep in ("ann", "bob", "man"):
        manager = "" if rep == "man" else case.id("man")
        case.rep(rep, FIRST, LAST, schemes="duty", manager_id=manager)
        case.order(rep, rep, "2026-02-03", quantity=1)
    for rep, day, event, count in (
        ("ann", "2026-02-03", "absence", 1), ("ann", "2026-02-04", "absence", ""),
        ("ann", "2026-02-05", "refusal", ""), ("ann", "2026-02-05", "late", 3),
        ("bob", "2026-02-05", "absence", 21),
    ):  # fmt: skip
        case.rows("attendance", [{"rep_id": case.id(rep), "date": day, "event": event, "count": count}])
    case.statement(
        "ann", "2026-02", "duty", ("duty-unit", f"order {case.id('ann')}", "1", "1000", "1000"),
        ("violation", "", "1000", "-0.1", "-100"), ("shirking", "", "1000", "-0.05", "-50"), total="850",
    )  # fmt: skip
    case.statement(
        "man", "2026-02", "duty", ("duty-unit", f"order {case.id('man')}", "1", "1000", "1000"),
        ("shirking-manager", "", "1000", "-0.1", "-100"), total="900",
    )  # fmt: skip
    case.statement(
        "bob", "2026-02", "duty", ("duty-unit", f"order {case.id('bob')}", "1", "1000", "1000"),
        ("violation", "", "1000", "-1", "-1000"), total="0", remainder="0",
    )  # fmt: skip
    case.formula("ann", "2026-02", "duty", "violation", "absence 2 x 0.05: 1000 x -0.1")
    case.formula("bob", "2026-02", "duty", "violation", "absence 21 x 0.05, at most the whole: 1000 x -1")


def owed_while_the_year_is_collected(case: PayCase) -> None:
    """1000 a unit, owed while the year is at 100 %; from February (here) a month that is itself at 100 %
    keeps the year's share. (Connected dials stand for what was collected.) January: 1 of 2, nothing is owed.
    February: 2 of 2, the year at 3 of 4: 750 of 1000. March: 3 of 4, not even in part.
    """
    case.judged("owed", target("owed", "connect_rate", "month", "1"))
    case.pays("owed", "owed-unit", "per_order", rate="1000")
    case.pays(
        "owed", "owed-while", "owed_while", kpi_id="connect_rate", threshold="1", of_rules="owed-unit",
        from_month="2",
    )  # fmt: skip
    case.rep("ann", "2026-01-05", schemes="owed")
    for month, calls, connected in (("01", 2, 1), ("02", 2, 2), ("03", 4, 3)):
        case.calls("ann", f"2026-{month}-06", calls, successful=connected)
        case.order("ann", month, f"2026-{month}-06", quantity=1)
    for month, rate, amount in (("01", "-1", "-1000"), ("02", "-0.25", "-250"), ("03", "-1", "-1000")):
        case.statement(
            "ann", f"2026-{month}", "owed",
            ("owed-unit", f"order {case.id(month)}", "1", "1000", "1000"),
            ("owed-while", "", "1000", rate, amount),
        )  # fmt: skip


CASES = (
    a_pool_is_shared_out_and_units_are_split,
    three_overdue_instalments_withhold_the_months_pay,
    violations_take_shares_and_a_manager_pays_double,
    owed_while_the_year_is_collected,
)
