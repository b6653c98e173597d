"""What the shipped rules pay in November 2025 (20 working days, the 3rd is a Monday; all of it is over)."""

from datetime import date
from hashlib import sha256

from tests.golden.pay import Line, PayCase, Statement

FIRST, LAST = "2025-11-01", "2025-11-30"
MON, TUE = "2025-11-03", "2025-11-04"


def five_yuan_for_what_is_missing(case: PayCase) -> None:
    """Ann is asked for 120 effective calls: 118 on Monday, two short, 10 yuan; 120 on Tuesday, nothing; no
    records cost her nothing. A newcomer is asked for 80 and 15: 79 calls, one short, 5 yuan; no record at
    all, 15 short, 75 yuan.
    """
    case.rep("ann", MON, TUE, schemes="record-120", hired_on="2025-01-01")
    case.rep("new", MON, MON, schemes="record-120", hired_on=MON)
    for rep, day, count in (("ann", MON, 118), ("ann", TUE, 120), ("new", MON, 79)):
        case.calls(rep, day, count, disposition="connected", result="other_person", talk_seconds=30)
    call, record = "record-120-missing-call", "record-120-missing-record"
    case.statement("ann", "2025-11", "record-120", (call, MON, "2", "-5", "-10"), total="0", remainder="-10")
    case.statement(
        "new", "2025-11", "record-120", (call, MON, "1", "-5", "-5"), (record, MON, "15", "-5", "-75"),
        gross="-80", total="0", remainder="-80",
    )  # fmt: skip


def a_false_record_costs_money_once_it_was_confirmed(case: PayCase) -> None:
    """Two calls are claimed that no phone system knows; one of them was confirmed by a person: 50 yuan."""
    case.rep("ann", MON, MON, schemes="record-120", hired_on="2025-01-01")
    case.calls("ann", MON, 120, disposition="connected", result="other_person", talk_seconds=30)
    for claim in ("false", "open"):
        claimed = {"activity_id": case.id(claim), "rep_id": case.id("ann"), "kind": "call"}
        case.rows("activities", [claimed | {"occurred_at": f"{MON} 10:00:00", "phone": "13512345678"}])
    finding = "f-" + sha256(f"unverified-claim:activity:{case.id('false')}".encode()).hexdigest()[:24]
    case.rows("decisions", [{
        "decision_id": case.id("d"), "about": "finding", "subject_id": case.id("ann"), "reference": finding,
        "decision": "confirmed", "decided_by": "boss", "decided_at": "2025-11-20 10:00:00", "reason": "asked",
    }])  # fmt: skip
    case.statement(
        "ann", "2025-11", "record-120", ("record-120-false-record", f"finding {finding}", "1", "-50", "-50"),
        total="0", remainder="-50",
    )  # fmt: skip


def a_junior_is_paid_for_attendance_and_by_the_piece(case: PayCase) -> None:
    """A junior was there on 18 of 20 days: 1400 x 18 / 20 = 1260, 700 x 18 / 20 = 630. Lists of 30
    invitations on two Mondays: 26 made, 87 %, 100 off; then 34: the month's 60 are met, 80 come back. Two
    visits with department heads, 20; an opportunity with need, date, owner and budget, 100 (one lacks the
    budget); 1 % of 150,000 received, at most 1,000.
    """
    scheme = "graded-pay"
    case.rep("jun", FIRST, LAST, schemes=scheme, grade="junior")
    case.leave("jun", "2025-11-27", "2025-11-28")
    for monday, done in ((MON, 26), ("2025-11-10", 34)):
        task = {"rep_id": case.id("jun"), "date": monday, "kind": "event_invitations", "quantity": 30}
        case.rows("tasks", [task])
        made = {"rep_id": case.id("jun"), "kind": "invitation", "occurred_at": f"{monday} 10:00:00"}
        case.rows("activities", [{**made, "activity_id": case.id(f"{monday}{n}")} for n in range(done)])
    for day in (MON, TUE):
        case.potential("jun", day, visit_with_level="department_head")
    whole = {"need": "cars", "decision_date": "2025-12-24", "owner_contact": "Wu"}
    case.valid("jun", TUE, **whole, budget="9000")
    case.valid("jun", TUE, **whole)
    case.order("jun", "d", MON, quantity=1, amount=150000)
    receipt = {"receipt_id": case.id("p"), "order_id": case.id("d"), "amount": 150000}
    case.rows("receipts", [receipt | {"received_at": f"{TUE} 10:00:00"}])
    case.statement(
        "jun", "2025-11", scheme,
        ("graded-base-junior", "", "18", "70", "1260"),
        ("graded-performance-junior", "", "18", "35", "630"),
        ("graded-failed-week", MON, "1", "-100", "-100"),
        ("graded-return", "", "100", "0.8", "80"),
        ("graded-visit", FIRST, "2", "10", "20"),
        ("graded-opportunity", FIRST, "1", "100", "100"),
        ("graded-receipts", FIRST, "150000", "0.01", "1000"),
        gross="2990", total="2990", remainder="0", payable="2990",
    )  # fmt: skip


