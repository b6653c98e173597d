"""Bands, targets, availability, scores: cases of the core scheme and of schemes like it.

Unless a case says otherwise its week is Monday 2025-12-08 to Sunday 2025-12-14, five working days;
December 2025 has 23 working days, January 2026 has 22 (New Year off, Sunday the 4th worked), February 20,
March 22.
"""

from tests.golden.case import Case
from tests.reference.base_policy import (
    CORE,
    HUNT,
    SHIPPED_WEIGHTS,
    bands,
    core_targets,
    rows,
    scheme,
    target,
    weights,
)

MON, TUE, WED, THU, FRI, SUN = (f"2025-12-{day:02}" for day in (8, 9, 10, 11, 12, 14))
WEEK = (MON, TUE, WED, THU, FRI)


def one_kpi(case: Case, scheme_id: str, standard: str, per: str = "day", **more: str) -> None:
    """A scheme that judges dials alone, for 10 points."""
    case.rules(
        schemes=[scheme(scheme_id)],
        targets=[target(scheme_id, "dials", per, standard, **more)],
        weights=weights(scheme_id, {"dials": "10"}),
        bands=bands(scheme_id),
    )


def worked_example(case: Case) -> None:
    """The standard's own example: 250 dials, 80 successful calls, 3 potential, 1 valid in 5 working days.

    250/500 = 50 % red, 80/100 = 80 % yellow, 3/5 = 60 % yellow, 1/2 = 50 % red; 0.5x2 + 0.8x2 + 0.6x5 +
    0.5x1 = 1 + 1.6 + 3 + 0.5 = 6.1, which is 61 %: yellow. Minimums: 60x5 = 300 dials missed, 12x5 = 60
    successful calls met, 3 potential met exactly. Coverage in that week is shown: 80 of 300x5/23 =
    65.2174 is 1.226667, without a band; in December it is green.
    """
    case.rep("li", MON, SUN, team_id=case.id("north"))
    for day in WEEK:
        case.calls("li", day, 50, 16)
    for day in WEEK[:3]:
        case.potential("li", day)
    case.valid("li", FRI)
    for subject in ("li", "team:north"):
        week = ("kpi_weekly", MON, subject)
        case.expect(
            *week, "dials", actual="250", target="500", attainment="0.5", band="red", weight="2", points="1"
        )
        case.expect(*week, "dials", minimum="300", meets_minimum=False, measured="250", adjustment="0")
        case.expect(*week, "successful_calls", actual="80", target="100", attainment="0.8", band="yellow")
        case.expect(*week, "successful_calls", points="1.6", minimum="60", meets_minimum=True)
        case.expect(*week, "potential_opportunities", actual="3", target="5", attainment="0.6", band="yellow")
        case.expect(*week, "potential_opportunities", points="3", weight="5", minimum="3", meets_minimum=True)
        case.expect(*week, "valid_opportunities", actual="1", target="2", attainment="0.5", band="red")
        case.expect(
            *week, "valid_opportunities", points="0.5", minimum=None, meets_minimum=None, is_complete=True
        )
        case.expect(
            *week, "customer_coverage", actual="80", target="65.2174", attainment="1.226667", band=None
        )
        case.expect(
            "score_weekly", MON, subject, score="6.1", score_max="10", attainment="0.61", band="yellow"
        )
        case.expect("score_weekly", MON, subject, phase=HUNT, period_end=SUN, is_complete=True)
        case.expect("weekly_report", MON, subject, score="6.1", score_band="yellow", dials_attainment="0.5")
        case.expect("weekly_report", MON, subject, dials_band="red", successful_calls_band="yellow")
        case.expect("weekly_report", MON, subject, potential_opportunities_band="yellow", dials_target="500")
        case.expect(
            "weekly_report", MON, subject, valid_opportunities_band="red", valid_opportunities_actual="1"
        )
        month = ("kpi_monthly", "2025-12-01", subject, "customer_coverage")
        case.expect(*month, target="65.2174", attainment="1.226667", band="green", weight=None, points=None)
        case.expect("score_monthly", "2025-12-01", subject, score="6.1")
        case.expect("monthly_report", "2025-12-01", subject, score="6.1", customer_coverage_band="green")


def full_week_of_leave(case: Case) -> None:
    """On leave all week: targets are 0, nothing is judged, there is no score; nobody turns red for it."""
    case.rep("wang", MON, SUN)
    case.leave("wang", MON, WED, "annual")
    case.leave("wang", THU, FRI, "statutory")
    case.call("wang", f"{MON} 09:30:00")
    week = ("kpi_weekly", MON, "wang")
    case.expect(*week, "dials", actual="1", target="0", minimum="0", attainment=None, band=None, points=None)
    case.expect(*week, "dials", meets_minimum=None, weight=None)
    case.expect(*week, "valid_opportunities", target="0", minimum=None)
    case.expect("score_weekly", MON, "wang", score=None, attainment=None, band=None, phase=None, rank=None)
    case.expect("score_weekly", MON, "wang", score_max="10")
    case.expect("weekly_report", MON, "wang", score=None, score_band=None, rank=None, dials_actual="1")


