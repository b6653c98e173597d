"""Money: profit, heads, key products, collection, customers who stay away. December 2025 to February 2026."""

from tests.golden.case import Case
from tests.golden.families import actuals, judge, kpi_words, parameters

DECEMBER, JANUARY, FEBRUARY, QUARTER = "2025-12-01", "2026-01-01", "2026-02-01", "2026-01-01"


def _order(case: Case, name: str, rep: str, day: str, **columns: object) -> None:
    signed = {"order_id": case.id(name), "rep_id": case.id(rep), "signed_at": f"{day} 10:00:00"}
    case.rows("orders", [{**signed, **columns}])


def _receipt(case: Case, name: str, order: str, day: str, amount: int, due: str = "") -> None:
    came = {"receipt_id": case.id(name), "order_id": case.id(order), "received_at": f"{day} 10:00:00"}
    case.rows("receipts", [{**came, "amount": amount, "due_at": due}])


def profit_and_key_products(case: Case) -> None:
    """Ann: 1000 - 700, 500 without a cost, 9000 cancelled, one without an amount: 800. Paid back: 100 of
    the first, and 9000 of the cancelled one, which was never a profit: 700. After-sale cost 50: 650; a
    complaint's cost is none of it. Key products: the order of 1000 is for Alpha (however it is written),
    the cancelled one does not count.
    """
    judge(case, "net_profit", "key_product_sales", per="month")
    kpi_words(case, "key_product_sales,product,Alpha")
    ann = case.rep("ann", DECEMBER, "2025-12-31", schemes=case.name)
    _order(case, "d1", "ann", "2025-12-08", amount=1000, cost=700, product="ALPHA")
    _order(case, "d2", "ann", "2025-12-09", amount=500, product="beta")
    _order(case, "d3", "ann", "2025-12-09", amount=9000, cost=1, product="alpha", cancelled_at="2025-12-20")
    _order(case, "d4", "ann", "2025-12-09", cost=3)
    _receipt(case, "p1", "d1", "2025-12-10", 1000)
    _receipt(case, "p2", "d1", "2025-12-15", -100)
    _receipt(case, "p3", "d3", "2025-12-21", -9000)
    for name, kind, cost in (("s1", "after_sale", 50), ("s2", "complaint", 70)):
        opened = {"complaint_id": case.id(name), "opened_at": "2025-12-16 10:00:00", "rep_id": ann}
        case.rows("complaints", [{**opened, "kind": kind, "cost": cost}])
    actuals(case, "kpi_monthly", DECEMBER, "ann", net_profit="650", key_product_sales="1000")
    actuals(case, "kpi_daily", "2025-12-08", "ann", net_profit="300")
    actuals(case, "kpi_daily", "2025-12-15", "ann", net_profit="-100")


def sales_over_heads(case: Case) -> None:
    """January: Ann sells 900, Bob 300, Cid, who left on the 15th, 60: 1260 over three heads = 420 a
    head. February without Cid: 500 over two = 250. The quarter so far (March has begun, nobody sold):
    1760 over 3 + 2 + 2 heads = 251.4286. Ann's own: 900 and 500 over one head each. Profit with cost 160
    of Ann's 900: 1100 over 3.
    """
    judge(case, "sales_per_head", "profit_per_head", per="month")
    for rep, last in (("ann", ""), ("bob", ""), ("cid", "2026-01-15")):
        case.rep(rep, JANUARY, last, team_id=case.id("t"), schemes=case.name)
    _order(case, "d1", "ann", "2026-01-20", amount=900, cost=160)
    _order(case, "d2", "bob", "2026-01-05", amount=300)
    _order(case, "d3", "cid", "2026-01-05", amount=60)
    _order(case, "d4", "ann", "2026-02-05", amount=500)
    actuals(case, "kpi_monthly", JANUARY, "team:t", sales_per_head="1260/3", profit_per_head="1100/3")
    actuals(case, "kpi_monthly", JANUARY, "team:t", sales_per_head="420")
    actuals(case, "kpi_monthly", FEBRUARY, "team:t", sales_per_head="500/2")
    actuals(case, "kpi_quarterly", QUARTER, "team:t", sales_per_head="1760/7")
    actuals(case, "kpi_quarterly", QUARTER, "team:t", sales_per_head="251.4286")
    actuals(case, "kpi_monthly", JANUARY, "ann", sales_per_head="900")
    actuals(case, "kpi_weekly", "2026-01-19", "ann", sales_per_head=None)