def late_logs_forfeit_the_logs_share(case: PayCase) -> None:
    """Dan and Eve wrote a log on each of the 20 days: 200 and 100. Eve wrote the first three on Thursday of
    the next week, after the Tuesday on which they were due: the log's 200 are forfeited. Fay, on leave for
    half of the month, wrote 10 and was late with two: her target of late logs is 1, but two are not three.
    """
    scheme = "daily-management"
    case.leave("fay", "2025-11-17", "2025-11-28")
    first = (*range(3, 8), *range(10, 15))
    second = (*range(17, 22), *range(24, 29))
    for rep, days, late_to in (("dan", first + second, 0), ("eve", first + second, 5), ("fay", first, 4)):
        case.rep(rep, FIRST, LAST, schemes=scheme)
        for day in days:
            at = f"2025-11-{day:02}"
            late = "2025-11-13 10:00:00" if day <= late_to else ""
            log = {"activity_id": case.id(f"{rep}{day}"), "rep_id": case.id(rep), "kind": "log"}
            case.rows("activities", [log | {"occurred_at": f"{at} 17:00:00", "updated_at": late}])
    kept = (("daily-log", FIRST, "1", "200", "200"), ("daily-attendance", FIRST, "1", "100", "100"))
    for rep in ("dan", "fay"):
        case.statement(rep, "2025-11", scheme, *kept, total="300")
    case.statement("eve", "2025-11", scheme, *kept, ("daily-late-logs", "", "200", "-1", "-200"), total="100")


EAST, SOUTH = "华东组", "华南组"
PEOPLE = {
    "man": (EAST, "sales_manager", "", "sales-manager", "1.5", "277.78", "sales", "0.02", "5.56", "27.22"),
    "res": ("office", "resources", "senior", "resources", "1.3", "240.74", "", "", "", "24.07"),
    "res2": (EAST, "resources", "junior", "resources-junior", "0.9", "166.67", "", "0.1", "16.67", "15"),
    "lman": ("office", "loan_manager", "", "loan-manager", "1.5", "277.78", "sales", "0.02", "5.56", "27.22"),
    "loan": ("office", "loan", "senior", "loan", "1.2", "222.22", "", "", "", "22.22"),
    "loan2": ("office", "loan", "junior", "loan-junior", "0.8", "148.15", "", "", "", "14.82"),
    "rev": ("office", "review_manager", "", "others", "1.2", "222.22", "review", "0.03", "6.67", "21.56"),
    "lic": ("office", "licence_manager", "", "others", "1.2", "222.22", "", "", "", "22.22"),
    "post": ("office", "postloan_manager", "", "others", "1.2", "222.22", "postloan", "0.05", "11.11",
             "21.11"),
}  # fmt: skip
"""Team, role, grade; rule and factor of the share, the share; rule and rate of overdue, what it takes; what
the year's collection takes."""