def parts_of_days(case: Case) -> None:
    """Monday 1, Tuesday 0 (0.75 sick + 0.5 personal is at most one day), Wednesday 0.5, Thursday 1 (an
    unexcused absence does not excuse), Friday 0.5: 3 days in all.

    Dials 100x3 = 300, 180 of them is 60 %: yellow. Potential: minimum 3x3/5 = 1.8, target 3, 2 of 3 =
    0.666667. Valid: 2x3/5 = 1.2, 1 of it is 0.833333. Wednesday alone: 40 of 50 is 80 %, minimum 30 met.
    """
    case.rep("zhao", MON, SUN)
    case.leave("zhao", TUE, TUE, "sick", "0.75")
    case.leave("zhao", TUE, TUE, "personal", "0.5")
    case.leave("zhao", WED, WED, "sick", "0.5")
    case.leave("zhao", THU, THU, "unexcused")
    case.leave("zhao", FRI, FRI, "personal", "0.5")
    case.calls("zhao", MON, 60)
    case.calls("zhao", WED, 40)
    case.calls("zhao", THU, 80)
    case.potential("zhao", MON)
    case.potential("zhao", THU)
    case.valid("zhao", THU)
    week = ("kpi_weekly", MON, "zhao")
    case.expect(
        *week, "dials", target="300", attainment="0.6", band="yellow", minimum="180", meets_minimum=True
    )
    case.expect(
        *week, "potential_opportunities", target="3", attainment="0.666667", minimum="1.8", meets_minimum=True
    )
    case.expect(*week, "valid_opportunities", target="1.2", attainment="0.833333")
    case.expect(
        "kpi_daily", WED, "zhao", "dials", target="50", attainment="0.8", minimum="30", meets_minimum=True
    )
    case.expect("kpi_daily", TUE, "zhao", "dials", target="0", attainment=None, band=None)


def holiday_make_up_day_and_new_year(case: Case) -> None:
    """Week 2025-12-29 to 2026-01-04: Thursday is New Year, Sunday is worked for it: 5 working days,
    target 500.

    Its days part between two months, quarters and years: Monday to Wednesday (3), Friday and Sunday (2).
    December: dials 300, valid 2x3/5 = 1.2, coverage 300x3/23 = 39.1304, potential minimum 3x3/5 = 1.8.
    January: dials 200, valid 0.8, coverage 300x2/22 = 27.2727. Calls on the holiday count (10) though
    that day has no target; Sunday's 50 of 100 are 50 %.
    """
    case.rep("sun", "2025-12-29", "2026-01-04")
    case.calls("sun", "2026-01-01", 10)
    case.calls("sun", "2026-01-04", 50)
    case.expect(
        "kpi_weekly", "2025-12-29", "sun", "dials", actual="60", target="500", attainment="0.12", band="red"
    )
    case.expect("kpi_weekly", "2025-12-29", "sun", "valid_opportunities", target="2")
    case.expect(
        "kpi_daily", "2026-01-01", "sun", "dials", actual="10", target="0", attainment=None, band=None
    )
    case.expect("kpi_daily", "2026-01-03", "sun", "dials", actual="0", target="0", attainment=None)
    case.expect(
        "kpi_daily", "2026-01-04", "sun", "dials", actual="50", target="100", attainment="0.5", band="red"
    )
    december, january = ("kpi_monthly", "2025-12-01", "sun"), ("kpi_monthly", "2026-01-01", "sun")
    case.expect(*december, "dials", actual="0", target="300", period_end="2025-12-31")
    case.expect(*december, "valid_opportunities", target="1.2")
    case.expect(*december, "customer_coverage", target="39.1304", minimum="26.087")
    case.expect(*december, "potential_opportunities", minimum="1.8")
    case.expect(*january, "dials", actual="60", target="200")
    case.expect(*january, "valid_opportunities", target="0.8")
    case.expect(*january, "customer_coverage", target="27.2727")
    case.expect(
        "kpi_quarterly", "2025-10-01", "sun", "dials", actual="0", target="300", period_end="2025-12-31"
    )
    case.expect("kpi_quarterly", "2026-01-01", "sun", "dials", actual="60", target="200", is_complete=False)
    case.expect("kpi_yearly", "2025-01-01", "sun", "valid_opportunities", target="1.2", is_complete=True)
    case.expect("kpi_yearly", "2026-01-01", "sun", "valid_opportunities", target="0.8", is_complete=False)


def hired_in_mid_week(case: Case) -> None:
    """Hired on Wednesday: 3 available days, 300 dials; Monday's 30 calls still count, 30/300 = 10 %."""
    case.rep("xu", MON, SUN, hired_on=WED)
    case.calls("xu", MON, 30)
    case.expect("kpi_weekly", MON, "xu", "dials", actual="30", target="300", attainment="0.1")
    case.expect("kpi_weekly", MON, "xu", "valid_opportunities", target="1.2")
    case.expect("kpi_daily", MON, "xu", "dials", actual="30", target="0", attainment=None)
    case.expect("kpi_daily", WED, "xu", "dials", actual="0", target="100", attainment="0", band="red")


def leaver_with_an_open_row(case: Case) -> None:
    """Left on Tuesday: 2 available days that week; the row stays open, so later weeks stand without
    attainment.
    """
    case.rep("ma", MON, left_on=TUE)
    case.calls("ma", MON, 100)
    case.expect("kpi_weekly", MON, "ma", "dials", target="200", attainment="0.5")
    case.expect("kpi_weekly", "2025-12-15", "ma", "dials", actual="0", target="0", attainment=None, band=None)
    case.expect("score_weekly", "2025-12-15", "ma", score=None, phase=None, is_complete=True)
    case.expect("kpi_monthly", "2026-02-01", "ma", "customer_coverage", target="0", attainment=None)


