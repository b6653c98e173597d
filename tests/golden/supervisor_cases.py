"""Scheme supervisor (D4) as it ships."""

from tests.golden.case import Case
from tests.golden.packs import FIRST, LAST, MON, TUE, kpi, order, rated, talks

SCHEME = "supervisor"


def a_manager_by_results_team_operations_and_ratings(case: Case) -> None:
    """Meg leads Ann and Bob; the three are the heads. Of 100,000 a member they sold 180,000 of 200,000, 0.9 x
    20 = 18; 60,000 a head of 100,000, 6; 24,000 earned a head of 40,000, 6; 50,000 of the key product, of
    25,000 a member, 10. All stayed, 8; nobody has a month before to improve on, so that 6 are shared out; 3
    of 4 lessons, 0.75 / 0.95 = 0.789474 x 6 = 4.736844. 2 valid out of 5 potential are the 0.4 asked, 4;
    talks of 45 seconds of 60, 3; 10 effective of 50 dials, 0.2 / 0.3 = 0.666667 x 4 = 2.666668; 68 of 85
    points, 0.8 x 4 = 3.2; one of two complaints in time, 0.5 / 0.9 = 0.555556 x 4 = 2.222224; rated 80, 8.
    Together 75.825736 of 94: 80.6657 of 100. The quarter and the year hold the same.
    """
    case.rep("meg", "2025-10-01", LAST, schemes=SCHEME)
    for rep in ("ann", "bob"):
        case.rep(rep, "2025-10-01", LAST, manager_id=case.id("meg"))
    order(case, 1, "ann", MON, amount="100000", cost="60000", product="标准版")
    order(case, 2, "ann", MON, amount="50000", cost="30000", product="旗舰版")
    order(case, 3, "bob", TUE, amount="30000", cost="18000", product="标准版")
    for rep, completed in (("ann", "2"), ("bob", "1")):
        lesson = {"rep_id": case.id(rep), "date": TUE, "course": "talk", "planned": "2"}
        case.rows("training", [{**lesson, "completed": completed}])
    for number in range(5):
        case.potential("ann", MON, f"k{number}")
    for number in range(2):
        case.valid("ann", TUE, f"k{number}")
    case.calls("bob", MON, 40)
    talks(case, "bob", TUE, 10, 45)
    survey = {"survey_id": case.id("s1"), "answered_at": f"{TUE} 10:00:00", "rep_id": case.id("ann")}
    case.rows("surveys", [{**survey, "score": "68", "scale": "100"}])
    for number, resolved in ((1, "2025-11-04"), (2, "2025-11-20")):
        line = {"complaint_id": case.id(str(number)), "rep_id": case.id("ann"), "kind": "complaint"}
        line |= {"opened_at": f"{MON} 12:00:00", "resolved_at": f"{resolved} 12:00:00"}
        case.rows("complaints", [line])
    rated(case, "meg", overall="80")
    month = ("kpi_monthly", FIRST, "manager:meg", SCHEME)
    kpi(case, *month, sales_amount=("180000", "200000", "0.9"), sales_per_head=("60000", "100000", "0.6"))
    kpi(case, *month, profit_per_head=("24000", "40000", "0.6"), key_product_sales=("50000", "50000", "1"))
    kpi(case, *month, training_completion=("0.75", "0.95", "0.789474"), lead_conversion=("0.4", "0.4", "1"))
    kpi(case, *month, average_talk_time=("45", "60", "0.75"), satisfaction=("68", "85", "0.8"))
    kpi(case, *month, effective_contact_rate=("0.2", "0.3", "0.666667"), overall_rating=("80", "100", "0.8"))
    kpi(case, *month, timely_complaints=("0.5", "0.9", "0.555556"))
    case.expect(*month, "retention", actual="1")
    case.expect(*month, "members_improvement", actual=None, weight=None)
    case.expect("score_monthly", FIRST, "manager:meg", SCHEME, score="80.6657", band="yellow", rank="1")
    for table, start in (("score_quarterly", "2025-10-01"), ("score_yearly", "2025-01-01")):
        case.expect(table, start, "manager:meg", SCHEME, score="80.6657")


def a_year_is_the_mean_of_its_quarters(case: Case) -> None:
    """Meg leads Ann in February and in April of 2026; two heads, one member.

    February: 100,000 sold of 100,000 is 20; 50,000 a head 5; 20,000 earned a head of 40,000, 5; no key
    product; Ann stayed, 8; rated 80, 8. 46 of 68: 67.6471. April: 50,000 sold is 10; 25,000 a head 2.5;
    10,000 earned a head 2.5; 8; nobody rated: 23 of 58: 39.6552. The year is their mean, 53.65115; its sums
    would give 38.5 of 68.
    """
    for first, last in (("2026-02-01", "2026-02-28"), ("2026-04-01", "2026-04-30")):
        case.rep("meg", first, last, schemes=SCHEME)
        case.rep("ann", first, last, manager_id=case.id("meg"))
    order(case, 1, "ann", "2026-02-03", amount="100000", cost="60000", product="标准版")
    order(case, 2, "ann", "2026-04-08", amount="50000", cost="30000", product="标准版")
    rating = {"subject_id": case.id("meg"), "period": "2026-02", "rater": "boss", "dimension": "overall"}
    case.rows("ratings", [{**rating, "score": "80"}])
    for table, start, score in (
        ("score_monthly", "2026-02-01", "67.6471"),
        ("score_quarterly", "2026-01-01", "67.6471"),
        ("score_monthly", "2026-04-01", "39.6552"),
        ("score_quarterly", "2026-04-01", "39.6552"),
        ("score_yearly", "2026-01-01", "53.6512"),
    ):
        case.expect(table, start, "manager:meg", SCHEME, score=score)


CASES = (a_manager_by_results_team_operations_and_ratings,)
SPRING_CASES = (a_year_is_the_mean_of_its_quarters,)
