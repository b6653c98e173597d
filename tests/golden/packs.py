"""What the cases of the shipped schemes share: November 2025, 20 working days from the 3rd to the 28th."""

from tests.golden.case import Case

FIRST, LAST = "2025-11-01", "2025-11-30"
MON, TUE, WED = "2025-11-03", "2025-11-04", "2025-11-05"


def second_half_off(case: Case, rep: str) -> None:
    """Ten of the twenty working days are left, the 3rd to the 14th."""
    case.leave(rep, "2025-11-17", "2025-11-28")


def rated(case: Case, subject: str, **scores: object) -> None:
    """November's ratings of a subject, a score a dimension."""
    line = {"subject_id": case.id(subject), "period": "2025-11", "rater": "boss"}
    case.rows("ratings", [{**line, "dimension": name, "score": score} for name, score in scores.items()])


def happened(case: Case, rep: str, day: str, event: str, **columns: object) -> None:
    """One event of attendance."""
    case.rows("attendance", [{"rep_id": case.id(rep), "date": day, "event": event, **columns}])


def talks(case: Case, rep: str, day: str, count: int, seconds: int) -> None:
    """So many calls that somebody answered, each with a number of its own."""
    case.calls(rep, day, count, disposition="connected", result="other_person", talk_seconds=seconds)


def order(case: Case, number: int, rep: str, day: str, **columns: object) -> None:
    """A signed order."""
    line = {"order_id": case.id(f"d{number}"), "rep_id": case.id(rep), "signed_at": f"{day} 10:00:00"}
    case.rows("orders", [{**line, "customer_id": case.id(f"k{number}"), **columns}])


def kpi(
    case: Case, table: str, start: str, subject: str, scheme: str, **expected: tuple[str, str, str]
) -> None:
    """KPIs of a subject in a period: actual, target and attainment of each."""
    for name, (actual, target, attainment) in expected.items():
        case.expect(table, start, subject, scheme, name, actual=actual, target=target, attainment=attainment)