def team_of_the_day(case: Case) -> None:
    """Ann moves from red to blue on Thursday; her first row's end is the start of the next one.

    Red: Ann's 10 dials of Monday and Bob's 5, not Ann's 7 of Thursday. Targets 3 + 5 member-days: 800
    dials, 8 potential, 2x3/5 + 2 = 3.2 valid; blue has 2 days. Customer x was won by Ann and by Bob in
    red and again by Ann in blue: red has x and y = 2 (not 3), blue 1, Ann 1, Bob 2.
    """
    case.rep("ann", MON, team_id=case.id("red"))
    case.rep("ann", THU, SUN, team_id=case.id("blue"))
    case.rep("bob", MON, SUN, team_id=case.id("red"))
    case.calls("ann", MON, 10)
    case.calls("ann", THU, 7)
    case.calls("bob", THU, 5)
    case.potential("ann", TUE, "x")
    case.potential("bob", WED, "x")
    case.potential("bob", THU, "y")
    case.potential("ann", FRI, "x")
    red, blue = ("kpi_weekly", MON, "team:red"), ("kpi_weekly", MON, "team:blue")
    case.expect(*red, "dials", actual="15", target="800", attainment="0.01875")
    case.expect(*blue, "dials", actual="7", target="200", attainment="0.035")
    case.expect(*red, "potential_opportunities", actual="2", target="8", attainment="0.25", minimum="4.8")
    case.expect(*red, "potential_opportunities", meets_minimum=False)
    case.expect(*blue, "potential_opportunities", actual="1", target="2", attainment="0.5")
    case.expect(*red, "valid_opportunities", target="3.2")
    case.expect("kpi_weekly", MON, "ann", "potential_opportunities", actual="1", target="5")
    case.expect("kpi_weekly", MON, "ann", "dials", actual="17", target="500")
    case.expect("kpi_weekly", MON, "bob", "potential_opportunities", actual="2")


def target_changes_in_mid_period(case: Case) -> None:
    """100 a day until Tuesday, 50 from Wednesday: 200 + 150 = 350; 280 is 80 %, 8 points."""
    case.rules(
        schemes=[scheme("target-change")],
        targets=[
            target("target-change", "dials", "day", "100", valid_to=TUE),
            target("target-change", "dials", "day", "50", valid_from=WED),
        ],
        weights=weights("target-change", {"dials": "10"}),
        bands=bands("target-change"),
    )
    case.rep("gao", MON, SUN, schemes="target-change")
    for day in WEEK:
        case.calls("gao", day, 56)
    case.expect(
        "kpi_weekly", MON, "gao", "target-change", "dials", target="350", attainment="0.8", band="yellow"
    )
    case.expect("score_weekly", MON, "gao", "target-change", score="8", band="yellow")
    case.expect(
        "kpi_daily", TUE, "gao", "target-change", "dials", target="100", attainment="0.56", band="red"
    )
    case.expect(
        "kpi_daily", WED, "gao", "target-change", "dials", target="50", attainment="1.12", band="green"
    )


def phase_changes_in_mid_period(case: Case) -> None:
    """Two days of hunting (dials 8, potential 2), three of closing (dials 2, potential 8).

    May, all week: dials weigh (2x8 + 3x2)/5 = 4.4, potential 5.6. 25 of 50 dials = 0.5, 4 of 5 potential
    = 0.8: 4.4x0.5 + 5.6x0.8 = 2.2 + 4.48 = 6.68. Joy, half of Tuesday on leave: 1.5 + 3 days; dials
    (1.5x8 + 3x2)/4.5 = 4, potential (1.5x2 + 3x8)/4.5 = 6. 27 of 45 = 0.6, 3 of 4.5 = 0.666667: 2.4 +
    4.000002 = 6.4000.
    """
    case.rules(
        schemes=[scheme("phases")],
        targets=[
            target("phases", "dials", "day", "10"),
            target("phases", "potential_opportunities", "day", "1"),
        ],
        weights=weights("phases", {"dials": "8", "potential_opportunities": "2"})
        + weights("phases", {"dials": "2", "potential_opportunities": "8"}, "close"),
        bands=bands("phases"),
    )
    for rep in ("may", "joy"):
        case.rep(rep, MON, TUE, schemes="phases")
        case.rep(rep, WED, SUN, schemes="phases", phase="close")
    case.leave("joy", TUE, TUE, "annual", "0.5")
    case.calls("may", MON, 25)
    case.calls("joy", MON, 27)
    for rep, days in (("may", WEEK[:4]), ("joy", WEEK[:3])):
        for day in days:
            case.potential(rep, day)
    may, joy = ("kpi_weekly", MON, "may", "phases"), ("kpi_weekly", MON, "joy", "phases")
    case.expect(*may, "dials", weight="4.4", points="2.2")
    case.expect(*may, "potential_opportunities", weight="5.6", points="4.48")
    case.expect("score_weekly", MON, "may", "phases", score="6.68", phase=f"close;{HUNT}")
    case.expect(*joy, "dials", target="45", weight="4", points="2.4")
    case.expect(*joy, "potential_opportunities", target="4.5", attainment="0.666667", weight="6", points="4")
    case.expect("score_weekly", MON, "joy", "phases", score="6.4", phase=f"close;{HUNT}")