def a_dealers_hall_in_a_year_that_is_collected_to_nine_tenths(case: PayCase) -> None:
    """October's 1,000 came only in December. What fell due in November, 4,500 + 4,500, came in time: the year
    is at 9,000 / 10,000, the month at 100 %, so November is owed to 90 %; one instalment stands overdue.

    Ann sold o1, 500 above the list, and two of o2 on a loan, from stock, in the south, which is not hers; an
    agent brought her one more, in the south: 100 for the south's department, that is cid. The insurance that
    o1's buyer took along on the same day makes no lot of two. She has 4 of 4
    units: 300 + 800 + 250 - 80 + 400 = 1670, 10 % less for the overdue, 1503, of which 150.30 are not owed.

    The pool: 4 x 550 + 2 x 200 + 600 = 3200, of which 300 + 800 + 100 are split: 2000 by factors that add up
    to 10.8. Cut, 4 cents are missing; they go to 0.8 (.8148), 1.5 twice (.7777), 0.9 (.6666).
    """
    scheme = "dealer-commission"
    case.rep("ann", "2025-10-01", LAST, schemes=scheme, team_id=EAST, role="sales")
    case.rep("cid", FIRST, LAST, schemes=scheme, team_id=SOUTH, role="rep")
    for rep, (team, role, grade, *_) in PEOPLE.items():
        case.rep(rep, FIRST, LAST, schemes=scheme, team_id=team, role=role, grade=grade)
    case.order("ann", "o0", "2025-10-10", quantity=0, amount=1000)
    case.order(
        "ann", "o1", MON, quantity=1, amount=4500, list_amount=4000, region="华东", customer_id=case.id("J")
    )
    case.order("ann", "o4", MON, product="other_income", amount=0, customer_id=case.id("J"))
    loan = {"payment_kind": "loan", "stock_kind": "stock", "region": "华南", "customer_id": case.id("K")}
    case.order("ann", "o2", TUE, quantity=2, amount=4500, **loan)
    case.order("ann", "o3", TUE, quantity=1, channel="agent", region="华南")
    for order, amount, due, came in (
        ("o0", 1000, "2025-10-20", "2025-12-05"), ("o1", 4500, "2025-11-10", "2025-11-10"),
        ("o2", 4500, "2025-11-12", "2025-11-11"),
    ):  # fmt: skip
        receipt = {"receipt_id": case.id(f"p-{order}"), "order_id": case.id(order), "amount": amount}
        case.rows("receipts", [receipt | {"due_at": due, "received_at": f"{came} 10:00:00"}])
    case.statement(
        "ann", "2025-11", scheme,
        ("dealer-direct-full", f"order {case.id('o1')}", "1", "300", "300"),
        ("dealer-direct-loan", f"order {case.id('o2')}", "2", "400", "800"),
        ("dealer-above-list", f"order {case.id('o1')}", "500", "0.5", "250"),
        ("dealer-outside", f"order {case.id('o2')}", "800", "-0.1", "-80"),
        ("dealer-key-account", f"order {case.id('o2')}", "800", "0.5", "400"),
        ("dealer-overdue", "", "1670", "-0.1", "-167"),
        ("dealer-collected", "", "1503", "-0.1", "-150.3"),
        total="1352.7",
    )  # fmt: skip
    case.statement(
        "cid", "2025-11", scheme, ("dealer-department", "pool department", "100", "1", "100"),
        ("dealer-collected", "", "100", "-0.1", "-10"), total="90",
    )  # fmt: skip
    department = (
        ("dealer-agent", f"order {case.id('o3')}", "1", "100", "100"),
        ("dealer-department", "pool department shared out", "100", "-1", "-100"),
    )
    key = ("team", SOUTH, date(2025, 11, 1), scheme)
    case.statements.append(Statement(key, department, {"gross": "0"}))
    for rep, told in PEOPLE.items():
        case.statement(rep, "2025-11", scheme, *_lines_of(told))
    case.statement(
        "site", "2025-11", scheme,
        ("dealer-pool-unit", f"order {case.id('o1')}", "1", "550", "550"),
        ("dealer-pool-unit", f"order {case.id('o2')}", "2", "550", "1100"),
        ("dealer-pool-unit", f"order {case.id('o3')}", "1", "550", "550"),
        ("dealer-pool-stock", f"order {case.id('o2')}", "2", "200", "400"),
        ("dealer-pool-loan", f"order {case.id('o2')}", "1", "600", "600"),
        ("dealer-share-sales-manager", "pool hall paid to sellers", "1200", "-1", "-1200"),
        ("dealer-share-sales-manager", "pool hall shared out", "2000", "-1", "-2000"),
        gross="0",
    )  # fmt: skip


def _lines_of(told: tuple[str, ...]) -> list[Line]:
    *_, rule, factor, share, overdue, rate, lost, not_owed = told
    part = f"{round(float(factor) / 10.8, 6):f}".rstrip("0")
    lines = [(f"dealer-share-{rule}", "pool hall", "2000", part, share)]
    left = share
    if rate:
        name = f"dealer-overdue-{overdue}" if overdue else "dealer-overdue"
        lines.append((name, "", share, f"-{rate}", f"-{lost}"))
        left = f"{round(float(share) - float(lost), 2):g}"
    lines.append(("dealer-collected", "", left, "-0.1", f"-{not_owed}"))
    return lines


CASES = (
    a_false_record_costs_money_once_it_was_confirmed,
    five_yuan_for_what_is_missing,
    a_junior_is_paid_for_attendance_and_by_the_piece,
    late_logs_forfeit_the_logs_share,
    a_dealers_hall_in_a_year_that_is_collected_to_nine_tenths,
)
