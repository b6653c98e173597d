"""Scheme workload-outcome (D1) as it ships."""

from tests.golden.case import Case
from tests.golden.packs import FIRST, LAST, MON, TUE, kpi, order, rated, second_half_off, talks

SCHEME = "workload-outcome"


def workload_outcomes_and_initiatives(case: Case) -> None:
    """Half the month: 900 dials, 36,000 seconds, 250 customers, 75,000 sold, 30,000 earned, one complaint.

    450 of 900 dials, 0.5 x 15 = 7.5; 100 talks of 180 seconds, 0.5 x 10 = 5; 100 customers of 250, 0.4 x 10
    = 4; sold 90,000, 1.2 x 25 = 30 (the cap is 1.2); earned 90,000 - 60,000, 1 x 15 = 15; 4 of 5 is 80 of
    85, 0.941176 x 7 = 6.588232; two complaints for one, 0.5 x 3 = 1.5; ratings of 90, 72 and 99 of 90: 5, 4
    and 5.5. Together 84.088232. Quarter and month are the same: nothing else happened.
    The connect rate is a baseline: it has a target and a band, and no weight.
    """
    case.rep("ann", FIRST, LAST, schemes=SCHEME)
    second_half_off(case, "ann")
    case.calls("ann", MON, 350)
    talks(case, "ann", TUE, 100, 180)
    order(case, 1, "ann", TUE, amount="90000", cost="60000")
    survey = {"survey_id": case.id("s1"), "answered_at": f"{TUE} 10:00:00", "rep_id": case.id("ann")}
    case.rows("surveys", [{**survey, "score": "4", "scale": "5"}])
    for number in (1, 2):
        complaint = {"complaint_id": case.id(str(number)), "opened_at": f"{TUE} 10:00:00"}
        case.rows("complaints", [{**complaint, "rep_id": case.id("ann"), "kind": "complaint"}])
    rated(case, "ann", team_building="90", service="72", selling_skill="99")
    month = ("kpi_monthly", FIRST, "ann", SCHEME)
    kpi(case, *month, dials=("450", "900", "0.5"), talk_time=("18000", "36000", "0.5"))
    kpi(case, *month, customers_handled=("100", "250", "0.4"), sales_amount=("90000", "75000", "1.2"))
    kpi(case, *month, net_profit=("30000", "30000", "1"), satisfaction=("80", "85", "0.941176"))
    kpi(case, *month, complaints=("2", "1", "0.5"), selling_skill=("99", "90", "1.1"))
    case.expect(*month, "sales_amount", points="30")
    case.expect(*month, "connect_rate", actual="0.2222", target="0.5", band="red", weight=None, points=None)
    case.expect("score_monthly", FIRST, "ann", SCHEME, score="84.0882", score_max="100", band="yellow")
    case.expect("score_quarterly", "2025-10-01", "ann", SCHEME, score="84.0882")


def december_asks_a_tenth_more(case: Case) -> None:
    """90 x 1.1 dials on five days are 495; the rates that no row names stay. November has no factor."""
    case.rep("bob", FIRST, schemes=SCHEME)
    week = ("kpi_weekly", "2025-12-01", "bob", SCHEME)
    case.expect(*week, "dials", target="495", minimum="330")
    case.expect("kpi_weekly", "2025-11-24", "bob", SCHEME, "dials", target="450")
    case.expect("kpi_monthly", "2025-12-01", "bob", SCHEME, "connect_rate", target="0.5")


CASES = (workload_outcomes_and_initiatives, december_asks_a_tenth_more)