def rounded_before_it_is_banded(case: Case) -> None:
    """Attainment is rounded half up to six places, then banded.

    77/128 = 0.6015625 exactly, half way: 0.601563, which reaches a bound of 0.601563; 76/128 does not.
    1/3 = 0.333333 reaches 0.333333 (it was rounded down); 2/3 = 0.666667 reaches 0.666667 (rounded up). A
    yearly 1305.0010 over 261 working days is 5.000003831 for one day: 3 of it is 0.59999954, so 0.600000:
    yellow; of 1305.0012 it is 0.59999945, so 0.599999: red.
    """
    one_kpi(case, "tie", "128")
    case.policy["bands"] = bands("tie", yellow="0.601563")
    case.rules(
        schemes=[scheme("thirds")],
        targets=[target("thirds", "dials", "day", "3")],
        weights=weights("thirds", {"dials": "10"}),
        bands=bands("thirds", yellow="0.333333", green="0.666667"),
    )
    one_kpi(case, "nearly", "1305.0010", "year")
    one_kpi(case, "not-quite", "1305.0012", "year")
    case.rep("tie", MON, SUN, schemes="tie")
    case.calls("tie", MON, 77)
    case.calls("tie", TUE, 76)
    case.rep("thirds", MON, SUN, schemes="thirds")
    case.calls("thirds", MON, 1)
    case.calls("thirds", TUE, 2)
    case.rep("year", "2026-01-05", "2026-01-05", schemes="nearly;not-quite")
    case.calls("year", "2026-01-05", 3)
    case.expect("kpi_daily", MON, "tie", "tie", "dials", attainment="0.601563", band="yellow")
    case.expect("kpi_daily", TUE, "tie", "tie", "dials", attainment="0.59375", band="red")
    case.expect("kpi_daily", MON, "thirds", "thirds", "dials", attainment="0.333333", band="yellow")
    case.expect(
        "kpi_daily", TUE, "thirds", "thirds", "dials", attainment="0.666667", band="green", points="6.6667"
    )
    year = ("kpi_yearly", "2026-01-01", "year")
    case.expect(*year, "nearly", "dials", target="5", attainment="0.6", band="yellow")
    case.expect(*year, "not-quite", "dials", target="5", attainment="0.599999", band="red")


def band_of_the_periods_end(case: Case) -> None:
    """Yellow begins at 60 % until Friday and at 50 % from Saturday: Friday's 55 of 100 are red, the week
    is yellow.
    """
    one_kpi(case, "bands-change", "100")
    case.policy["bands"] = bands("bands-change", valid_to=FRI) + bands(
        "bands-change", yellow="0.5", valid_from="2025-12-13"
    )
    case.rep("luo", MON, SUN, schemes="bands-change")
    for day in WEEK:
        case.calls("luo", day, 55)
    case.expect("kpi_daily", FRI, "luo", "bands-change", "dials", attainment="0.55", band="red")
    case.expect("kpi_weekly", MON, "luo", "bands-change", "dials", attainment="0.55", band="yellow")
    case.expect("score_weekly", MON, "luo", "bands-change", score="5.5", band="yellow")


def points_that_need_the_largest_remainder(case: Case) -> None:
    """Three KPIs of one point each, 15 a week.

    5, 5, 5 of 15: 0.333333 each, 0.999999 in all: score 1.0000; cut points 0.3333 each, one unit missing,
    all remainders equal, so it goes to the first KPI by id: dials 0.3334. 5, 5 and 10 potential:
    1.333333: score 1.3333; cut 0.3333 + 0.3333 + 0.6666; the unit goes to the largest remainder:
    potential 0.6667.
    """
    kpis = ("dials", "successful_calls", "potential_opportunities")
    case.rules(
        schemes=[scheme("remainders", score_max="3")],
        targets=[target("remainders", kpi, "day", "3") for kpi in kpis],
        weights=weights("remainders", dict.fromkeys(kpis, "1")),
        bands=bands("remainders"),
    )
    for rep, potential in (("even", 1), ("odd", 2)):
        case.rep(rep, MON, SUN, schemes="remainders")
        for day in WEEK:
            case.calls(rep, day, 1, 1)
            for _ in range(potential):
                case.potential(rep, day)
    even, odd = ("kpi_weekly", MON, "even", "remainders"), ("kpi_weekly", MON, "odd", "remainders")
    case.expect("score_weekly", MON, "even", "remainders", score="1", attainment="0.333333", band="red")
    case.expect(*even, "dials", points="0.3334", weight="1")
    case.expect(*even, "successful_calls", points="0.3333")
    case.expect(*even, "potential_opportunities", points="0.3333")
    case.expect("score_weekly", MON, "odd", "remainders", score="1.3333", attainment="0.444433", band="red")
    case.expect(*odd, "dials", points="0.3333")
    case.expect(*odd, "successful_calls", points="0.3333")
    case.expect(*odd, "potential_opportunities", points="0.6667")


def shared_ranks(case: Case) -> None:
    """50, 40, 40, 30 of 50 dials: ranks 1, 2, 2, 4; on leave: none."""
    one_kpi(case, "ranks", "10")
    for rep, dials in (("ann", 50), ("bob", 40), ("cid", 40), ("dan", 30), ("eve", 0)):
        case.rep(rep, MON, SUN, schemes="ranks")
        case.calls(rep, MON, dials)
    case.leave("eve", MON, FRI)
    for rep, score, rank in (
        ("ann", "10", 1),
        ("bob", "8", 2),
        ("cid", "8", 2),
        ("dan", "6", 4),
        ("eve", None, None),
    ):
        case.expect("score_weekly", MON, rep, "ranks", score=score, rank=rank)


