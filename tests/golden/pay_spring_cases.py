"""What the shipped rules pay from February to April 2026: 16 working days in February, 22 in March."""

from tests.golden.packs import happened, kpi
from tests.golden.pay import Line, PayCase

FEBRUARY, MARCH, APRIL = "2026-02-01", "2026-03-01", "2026-04-01"
MARCH_DAYS = [f"2026-03-{day:02}" for day in range(2, 32) if (day - 2) % 7 < 5]
DAILY, GRADED, DEALER = "daily-management", "graded-pay", "dealer-commission"


def the_whole_list_of_a_month_and_one_short_of_it(case: PayCase) -> None:
    """Ann has exactly what a month at full attendance asks for: 22 logs, 2,000 dials, 10 appointments, 100
    profiles, 500 names, all 100 points: 1,000, and 20 for each A-class appointment. Of five visits accepted
    on the 10th of March two are: one means to decide on the 10th of May, two months on, one negotiates with
    a rival; the 11th of May is too late, one was lost in the month, one tells nothing.

    Bob is one short of each: 1,999 dials, 9, 99, 499; a day missed unexcused is five points, 95 are left. The
    missed day has its log: 200.
    """
    for rep, short in (("ann", 0), ("bob", 1)):
        case.rep(rep, MARCH, "2026-03-31", schemes=DAILY)
        for number, day in enumerate(MARCH_DAYS[:20]):
            case.calls(rep, day, 100 - (short if number == 0 else 0))
        for day in MARCH_DAYS:
            _activity(case, rep, f"l{day}", "log", day)
        for number in range(10 - short):
            _activity(case, rep, f"v{number}", "visit", MARCH_DAYS[1])
        _profiles(case, rep, 100 - short)
        _names(case, rep, 500 - short)
    case.leave("bob", MARCH_DAYS[9], MARCH_DAYS[9], kind="unexcused")
    soon = {"decision_date": "2026-05-10"}
    lost = {**soon, "lost_at": "2026-03-25 09:00:00"}
    for visit in (soon, {"decision_date": "2026-05-11"}, {"stage": "与竞品谈判"}, lost, {}):
        case.potential("ann", "2026-03-10", **visit)
    month = ("kpi_monthly", MARCH)
    kpi(case, *month, "ann", DAILY, dials=("2000", "2000", "1"), work_logs=("22", "22", "1"))
    kpi(case, *month, "ann", DAILY, customer_profiles=("100", "100", "1"), new_names=("500", "500", "1"))
    kpi(case, *month, "ann", DAILY, appointments=("10", "10", "1"), attendance_points=("100", "100", "1"))
    kpi(case, *month, "bob", DAILY, dials=("1999", "2000", "0.9995"), work_logs=("22", "22", "1"))
    kpi(
        case, *month, "bob", DAILY, customer_profiles=("99", "100", "0.99"), new_names=("499", "500", "0.998")
    )
    kpi(case, *month, "bob", DAILY, appointments=("9", "10", "0.9"), attendance_points=("95", "100", "0.95"))
    case.statement(
        "ann", "2026-03", DAILY,
        ("daily-log", MARCH, "1", "200", "200"),
        ("daily-dials", MARCH, "1", "200", "200"),
        ("daily-appointments", MARCH, "1", "200", "200"),
        ("daily-profiles", MARCH, "1", "150", "150"),
        ("daily-names", MARCH, "1", "150", "150"),
        ("daily-attendance", MARCH, "1", "100", "100"),
        ("daily-a-class", MARCH, "2", "20", "40"),
        total="1040",
    )  # fmt: skip
    case.statement("bob", "2026-03", DAILY, ("daily-log", MARCH, "1", "200", "200"), total="200")


def the_upper_grades_by_attendance(case: PayCase) -> None:
    """February has 16 working days. An intermediate was there on 15: 1800 x 15 / 16 and 900 x 15 / 16. A
    department head is too low for him; a vice president is 10. A senior was there on all: 2200 and 1100.
    """
    for rep, grade in (("mid", "intermediate"), ("sen", "senior")):
        case.rep(rep, FEBRUARY, "2026-02-28", schemes=GRADED, grade=grade)
    case.leave("mid", "2026-02-27", "2026-02-27")
    case.potential("mid", "2026-02-03", visit_with_level="department_head")
    case.potential("mid", "2026-02-04", visit_with_level="vice_president")
    case.statement(
        "mid", "2026-02", GRADED,
        ("graded-base-intermediate", "", "15", "112.5", "1687.5"),
        ("graded-performance-intermediate", "", "15", "56.25", "843.75"),
        ("graded-visit", FEBRUARY, "1", "10", "10"),
        total="2541.25",
    )  # fmt: skip
    case.statement(
        "sen", "2026-02", GRADED,
        ("graded-base-senior", "", "16", "137.5", "2200"),
        ("graded-performance-senior", "", "16", "68.75", "1100"),
        total="3300",
    )  # fmt: skip


