"""Scheme performance-attitude (D3 电话销售人员绩效考核方案) as it ships."""

from tests.golden.case import Case
from tests.golden.packs import FIRST, LAST, MON, TUE, WED, happened, rated

SCHEME = "performance-attitude"


def performance_and_deductions(case: Case) -> None:
    """Late by 10 minutes costs nothing, by 20 one point; gone 30 minutes early two, a day missed five, an
    instruction not followed one: 91. 90 x 0.35 + 80 x 0.35 + 91 x 0.3 = 86.8, green from 85 on.
    """
    case.rep("ann", FIRST, LAST, schemes=SCHEME)
    happened(case, "ann", MON, "late", minutes="10", count="1")
    happened(case, "ann", TUE, "late", minutes="20", count="1")
    happened(case, "ann", WED, "early_leave", minutes="30", count="1")
    happened(case, "ann", "2025-11-06", "absence", count="1")
    happened(case, "ann", "2025-11-07", "refusal", count="1")
    rated(case, "ann", work_efficiency="90", work_quality="80")
    month = ("kpi_monthly", FIRST, "ann", SCHEME)
    case.expect(*month, "discipline_points", actual="91", target="100", attainment="0.91", points="27.3")
    case.expect("score_monthly", FIRST, "ann", SCHEME, score="86.8", band="green")


def the_bounds_of_lateness_and_a_day_off_unexcused(case: Case) -> None:
    """Late by 14 minutes nothing, by 15 one, by 29 one, by 30 two; gone 29 minutes early one; a day off that
    nobody approved five: 90.
    """
    case.rep("bea", FIRST, LAST, schemes=SCHEME)
    for day, minutes in (("10", "14"), ("11", "15"), ("12", "29"), ("13", "30")):
        happened(case, "bea", f"2025-11-{day}", "late", minutes=minutes, count="1")
    happened(case, "bea", "2025-11-14", "early_leave", minutes="29", count="1")
    case.leave("bea", "2025-11-17", "2025-11-17", kind="unexcused")
    month = ("kpi_monthly", FIRST, "bea", SCHEME, "discipline_points")
    case.expect(*month, actual="90", target="100", attainment="0.9")


CASES = (performance_and_deductions, the_bounds_of_lateness_and_a_day_off_unexcused)
