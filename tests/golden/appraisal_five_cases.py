"""Scheme appraisal-five (D2, part 2) as it ships."""

from tests.golden.case import Case
from tests.golden.packs import FIRST, LAST, MON, TUE, WED, happened, rated

SCHEME = "appraisal-five"


def five_parts_of_a_hundred(case: Case) -> None:
    """Attitude: late twice, left early, a day of personal leave, overtime: 100 - 2 - 1 - 1 + 1 = 97; the
    sick day takes nothing. Responsibility: a rating of 80 and answers of 90 are 85; praised once, two
    complaints: 84. 97 x 0.15 + 80 x 0.15 + 90 x 0.2 + 84 x 0.25 + 70 x 0.25 = 83.05, yellow.
    """
    case.rep("ann", FIRST, LAST, schemes=SCHEME)
    for day, event in ((MON, "late"), (TUE, "late"), (WED, "early_leave"), (WED, "overtime")):
        happened(case, "ann", day, event, count="1")
    case.leave("ann", "2025-11-10", "2025-11-10", kind="personal")
    case.leave("ann", "2025-11-11", "2025-11-11", kind="sick")
    rated(case, "ann", basic_ability="80", proficiency="90", service_standard="80", coordination="70")
    survey = {"survey_id": case.id("s1"), "answered_at": f"{TUE} 10:00:00", "rep_id": case.id("ann")}
    case.rows("surveys", [{**survey, "score": "90", "scale": "100"}])
    for number, kind in enumerate(("praise", "complaint", "complaint")):
        line = {"complaint_id": case.id(str(number)), "opened_at": f"{TUE} 10:00:00", "kind": kind}
        case.rows("complaints", [{**line, "rep_id": case.id("ann")}])
    month = ("kpi_monthly", FIRST, "ann", SCHEME)
    case.expect(*month, "attitude_points", actual="97", target="100", points="14.55")
    case.expect(*month, "service_responsibility", actual="84", points="21")
    case.expect("score_monthly", FIRST, "ann", SCHEME, score="83.05", band="yellow")


def trainees_have_figures_and_no_score(case: Case) -> None:
    """Bob is a trainee until the 30th: his rating of 60 is shown and banded, and scores nothing."""
    case.rep("bob", FIRST, LAST, schemes=SCHEME, phase="trainee")
    rated(case, "bob", basic_ability="60")
    month = ("kpi_monthly", FIRST, "bob", SCHEME)
    case.expect(*month, "basic_ability", actual="60", attainment="0.6", band="yellow", weight=None)
    case.expect("score_monthly", FIRST, "bob", SCHEME, score=None, band=None, rank=None, phase="trainee")


def what_helps_and_what_hinders(case: Case) -> None:
    """Late five times is 95; an unplanned task taken is one more, cooperation twice two; refused once: 97."""
    case.rep("cat", FIRST, LAST, schemes=SCHEME)
    for day, event, count in (
        (MON, "late", "5"),
        (TUE, "extra_task", "1"),
        (TUE, "cooperation", "2"),
        (WED, "refusal", "1"),
    ):
        happened(case, "cat", day, event, count=count)
    case.expect("kpi_monthly", FIRST, "cat", SCHEME, "attitude_points", actual="97", attainment="0.97")


CASES = (what_helps_and_what_hinders, five_parts_of_a_hundred, trainees_have_figures_and_no_score)