def a_dealers_hall_in_march_and_april(case: PayCase) -> None:
    """Wit's three orders of January, 1,000 each, were due in February and never paid. What falls due in March
    (6,000) and April (3,000) comes in time: the year is at 6,000 / 9,000, then at 9,000 / 12,000. March is
    not the second quarter yet: nothing of it is owed. April is owed to 75 %.

    March. Sal sold two units and one of another brand, 3 of 4: 600 - 150 = 450; she was absent once and
    shirked a customer once, 5 % each: 405. Wit sold 4 of 4, 1200, of which his department's three overdue
    take 360. The pool: 6 x 550 + 100 + 20 % of an income of 1,000 that cost 500 = 3500, less 1800: 850 for
    each manager, of which the hall's three overdue take 6 %, and her refusal 10 % from Sal's manager alone.

    April. Sal sold two, one of them from a promotion: 600 - 300. Wit's 630 are withheld. The pool: 6 x 550
    and 200, less 1800.
    """
    case.rep("wit", "2026-01-01", "2026-04-30", schemes=DEALER, team_id="华南组", role="sales")
    case.rep("sal", MARCH, "2026-04-30", schemes=DEALER, team_id="华东组", role="sales",
             manager_id=case.id("man"))  # fmt: skip
    for rep, role in (("man", "sales_manager"), ("lman", "loan_manager")):
        case.rep(rep, MARCH, "2026-04-30", schemes=DEALER, team_id="office", role=role)
    for number in (1, 2, 3):
        case.order("wit", f"w{number}", f"2026-01-0{number + 4}", quantity=0, amount=1000)
    _paid(case, "s1", "2026-03-03", amount=2000)
    _paid(case, "s2", "2026-03-04", amount=2000)
    _paid(case, "s3", "2026-03-05", amount=1000, brand="other")
    _paid(case, "s4", "2026-03-06", amount=1000, cost=500, product="other_income")
    _paid(case, "s5", "2026-04-02", amount=2000, stock_kind="promotion")
    _paid(case, "s6", "2026-04-03", amount=1000)
    for month, first in (("2026-03", 1), ("2026-04", 5)):
        for number in range(first, first + 4):
            case.order("wit", f"t{number}", f"{month}-10", quantity=1, customer_id=case.id(f"k{number}"))
    happened(case, "sal", "2026-03-17", "absence", count="1")
    happened(case, "sal", "2026-03-18", "refusal", count="1")
    _march(case)
    _april(case)


def _march(case: PayCase) -> None:
    case.statement(
        "sal", "2026-03", DEALER, *_direct(case, "s1", "s2"),
        ("dealer-attained", "", "600", "-0.25", "-150"),
        ("dealer-violation", "", "450", "-0.05", "-22.5"),
        ("dealer-shirking", "", "450", "-0.05", "-22.5"),
        ("dealer-collected", "", "405", "-1", "-405"),
        total="0",
    )  # fmt: skip
    case.statement(
        "wit", "2026-03", DEALER, *_direct(case, "t1", "t2", "t3", "t4"),
        ("dealer-overdue", "", "1200", "-0.3", "-360"), ("dealer-collected", "", "840", "-1", "-840"),
        total="0", withheld="0",
    )  # fmt: skip
    case.statement(
        "man", "2026-03", DEALER,
        ("dealer-share-sales-manager", "pool hall", "1700", "0.5", "850"),
        ("dealer-overdue-sales", "", "850", "-0.06", "-51"),
        ("dealer-shirking-manager", "", "850", "-0.1", "-85"),
        ("dealer-collected", "", "714", "-1", "-714"),
        total="0",
    )  # fmt: skip
    case.statement(
        "lman", "2026-03", DEALER,
        ("dealer-share-loan-manager", "pool hall", "1700", "0.5", "850"),
        ("dealer-overdue-sales", "", "850", "-0.06", "-51"),
        ("dealer-collected", "", "799", "-1", "-799"),
        total="0",
    )  # fmt: skip
    case.statement(
        "site", "2026-03", DEALER, *_units(case, "s1", "s2", "t1", "t2", "t3", "t4"),
        ("dealer-pool-other-brand", f"order {case.id('s3')}", "1", "100", "100"),
        ("dealer-pool-income", "", "500", "0.2", "100"),
        *_left("1700"), gross="0",
    )  # fmt: skip