def weight_of_an_excused_kpi_is_shared_out(case: Case) -> None:
    """The CRM was down all week: opportunities have no target. Dials and successful calls take all ten
    points.

    0.5 and 0.8 weigh 5 each: 2.5 + 4 = 6.5. The weights stay averages over the five days.
    """
    case.rules(
        schemes=[scheme("crm-down")],
        targets=core_targets("crm-down"),
        weights=weights("crm-down", SHIPPED_WEIGHTS),
        bands=bands("crm-down"),
        excused_days=rows(
            "date,scope_kind,scope_id,entity,fraction,reason,approved_by",
            *(f"{day},rep,{case.id('he')},opportunities,1,CRM down,boss" for day in WEEK),
        ),
    )
    case.rep("he", MON, SUN, schemes="crm-down")
    for day in WEEK:
        case.calls("he", day, 50, 16)
    case.potential("he", MON)
    week = ("kpi_weekly", MON, "he", "crm-down")
    case.expect(*week, "dials", weight="5", points="2.5", target="500")
    case.expect(*week, "successful_calls", weight="5", points="4")
    case.expect(
        *week, "potential_opportunities", actual="1", target="0", attainment=None, band=None, points=None
    )
    case.expect(*week, "potential_opportunities", weight=None, minimum="0", meets_minimum=None)
    case.expect("score_weekly", MON, "he", "crm-down", score="6.5", phase=HUNT)


def days_excused(case: Case) -> None:
    """Tuesday is excused for the team, half of Wednesday for Ann beside 0.75 of leave (together at most
    one day).

    Bob has 4 days: 400 dials. Ann has 3: 300 dials, 2x3/5 = 1.2 valid.
    """
    case.rules(
        excused_days=rows(
            "date,scope_kind,scope_id,entity,fraction,reason,approved_by",
            f"{TUE},team,{case.id('t')},,1,power cut,boss",
            f"{WED},rep,{case.id('ann')},,0.5,court,boss",
        )
    )
    case.rep("ann", MON, SUN, team_id=case.id("t"))
    case.rep("bob", MON, SUN, team_id=case.id("t"))
    case.leave("ann", WED, WED, "sick", "0.75")
    case.calls("ann", TUE, 4)
    case.expect("kpi_weekly", MON, "ann", "dials", actual="4", target="300")
    case.expect("kpi_weekly", MON, "ann", "valid_opportunities", target="1.2")
    case.expect("kpi_weekly", MON, "bob", "dials", target="400")
    case.expect("kpi_weekly", MON, "team:t", "dials", target="700")
    case.expect("kpi_daily", TUE, "ann", "dials", actual="4", target="0", attainment=None)


def three_hundred_is_green_in_any_month(case: Case) -> None:
    """300 customers in February (20 working days) are green; half of its working days make it 150.

    A week of February is 300x5/20 = 75, shown without a band. In January (22 days) 30 of 30 are green all
    the same. The half's last number is called twice: still 150 customers.
    """
    case.rep("full", "2026-02-01", "2026-02-28")
    case.rep("half", "2026-02-01", "2026-02-15")
    for day in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13):
        case.calls("full", f"2026-02-{day:02}", 15, 15)
        case.calls("full", f"2026-02-{day + 14:02}", 15, 15)
        case.calls("half", f"2026-02-{day:02}", 15, 15)
    last = case.exports[-1].rows[-1]["phone"]
    case.call("half", "2026-02-13 15:00:00", success=True, phone=last)
    month = ("kpi_monthly", "2026-02-01")
    case.expect(*month, "full", "customer_coverage", actual="300", target="300", attainment="1", band="green")
    case.expect(*month, "full", "customer_coverage", minimum="200", meets_minimum=True)
    case.expect(*month, "half", "customer_coverage", actual="150", target="150", attainment="1", band="green")
    case.expect(*month, "half", "successful_calls", actual="151")
    case.expect(
        "kpi_weekly", "2026-02-02", "full", "customer_coverage", target="75", attainment="1", band=None
    )
    case.expect("kpi_weekly", "2026-02-02", "full", "customer_coverage", meets_minimum=None, minimum="50")
    case.rules(
        schemes=[scheme("thirty")],
        targets=[target("thirty", "customer_coverage", "month", "30")],
        weights=weights("thirty", {"customer_coverage": "10"}),
        bands=bands("thirty"),
    )
    case.rep("jan", "2026-01-01", "2026-01-31", schemes="thirty")
    case.calls("jan", "2026-01-06", 30, 30)
    thirty = ("kpi_monthly", "2026-01-01", "jan", "thirty", "customer_coverage")
    case.expect(*thirty, actual="30", target="30", attainment="1", band="green", points="10")
    case.expect("score_weekly", "2026-01-05", "jan", "thirty", score=None, phase=HUNT, band=None)


