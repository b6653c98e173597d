"""Scheme graded-pay (D3 电销组考核管理制度) as it ships."""

from tests.golden.case import Case
from tests.golden.packs import FIRST, LAST, MON, TUE, WED

SCHEME = "graded-pay"


def the_list_of_the_day_says_what_counts(case: Case) -> None:
    """Ann, a junior: Monday 40 contact records, of which 36 are whole and one lacks the gender; Tuesday 30
    invitations, all made; Wednesday a list of 20 call-backs, 18 made. 84 of 90 is 0.933333: the week stands.
    Monday's five invitations were on no list. Cid, a senior: 40 of 50 invitations, 0.8: the week fails.
    """
    case.rep("ann", FIRST, LAST, schemes=SCHEME, grade="junior")
    case.rep("cid", FIRST, LAST, schemes=SCHEME, grade="senior")
    _listed(case, "ann", MON, "contact_records", 40)
    _listed(case, "ann", TUE, "event_invitations", 30)
    _listed(case, "ann", WED, "callbacks", 20)
    _listed(case, "cid", MON, "event_invitations", 50)
    case.rows("contacts", [_contact(case, number) for number in range(37)])
    done = (("ann", MON, "invitation", 5), ("ann", TUE, "invitation", 30), ("ann", WED, "callback", 18))
    for rep, day, kind, count in (*done, ("cid", MON, "invitation", 40)):
        line = {"rep_id": case.id(rep), "kind": kind, "occurred_at": f"{day} 10:00:00"}
        case.rows(
            "activities",
            [{**line, "activity_id": case.id(f"{rep}{day}{number}")} for number in range(count)],
        )
    week = ("kpi_weekly", MON)
    case.expect(*week, "ann", SCHEME, "assigned_work", numerator="84", denominator="90", target="1")
    case.expect(*week, "ann", SCHEME, "assigned_work", attainment="0.933333", band="yellow")
    case.expect(*week, "cid", SCHEME, "assigned_work", numerator="40", denominator="50", band="red")
    case.expect("score_weekly", MON, "ann", SCHEME, score="93.3333", band="yellow")
    case.expect("score_weekly", MON, "cid", SCHEME, score="80", band="red")


def the_grade_says_how_much_of_a_kind(case: Case) -> None:
    """Lists that name one piece: of contact records and invitations the grade's quota is asked for, of
    call-backs, which have none, what the list names.
    """
    quotas = {"junior": (40, 30), "intermediate": (60, 40), "senior": (80, 50)}
    for grade, (records, invitations) in quotas.items():
        case.rep(grade, FIRST, LAST, schemes=SCHEME, grade=grade)
        asked = (
            (MON, "contact_records", records),
            (TUE, "event_invitations", invitations),
            (WED, "callbacks", 1),
        )
        for day, kind, quota in asked:
            _listed(case, grade, day, kind, 1)
            case.expect(
                "kpi_daily", day, grade, SCHEME, "assigned_work", numerator="0", denominator=str(quota)
            )
        whole = str(records + invitations + 1)
        case.expect("kpi_weekly", MON, grade, SCHEME, "assigned_work", numerator="0", denominator=whole)


def a_visit_counts_at_the_level_of_the_grade(case: Case) -> None:
    """A department head is enough for a junior, who is asked for 8 a month, and not for an intermediate (10)
    or a senior (12).
    """
    asked = (("dan", "junior", "8", "2"), ("fay", "intermediate", "10", "1"), ("eve", "senior", "12", "1"))
    for rep, grade, target, visits in asked:
        case.rep(rep, FIRST, LAST, schemes=SCHEME, grade=grade)
        case.potential(rep, TUE, visit_with_level="department_head")
        case.potential(rep, WED, visit_with_level="vice_president")
        month = ("kpi_monthly", FIRST, rep, SCHEME, "visits_at_level")
        case.expect(*month, actual=visits, target=target, weight=None)


def _listed(case: Case, rep: str, day: str, kind: str, quantity: int) -> None:
    case.rows("tasks", [{"rep_id": case.id(rep), "date": day, "kind": kind, "quantity": quantity}])


def _contact(case: Case, number: int) -> dict[str, object]:
    """A whole record of ann's; the last one lacks the gender."""
    return {
        "contact_id": case.id(f"p{number}"),
        "customer_id": case.id("k"),
        "name": f"Wu {number}",
        "department": "sales",
        "title": "director",
        "gender": "f" if number < 36 else "",
        "mobile": f"139000020{number:02}",
        "email": f"wu{number}@example.com",
        "created_by": case.id("ann"),
        "created_at": f"{MON} 10:00:00",
    }


CASES = (
    the_list_of_the_day_says_what_counts,
    the_grade_says_how_much_of_a_kind,
    a_visit_counts_at_the_level_of_the_grade,
)