def collection(case: Case) -> None:
    """d1 of 1000, signed on the 1st of December: 400 due on the 10th came on the 10th, 300 due on the
    20th came on the 22nd, a refund counts for nothing; 300 are missing and due with the last date known
    that is not before thirty days after signing: 31 December. December: 400 of 400 + 300 + 300. d2 of
    200, signed on 15 December, was paid on 14 January, the thirtieth day: January 200 of 200. A
    cancelled order owes nothing; d4 of 50, signed on the 1st of March, is not due yet.
    """
    judge(case, "collection_rate", per="month")
    parameters(case, "collection_rate,days,30")
    case.rep("ann", DECEMBER, schemes=case.name)
    _order(case, "d1", "ann", "2025-12-01", amount=1000)
    _receipt(case, "p1", "d1", "2025-12-10", 400, "2025-12-10")
    _receipt(case, "p2", "d1", "2025-12-22", 300, "2025-12-20")
    _receipt(case, "p3", "d1", "2025-12-23", -10)
    _order(case, "d2", "ann", "2025-12-15", amount=200)
    _receipt(case, "p4", "d2", "2026-01-14", 200)
    _order(case, "d3", "ann", "2025-12-15", amount=7, cancelled_at="2025-12-16")
    _order(case, "d4", "ann", "2026-03-01", amount=50)
    actuals(case, "kpi_monthly", DECEMBER, "ann", collection_rate="400/1000")
    actuals(case, "kpi_monthly", JANUARY, "ann", collection_rate="200/200")
    actuals(case, "kpi_monthly", "2026-03-01", "ann", collection_rate=None)


def customers_who_stay_away(case: Case) -> None:
    """Thirty days. k signs on 1 December and again on the 31st, the thirtieth day: kept, on 31 December;
    the second order was not followed by 30 January: lost, by Bob. z signs with Ann on 5 December and
    never again (one was cancelled): lost on 4 January. An order of 1 March is not judged yet. A target
    of 0.5 is met by 0 of 1; 1 of 1 is twice as much: attainment 0.5, for fewer are better.
    """
    judge(case, "churn_rate", per="month", standard="0.5")
    parameters(case, "churn_rate,days,30")
    for rep in ("ann", "bob"):
        case.rep(rep, DECEMBER, schemes=case.name)
    _order(case, "d1", "ann", "2025-12-01", customer_id=case.id("k"))
    _order(case, "d2", "bob", "2025-12-31", customer_id=case.id("k"))
    _order(case, "d3", "ann", "2025-12-05", customer_id=case.id("z"))
    _order(case, "d4", "ann", "2025-12-09", customer_id=case.id("z"), cancelled_at="2025-12-10")
    _order(case, "d5", "ann", "2026-03-01", customer_id=case.id("y"))
    actuals(case, "kpi_monthly", DECEMBER, "ann", churn_rate="0/1")
    actuals(case, "kpi_monthly", JANUARY, "ann", churn_rate="1/1")
    actuals(case, "kpi_monthly", JANUARY, "bob", churn_rate="1/1")
    actuals(case, "kpi_monthly", "2026-03-01", "ann", churn_rate=None)
    case.expect("kpi_monthly", DECEMBER, "ann", case.name, "churn_rate", attainment="1")
    case.expect("kpi_monthly", JANUARY, "ann", case.name, "churn_rate", attainment="0.5")


def members_who_improve(case: Case) -> None:
    """Whole months with a month before: January and February (March goes on). Ann: 100 in December, 100
    in January (no less: improved), 90 in February (not). Bob: nothing, 50 (improved), 60 (improved). Cid
    sells nothing ever: never. January: 2 of 3, February 1 of 3.
    """
    judge(case, "members_improvement", per="month")
    for rep in ("ann", "bob", "cid"):
        case.rep(rep, DECEMBER, team_id=case.id("t"), schemes=case.name)
    for number, (rep, day, amount) in enumerate(
        (
            ("ann", "2025-12-09", 100),
            ("ann", "2026-01-09", 60),
            ("ann", "2026-01-12", 40),
            ("ann", "2026-02-09", 90),
            ("bob", "2026-01-09", 50),
            ("bob", "2026-02-09", 60),
        )
    ):
        _order(case, f"d{number}", rep, day, amount=amount)
    actuals(case, "kpi_monthly", DECEMBER, "team:t", members_improvement=None)
    actuals(case, "kpi_monthly", JANUARY, "team:t", members_improvement="2/3")
    actuals(case, "kpi_monthly", FEBRUARY, "team:t", members_improvement="1/3")
    actuals(case, "kpi_monthly", "2026-03-01", "team:t", members_improvement=None)


CASES = (
    profit_and_key_products,
    sales_over_heads,
    collection,
    customers_who_stay_away,
    members_who_improve,
)