def minimums(case: Case) -> None:
    """Potential: 3 a week. Exactly 3 meets it, 2 does not; on a day it is shown (0.6) and not judged."""
    for rep, potential, dials in (("on", 3, 60), ("under", 2, 59)):
        case.rep(rep, MON, SUN)
        for day in WEEK[:potential]:
            case.potential(rep, day)
        for day in WEEK:
            case.calls(rep, day, dials)
    case.expect("kpi_weekly", MON, "on", "potential_opportunities", minimum="3", meets_minimum=True)
    case.expect("kpi_weekly", MON, "under", "potential_opportunities", minimum="3", meets_minimum=False)
    case.expect("kpi_weekly", MON, "on", "dials", minimum="300", meets_minimum=True)
    case.expect("kpi_weekly", MON, "under", "dials", minimum="300", meets_minimum=False)
    case.expect(
        "kpi_daily", MON, "on", "potential_opportunities", minimum="0.6", meets_minimum=None, band="green"
    )
    case.expect("kpi_daily", MON, "under", "dials", minimum="60", meets_minimum=False)
    case.expect("kpi_daily", MON, "on", "valid_opportunities", minimum=None, meets_minimum=None)


def which_grain_judges(case: Case) -> None:
    """Nobody is red on a Monday for a target of two a week.

    Monday: valid 1 of 0.4 = 2.5, coverage 0 of 300/23 = 13.0435, both without a band and without points;
    their weight (1 and 0) is shared out: dials and successful calls 2x10/9 = 2.2222, potential 5.5556. 50
    dials: 0.5x2.2222... = 1.1111. The scheme `two-pers` has 100 a day and 400 a week: a day is held
    against 100, a week against 400, February (four whole weeks of 5 days) against 1600.
    """
    case.rep("qin", MON, SUN)
    case.calls("qin", MON, 50)
    case.valid("qin", MON)
    day = ("kpi_daily", MON, "qin")
    case.expect(*day, "valid_opportunities", actual="1", target="0.4", attainment="2.5", band=None)
    case.expect(*day, "valid_opportunities", weight=None, points=None)
    case.expect(*day, "customer_coverage", target="13.0435", attainment="0", band=None, meets_minimum=None)
    case.expect(*day, "dials", weight="2.2222", points="1.1111", band="red")
    case.expect(*day, "successful_calls", weight="2.2222", points="0", band="red")
    case.expect(*day, "potential_opportunities", weight="5.5556", points="0")
    case.expect("kpi_weekly", MON, "qin", "valid_opportunities", attainment="0.5", band="red", points="0.5")
    one_kpi(case, "two-pers", "100")
    case.rules(targets=[target("two-pers", "dials", "week", "400")])
    case.rep("fan", "2026-02-02", "2026-02-28", schemes="two-pers")
    case.expect("kpi_daily", "2026-02-02", "fan", "two-pers", "dials", target="100", band="red")
    case.expect("kpi_weekly", "2026-02-02", "fan", "two-pers", "dials", target="400")
    case.expect("kpi_monthly", "2026-02-01", "fan", "two-pers", "dials", target="1600")


def period_to_date(case: Case) -> None:
    """The as-of day is Wednesday 2026-03-11: that week has 3 days so far, March 8.

    150 of 300 dials; valid 2 + 2x3/5 = 3.2 in March; coverage 300x8/22 = 109.0909. Thursday's calls wait.
    """
    case.rep("liu", "2026-03-02")
    for day in ("2026-03-09", "2026-03-10", "2026-03-11"):
        case.calls("liu", day, 50)
    case.calls("liu", "2026-03-12", 20)
    week = ("kpi_weekly", "2026-03-09", "liu", "dials")
    case.expect(
        *week, actual="150", target="300", attainment="0.5", is_complete=False, period_end="2026-03-15"
    )
    month = ("kpi_monthly", "2026-03-01", "liu")
    case.expect(*month, "dials", target="800", is_complete=False, period_end="2026-03-31")
    case.expect(*month, "valid_opportunities", target="3.2")
    case.expect(*month, "customer_coverage", target="109.0909")
    case.expect("kpi_daily", "2026-03-11", "liu", "dials", actual="50", is_complete=True)
    case.expect("score_weekly", "2026-03-09", "liu", is_complete=False)
    case.expect_none("kpi_daily", "2026-03-12", "liu", CORE, "dials")


def part_time(case: Case) -> None:
    """Half a post: 250 dials, 1 valid a week, coverage of the week in December 300x2.5/23 = 32.6087."""
    case.rep("yu", MON, SUN, fte="0.5")
    case.expect("kpi_weekly", MON, "yu", "dials", target="250", minimum="150")
    case.expect("kpi_weekly", MON, "yu", "valid_opportunities", target="1")
    case.expect("kpi_monthly", "2025-12-01", "yu", "customer_coverage", target="32.6087")


