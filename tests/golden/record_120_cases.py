"""Scheme record-120 (D3 电话营销部管理制度) as it ships."""

from tests.golden.case import Case
from tests.golden.packs import FIRST, LAST, MON, TUE, talks
from tests.reference.base_policy import rows

SCHEME = "record-120"


def the_first_half_month_asks_less(case: Case) -> None:
    """Hired on Monday the 3rd: tenure 14 is the 17th. 11 days of 80 and 15, then 9 of 120 and 25: 1,960
    calls and 390 records in November.
    """
    case.rep("ann", MON, LAST, schemes=SCHEME, hired_on=MON)
    for day, calls, records in (("2025-11-17", "80", "15"), ("2025-11-18", "120", "25")):
        case.expect("kpi_daily", day, "ann", SCHEME, "effective_calls", target=calls)
        case.expect("kpi_daily", day, "ann", SCHEME, "traceable_records", target=records)
    case.expect("kpi_monthly", FIRST, "ann", SCHEME, "effective_calls", target="1960")
    case.expect("kpi_monthly", FIRST, "ann", SCHEME, "traceable_records", target="390")


def a_visit_outside_lowers_the_quota(case: Case) -> None:
    """Tuesday afternoon is a visit outside: 0.5 of the day is excused, so 60 calls and 12.5 records are due.
    30 talks of 30 seconds count, 10 of 29 do not: 0.5 x 60 = 30. One record is whole, one lacks the title:
    1 / 12.5 = 0.08 x 40 = 3.2.
    """
    case.rep("bob", FIRST, LAST, schemes=SCHEME, hired_on="2025-01-01")
    header = "date,scope_kind,scope_id,entity,fraction,reason,approved_by"
    case.rules(excused_days=rows(header, f"{TUE},rep,{case.id('bob')},,0.5,visit outside,boss"))
    talks(case, "bob", TUE, 30, 30)
    talks(case, "bob", TUE, 10, 29)
    case.rows("customers", [{"customer_id": case.id("k"), "name": "One Ltd"}])
    for number, title in ((1, "director"), (2, "")):
        contact = {"contact_id": case.id(f"p{number}"), "customer_id": case.id("k"), "name": "Wu"}
        case.rows("contacts", [{**contact, "title": title, "phone": f"0571-8888000{number}"}])
        note = {"activity_id": case.id(f"a{number}"), "rep_id": case.id("bob"), "kind": "follow_up"}
        note |= {"contact_id": case.id(f"p{number}"), "occurred_at": f"{TUE} 11:00:00", "text": "asks again"}
        case.rows("activities", [note])
    day = ("kpi_daily", TUE, "bob", SCHEME)
    case.expect(*day, "effective_calls", actual="30", target="60", attainment="0.5", points="30")
    case.expect(*day, "traceable_records", actual="1", target="12.5", attainment="0.08", points="3.2")


CASES = (the_first_half_month_asks_less, a_visit_outside_lowers_the_quota)
