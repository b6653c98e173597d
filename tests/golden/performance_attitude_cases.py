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


CASES = (performance_and_deductions,)