def grade_and_tenure(case: Case) -> None:
    """100 a day; juniors 60; juniors in their first 30 days (0 to 29) 30: the row with the most filters
    serves.

    Hired on 2025-11-10 a junior has tenure 28 on Monday and 29 on Tuesday: 30 + 30, then 60x3: 240. Where
    only juniors have a target, a senior has none: no attainment, and the other KPI takes all ten points.
    """
    one_kpi(case, "filters", "100")
    case.rules(
        targets=[
            target("filters", "dials", "day", "60", grade="junior"),
            target(
                "filters", "dials", "day", "30", grade="junior", tenure_from_days="0", tenure_to_days="29"
            ),
        ]
    )
    case.rep("senior", MON, SUN, schemes="filters", grade="senior", hired_on="2025-12-01")
    case.rep("junior", MON, SUN, schemes="filters", grade="junior", hired_on="2020-01-01")
    case.rep("new", MON, SUN, schemes="filters", grade="junior", hired_on="2025-11-10")
    for rep, goal in (("senior", "500"), ("junior", "300"), ("new", "240")):
        case.expect("kpi_weekly", MON, rep, "filters", "dials", target=goal)
    case.rules(
        schemes=[scheme("juniors")],
        targets=[
            target("juniors", "dials", "day", "100", grade="junior"),
            target("juniors", "successful_calls", "day", "2"),
        ],
        weights=weights("juniors", {"dials": "4", "successful_calls": "6"}),
        bands=bands("juniors"),
    )
    case.rep("other", MON, SUN, schemes="juniors", grade="senior")
    case.calls("other", MON, 7, 5)
    week = ("kpi_weekly", MON, "other", "juniors")
    case.expect(
        *week, "dials", actual="7", target=None, minimum=None, attainment=None, band=None, points=None
    )
    case.expect(*week, "successful_calls", attainment="0.5", weight="10", points="5")


def weights_of_a_grain(case: Case) -> None:
    """In a month dials alone count; in a week dials 4 and potential 6.

    One week, 25 of 50 dials and 5 of 5 potential: 0.5x4 + 6 = 8; the month: 0.5x10 = 5.
    """
    case.rules(
        schemes=[scheme("by-grain")],
        targets=[
            target("by-grain", "dials", "day", "10"),
            target("by-grain", "potential_opportunities", "day", "1"),
        ],
        weights=weights("by-grain", {"dials": "4", "potential_opportunities": "6"})
        + weights("by-grain", {"dials": "10"}, grain="month"),
        bands=bands("by-grain"),
    )
    case.rep("tan", MON, SUN, schemes="by-grain")
    for day in WEEK:
        case.calls("tan", day, 5)
        case.potential("tan", day)
    case.expect("score_weekly", MON, "tan", "by-grain", score="8")
    case.expect("score_monthly", "2025-12-01", "tan", "by-grain", score="5", band="red")
    month = ("kpi_monthly", "2025-12-01", "tan", "by-grain")
    case.expect(*month, "potential_opportunities", attainment="1", band="green", weight=None, points=None)
    case.expect(*month, "dials", weight="10", points="5")


def cap_above_one(case: Case) -> None:
    """Cap 1.2: 75 of 50 dials is 1.5, worth 12 of 10 points; the score's own share is 1.2, green."""
    one_kpi(case, "capped", "10")
    case.policy["schemes"] = [scheme("capped", cap="1.2")]
    case.rep("cao", MON, SUN, schemes="capped")
    case.calls("cao", MON, 75)
    case.expect("kpi_weekly", MON, "cao", "capped", "dials", attainment="1.5", points="12", weight="10")
    case.expect(
        "score_weekly", MON, "cao", "capped", score="12", score_max="10", attainment="1.2", band="green"
    )


def two_schemes_and_a_change_of_scheme(case: Case) -> None:
    """Both schemes until Tuesday, the second alone from Wednesday: the core scheme sees Monday's 20 calls
    of 200, the second all 50 of 50. A scheme judged by week alone has no other rows.
    """
    one_kpi(case, "second", "10")
    case.policy["schemes"] = [scheme("second", grains="week")]
    case.rep("deng", MON, TUE, schemes=f"{CORE};second")
    case.rep("deng", WED, SUN, schemes="second")
    case.calls("deng", MON, 20)
    case.calls("deng", THU, 30)
    case.expect("kpi_weekly", MON, "deng", "dials", actual="20", target="200", attainment="0.1")
    case.expect("kpi_weekly", MON, "deng", "second", "dials", actual="50", target="50", attainment="1")
    case.expect_none("kpi_daily", MON, "deng", "second", "dials")
    case.expect_none("kpi_daily", THU, "deng", CORE, "dials")


def rows_that_exist(case: Case) -> None:
    """The site's first day is 2025-12-01: a rep on the roster since November has no row before that week.

    Between Tuesday and Saturday no row covers the rep: no daily rows, and Wednesday's calls count for
    nobody.
    """
    case.rep("old", "2025-11-17", "2025-12-07")
    case.rep("gap", MON, TUE)
    case.rep("gap", "2025-12-13", SUN)
    case.calls("gap", TUE, 3)
    case.calls("gap", WED, 4)
    case.expect_none("kpi_weekly", "2025-11-24", "old", CORE, "dials")
    case.expect_none("kpi_monthly", "2025-11-01", "old", CORE, "dials")
    case.expect("kpi_weekly", "2025-12-01", "old", "dials", target="500")
    case.expect("kpi_weekly", MON, "gap", "dials", actual="3", target="200")
    case.expect_none("kpi_daily", WED, "gap", CORE, "dials")
    case.expect("kpi_daily", "2025-12-13", "gap", "dials", actual="0", target="0", attainment=None)


def own_calendar(case: Case) -> None:
    """A rep on the calendar `six`: Saturday the 13th is worked there, so 6 days: 600 dials, valid 2x6/5 =
    2.4.

    December has 24 working days in it: coverage 300x6/24 = 75.
    """
    case.rules(calendar=rows("date,is_working_day,name,calendar_id", "2025-12-13,true,Saturday,six"))
    case.rep("six", MON, SUN, calendar_id="six")
    case.expect("kpi_weekly", MON, "six", "dials", target="600")
    case.expect("kpi_weekly", MON, "six", "valid_opportunities", target="2.4")
    case.expect("kpi_monthly", "2025-12-01", "six", "customer_coverage", target="75")