def _april(case: PayCase) -> None:
    case.statement(
        "sal", "2026-04", DEALER, *_direct(case, "s5", "s6"),
        ("dealer-attained", "", "600", "-0.5", "-300"), ("dealer-collected", "", "300", "-0.25", "-75"),
        total="225", payable="225",
    )  # fmt: skip
    case.statement(
        "wit", "2026-04", DEALER, *_direct(case, "t5", "t6", "t7", "t8"),
        ("dealer-overdue", "", "1200", "-0.3", "-360"), ("dealer-collected", "", "840", "-0.25", "-210"),
        total="630", withheld="630", payable="0",
    )  # fmt: skip
    for rep, rule in (("man", "dealer-share-sales-manager"), ("lman", "dealer-share-loan-manager")):
        case.statement(
            rep, "2026-04", DEALER, (rule, "pool hall", "1700", "0.5", "850"),
            ("dealer-overdue-sales", "", "850", "-0.06", "-51"),
            ("dealer-collected", "", "799", "-0.25", "-199.75"),
            total="599.25", withheld="0", payable="599.25",
        )  # fmt: skip
    case.statement(
        "site", "2026-04", DEALER, *_units(case, "s5", "s6", "t5", "t6", "t7", "t8"),
        ("dealer-pool-stock", f"order {case.id('s5')}", "1", "200", "200"),
        *_left("1700"), gross="0",
    )  # fmt: skip


def _direct(case: PayCase, *orders: str) -> list[Line]:
    return [("dealer-direct-full", f"order {case.id(order)}", "1", "300", "300") for order in orders]


def _units(case: PayCase, *orders: str) -> list[Line]:
    return [("dealer-pool-unit", f"order {case.id(order)}", "1", "550", "550") for order in orders]


def _left(shared: str) -> list[Line]:
    rule = "dealer-share-sales-manager"
    return [
        (rule, "pool hall paid to sellers", "1800", "-1", "-1800"),
        (rule, "pool hall shared out", shared, "-1", f"-{shared}"),
    ]


def _paid(case: PayCase, order: str, day: str, **columns: object) -> None:
    """An order of Sal's, paid on the 20th of its month, when it was due."""
    case.order("sal", order, day, quantity=1, **columns)
    due = f"{day[:8]}20"
    receipt = {"receipt_id": case.id(f"p-{order}"), "order_id": case.id(order), "amount": columns["amount"]}
    case.rows("receipts", [receipt | {"due_at": due, "received_at": f"{due} 10:00:00"}])


def _activity(case: PayCase, rep: str, short: str, kind: str, day: str, **columns: object) -> None:
    line = {"activity_id": case.id(f"{rep}{short}"), "rep_id": case.id(rep), "kind": kind, "text": "done"}
    case.rows("activities", [{**line, "occurred_at": f"{day} 17:00:00", **columns}])


def _profiles(case: PayCase, rep: str, count: int) -> None:
    """Customers with company, industry, general manager and accountant, each met with notes."""
    block = 1000 if rep == "ann" else 2000
    for number in range(count):
        customer = case.id(f"{rep}c{number}")
        known = {"customer_id": customer, "name": f"{rep} {number} Ltd", "industry": "food"}
        case.rows("customers", [{**known, "owner_rep_id": case.id(rep)}])
        for place, title in ((0, "总经理"), (1, "会计")):
            mobile = f"1370000{block + 2 * number + place:04}"
            person = {"contact_id": f"{customer}{place}", "customer_id": customer, "name": "Wu"}
            case.rows("contacts", [{**person, "title": title, "mobile": mobile}])
        _activity(case, rep, f"p{number}", "follow_up", MARCH_DAYS[2], contact_id=f"{customer}0")


def _names(case: PayCase, rep: str, count: int) -> None:
    """New names of one company."""
    company = {"customer_id": case.id(f"{rep}k"), "name": f"{rep} Ltd", "industry": "tools"}
    case.rows("customers", [company])
    block = 1000 if rep == "ann" else 2000
    entered = {
        "customer_id": case.id(f"{rep}k"),
        "created_by": case.id(rep),
        "created_at": f"{MARCH_DAYS[3]} 10:00:00",
    }
    for number in range(count):
        person = {"contact_id": case.id(f"{rep}n{number}"), "name": f"Wu {number}"}
        case.rows("contacts", [{**entered, **person, "mobile": f"1380000{block + number:04}"}])


CASES = (
    the_whole_list_of_a_month_and_one_short_of_it,
    the_upper_grades_by_attendance,
    a_dealers_hall_in_march_and_april,
)
