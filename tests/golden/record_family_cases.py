"""Records that count only when they are whole. Week of Monday 2025-12-08, as in the core cases."""

from tests.golden.case import Case
from tests.golden.core_cases import MON, SUN, TUE, WED
from tests.golden.families import actuals, judge, kpi_words
from tests.reference.base_policy import rows

FIELDS = "kpi_id,field,title,one_of,at_least"


def traceable_records(case: Case) -> None:
    """Contact, title, company, one number of two, and notes of the day.

    Monday Ann deals twice with k1, who is whole: one record, by the line with the notes. k2 has no
    title, of k3 no number is known, with k4 she noted nothing, and a log is no record: 1. Tuesday k1
    again: 1; the week has 2.
    """
    judge(case, "traceable_records")
    case.rules(
        record_fields=rows(
            FIELDS,
            "traceable_records,name,,,",
            "traceable_records,title,,,",
            "traceable_records,company,,,",
            "traceable_records,phone,,number,1",
            "traceable_records,mobile,,number,1",
            "traceable_records,text,,,",
        )
    )
    case.rep("ann", MON, SUN, schemes=case.name)
    case.rows("customers", [{"customer_id": case.id("c"), "name": "Hengrui"}])
    whole = {"customer_id": case.id("c"), "name": "Chen", "title": "buyer", "mobile": "13955550001"}
    others: tuple[dict[str, object], ...] = (
        {"title": "", "mobile": "13955550002"},
        {"mobile": ""},
        {"mobile": "13955550004"},
    )
    case.rows("contacts", [{**whole, "contact_id": case.id("k1")}])
    for number, columns in enumerate(others, start=2):
        case.rows("contacts", [{**whole, **columns, "contact_id": case.id(f"k{number}")}])
    for contact, day, hour, kind, text in (
        ("k1", MON, 10, "call", ""),
        ("k1", MON, 11, "follow_up", "wants a price"),
        ("k2", MON, 12, "follow_up", "busy"),
        ("k3", MON, 13, "follow_up", "busy"),
        ("k4", MON, 14, "follow_up", ""),
        ("k1", MON, 17, "log", "a good day"),
        ("k1", TUE, 10, "follow_up", "sent the price"),
    ):
        _activity(case, "ann", contact, f"{day} {hour}:00:00", kind, text)
    actuals(case, "kpi_daily", MON, "ann", traceable_records="1")
    actuals(case, "kpi_weekly", MON, "ann", traceable_records="2")


def contact_records(case: Case) -> None:
    """Name, department, title, gender, and at least two of phone, mobile, mail and IM.

    n1 has two numbers, n2 mail and IM, n3 only one of the four, n4 no gender, n5 was entered by nobody:
    2. n6 has a mobile and was merged into n7, who has the mail and the rest: together one whole record,
    on n6's and n7's day.
    """
    judge(case, "contact_records")
    case.rules(
        record_fields=rows(
            FIELDS,
            *(f"contact_records,{field},,," for field in ("name", "department", "title", "gender")),
            *(f"contact_records,{field},,reach,2" for field in ("phone", "mobile", "email", "im")),
        )
    )
    ann = case.rep("ann", MON, SUN, schemes=case.name)
    base = {"name": "Li", "department": "buying", "title": "head", "gender": "f", "created_by": ann}
    entered = {**base, "created_at": f"{MON} 10:00:00"}
    for name, columns in (
        ("n1", {"phone": "057155550001", "mobile": "13955551001"}),
        ("n2", {"email": "li@example.com", "im": "li"}),
        ("n3", {"im": "li"}),
        ("n4", {"email": "li@example.com", "im": "li", "gender": ""}),
        ("n5", {"email": "li@example.com", "im": "li", "created_by": ""}),
        ("n6", {"mobile": "13955551006", "merged_into": case.id("n7"), "created_at": f"{TUE} 10:00:00"}),
        ("n7", {"email": "li@example.com", "created_at": f"{TUE} 11:00:00"}),
    ):
        case.rows("contacts", [{**entered, **columns, "contact_id": case.id(name)}])
    actuals(case, "kpi_daily", MON, "ann", contact_records="2")
    actuals(case, "kpi_daily", TUE, "ann", contact_records="1")


def customer_profiles(case: Case) -> None:
    """Company and industry, a general manager and an accountant each with a number, and notes of a talk.

    c1 is whole on Tuesday, the day of Ann's first notes (Monday's talk has none; Bob's notes do not help
    her). c2's accountant has no number, c3 has no accountant, c4 is looked after by nobody: 1, on
    Tuesday.
    """
    judge(case, "customer_profiles", per="month")
    kpi_words(
        case,
        "customer_profiles,general_manager,General Manager",
        "customer_profiles,accountant,accountant",
        "customer_profiles,accountant,\u4f1a\u8ba1",
    )
    case.rules(
        record_fields=rows(
            FIELDS,
            "customer_profiles,company,,,",
            "customer_profiles,industry,,,",
            "customer_profiles,phone,general_manager,number,1",
            "customer_profiles,mobile,general_manager,number,1",
            "customer_profiles,phone,accountant,,",
            "customer_profiles,text,,,",
        )
    )
    ann, _ = (case.rep(rep, MON, SUN, schemes=case.name) for rep in ("ann", "bob"))
    for customer, accountant, owner in (
        ("c1", "057155552001", ann),
        ("c2", "", ann),
        ("c3", None, ann),
        ("c4", "057155552004", ""),
    ):
        company = {"customer_id": case.id(customer), "name": "Hengrui", "industry": "food"}
        case.rows("customers", [{**company, "owner_rep_id": owner}])
        person = {"customer_id": case.id(customer), "name": "Wu"}
        mobile = f"1395555200{customer[1]}"
        manager = {"contact_id": case.id(f"{customer}m"), "title": "general manager", "mobile": mobile}
        case.rows("contacts", [{**person, **manager}])
        if accountant is not None:
            books = {"contact_id": case.id(f"{customer}a"), "title": "\u4f1a\u8ba1", "phone": accountant}
            case.rows("contacts", [{**person, **books}])
        _activity(case, "ann", f"{customer}m", f"{MON} 10:00:00", "call", "")
        _activity(case, "bob", f"{customer}m", f"{MON} 11:00:00", "call", "spoke with Wu")
        _activity(case, "ann", f"{customer}m", f"{TUE} 10:00:00", "follow_up", "needs twelve")
        _activity(case, "ann", f"{customer}m", f"{WED} 10:00:00", "follow_up", "needs twenty")
    actuals(case, "kpi_daily", TUE, "ann", customer_profiles="1")
    actuals(case, "kpi_monthly", "2025-12-01", "ann", customer_profiles="1")
    actuals(case, "kpi_monthly", "2025-12-01", "bob", customer_profiles="0")


def _activity(case: Case, rep: str, contact: str, at: str, kind: str, text: str) -> None:
    case.serial += 1
    done = {
        "activity_id": case.id(f"a{case.serial}"),
        "rep_id": case.id(rep),
        "occurred_at": at,
        "kind": kind,
    }
    case.rows("activities", [{**done, "contact_id": case.id(contact), "text": text}])


CASES = (traceable_records, contact_records, customer_profiles)