def reward_and_penalty(case: Case) -> None:
    """Targets 1 dial and 0.1 potential a day, five points each.

    No calls from December on: red in December, January and February, so named in January and in February.
    All January on leave (or 10.5 of 22 days there): no evidence from it, December and February make two:
    February. 11 of 22 days there are enough: January and February. A green January in between: nobody is
    named. Part works two fifths of each day and was there on all: January and February; not so January of
    off, who works as much and was on leave on 12 of 22 days. Sat works on Saturdays, too: 13 of his 27 days
    in January are not half.

    Bonus: January's target is 2.2; 3 potential and an order signed that January. Not with the order
    cancelled, not with the order in February, not with 2 of February's target of 2.
    """
    case.rules(
        schemes=[scheme("small")],
        targets=[
            target("small", "dials", "day", "1"),
            target("small", "potential_opportunities", "day", "0.1"),
        ],
        weights=weights("small", {"dials": "5", "potential_opportunities": "5"}),
        bands=bands("small"),
        consequences=rows(
            "rule_id,scheme_id,subject_kind,grain,kind,kpi_id,band,periods,requires,min_available_share,"
            "name_zh,name_en,says_zh,says_en,valid_from,valid_to",
            "small-bonus,small,rep,month,above_target,potential_opportunities,,,sales_won,0.5,奖,B,奖,B,,",
            "small-red,small,rep,month,band_streak,,red,2,,0.5,罚,R,罚,R,,",
        ),
    )
    for rep in ("idle", "rested", "half", "less", "risen"):
        case.rep(rep, "2025-12-01", schemes="small")
    case.rules(
        calendar=rows(
            "date,is_working_day,name,calendar_id",
            *(f"2026-01-{day:02},true,Saturday,saturdays" for day in (3, 10, 17, 24, 31)),
        )
    )
    for rep in ("part", "off"):
        case.rep(rep, "2025-12-01", schemes="small", fte="0.4")
    case.rep("sat", "2025-12-01", schemes="small", calendar_id="saturdays")
    case.leave("off", "2026-01-15", "2026-01-31")
    case.leave("sat", "2026-01-16", "2026-01-31")
    for rep, months in (("part", ("2026-01", "2026-02")), ("off", ("2026-02",)), ("sat", ("2026-02",))):
        case.expect_consequence("small-red", rep, *months)
    case.leave("rested", "2026-01-01", "2026-01-31")
    case.leave("half", "2026-01-17", "2026-01-31")
    case.leave("half", "2026-01-16", "2026-01-16")
    case.leave("less", "2026-01-16", "2026-01-31")
    case.leave("less", "2026-01-15", "2026-01-15", "sick", "0.5")
    case.calls("risen", "2026-01-06", 22)
    for day in (6, 7, 8):
        case.potential("risen", f"2026-01-0{day}")
    for rep, months in (("idle", ("2026-01", "2026-02")), ("rested", ("2026-02",)), ("less", ("2026-02",))):
        case.expect_consequence("small-red", rep, *months)
    case.expect_consequence("small-red", "half", "2026-01", "2026-02")
    case.expect_consequence("small-red", "risen")
    for rep, signed, cancelled in (
        ("star", "2026-01-31 23:00:00", ""),
        ("undone", "2026-01-20 10:00:00", "2026-02-02 09:00:00"),
        ("late", "2026-02-02 10:00:00", ""),
    ):
        case.rep(rep, "2026-01-01", "2026-02-28", schemes="small")
        for day in (6, 7, 8):
            case.potential(rep, f"2026-01-0{day}")
        order = {"order_id": case.id(f"order-{rep}"), "rep_id": case.id(rep), "signed_at": signed}
        case.rows("orders", [{**order, "amount": "100", "cancelled_at": cancelled}])
    case.rep("even", "2026-02-01", "2026-02-28", schemes="small")
    case.potential("even", "2026-02-03")
    case.potential("even", "2026-02-04")
    even = {"order_id": case.id("order-even"), "rep_id": case.id("even"), "signed_at": "2026-02-05 10:00:00"}
    case.rows("orders", [{**even, "amount": "100"}])
    case.expect_consequence("small-bonus", "star", "2026-01")
    for rep in ("undone", "late", "even", "risen"):
        case.expect_consequence("small-bonus", rep)


CASES = (
    worked_example,
    full_week_of_leave,
    parts_of_days,
    holiday_make_up_day_and_new_year,
    hired_in_mid_week,
    leaver_with_an_open_row,
    team_of_the_day,
    target_changes_in_mid_period,
    phase_changes_in_mid_period,
    rounded_before_it_is_banded,
    band_of_the_periods_end,
    points_that_need_the_largest_remainder,
    shared_ranks,
    weight_of_an_excused_kpi_is_shared_out,
    days_excused,
    three_hundred_is_green_in_any_month,
    minimums,
    which_grain_judges,
    period_to_date,
    part_time,
    grade_and_tenure,
    weights_of_a_grain,
    cap_above_one,
    two_schemes_and_a_change_of_scheme,
    rows_that_exist,
    own_calendar,
    reward_and_penalty,
)
