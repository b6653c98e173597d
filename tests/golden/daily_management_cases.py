"""Scheme daily-management (D3 电话销售部门日常管理) as it ships."""

from tests.golden.case import Case
from tests.golden.packs import FIRST, LAST, MON, TUE, happened, kpi, second_half_off

SCHEME = "daily-management"
LOGGED = ("06", "07", "10", "11", "12", "13", "14")


def a_half_month_of_the_monthly_list(case: Case) -> None:
    """Ten of twenty days: 1,000 dials (a single day 90), 10 logs, 5 appointments, 50 profiles, 250 new names.

    500 dials 0.5 x 20 = 10; 7 logs 0.7 x 20 = 14; 5 appointments 20; no profile; 25 new names 0.1 x 15 = 1.5;
    late once, 99 of 100 x 10 = 9.9: 55.4. An incomplete month forfeits the log's 14: 41.4. The logs of the
    3rd, 4th and 5th were not there by Tuesday the 11th: 3 late ones where 2 x 10/20 = 1 is borne, 1/3,
    without weight.
    """
    case.rep("ann", FIRST, LAST, schemes=SCHEME)
    second_half_off(case, "ann")
    case.calls("ann", MON, 300)
    case.calls("ann", TUE, 200)
    happened(case, "ann", MON, "late", minutes="5", count="1")
    for day in LOGGED:
        _activity(case, f"l{day}", "log", f"2025-11-{day}")
    for number in range(5):
        _activity(case, f"v{number}", "visit", TUE)
    customer = {"customer_id": case.id("k"), "name": "One Ltd", "industry": "tools"}
    case.rows("customers", [customer])
    names = [
        {
            "contact_id": case.id(f"p{number}"),
            "customer_id": case.id("k"),
            "name": f"Wu {number}",
            "mobile": f"139000010{number:02}",
            "created_by": case.id("ann"),
            "created_at": f"{TUE} 10:00:00",
        }
        for number in range(25)
    ]
    case.rows("contacts", names)
    month = ("kpi_monthly", FIRST, "ann", SCHEME)
    kpi(case, *month, dials=("500", "1000", "0.5"), work_logs=("7", "10", "0.7"))
    kpi(case, *month, appointments=("5", "5", "1"), new_names=("25", "250", "0.1"))
    kpi(case, *month, attendance_points=("99", "100", "0.99"), late_logs=("3", "1", "0.333333"))
    case.expect(*month, "late_logs", weight=None)
    case.expect("kpi_daily", MON, "ann", SCHEME, "dials", target="90")
    case.expect("score_monthly", FIRST, "ann", SCHEME, score="41.4", band="red")
    case.expect(*month, "work_logs", weight="20", points="0")


def logs_that_are_missing_or_late(case: Case) -> None:
    """A log for each of the 20 days: Full has them in time. Of Late's, the first three were written on
    Thursday of the next week; Twice's first two. Sixth wrote the last one on the 7th of December: late with
    one, and the month's logs were due by the 6th, so that 19 of 20 stand. Gap has none of the last day;
    Ill, on leave on it, needs none. Late, Sixth and Gap keep
    none of the log's 20 points.
    """
    written = {"full": {}, "late": dict.fromkeys((3, 4, 5), "2025-11-13"), "sixth": {28: "2025-12-07"}}
    written |= {"twice": dict.fromkeys((3, 4), "2025-11-13"), "gap": {28: ""}, "ill": {28: ""}}
    case.leave("ill", LAST[:8] + "28", LAST[:8] + "28", kind="sick")
    for rep, at in written.items():
        case.rep(rep, FIRST, LAST, schemes=SCHEME)
        for day in (*range(3, 8), *range(10, 15), *range(17, 22), *range(24, 29)):
            on = f"2025-11-{day:02}"
            if at.get(day, on):
                line = {"activity_id": case.id(f"{rep}{day}"), "rep_id": case.id(rep), "kind": "log"}
                line |= {"occurred_at": f"{on} 17:00:00", "updated_at": f"{at.get(day, on)} 18:00:00"}
                case.rows("activities", [line])
    named = {"log-late": ("late",), "log-incomplete": ("sixth", "gap")}
    for rule, reps in named.items():
        for rep in written:
            case.expect_consequence(rule, rep, *(("2025-11",) if rep in reps else ()))
    kpi(case, "kpi_monthly", FIRST, "sixth", SCHEME, work_logs=("19", "20", "0.95"))
    for rep, points in (
        ("full", "20"),
        ("late", "0"),
        ("sixth", "0"),
        ("twice", "20"),
        ("gap", "0"),
        ("ill", "20"),
    ):
        case.expect("kpi_monthly", FIRST, rep, SCHEME, "work_logs", weight="20", points=points)


def _activity(case: Case, short: str, kind: str, day: str) -> None:
    line = {"activity_id": case.id(short), "rep_id": case.id("ann"), "kind": kind, "text": "done"}
    case.rows("activities", [{**line, "occurred_at": f"{day} 17:00:00", "updated_at": f"{day} 17:00:00"}])


CASES = (a_half_month_of_the_monthly_list, logs_that_are_missing_or_late)
