"""Cases of a world with other settings.

New York time, first_day Wednesday 2026-02-11, six working days to a standard week (Saturdays are worked
in February and March), 20 seconds of talk, credit to the first who bore a milestone, no orders exported.
The site's first call is on Monday 2026-02-02, the as-of day is Sunday 2026-03-15. February has 20 + 4
working days.
"""

from datetime import timedelta

from tests.golden.case import NIGHT, Case
from tests.reference.base_policy import bands, rows, scheme, target, weights


def start_in_mid_month(case: Case) -> None:
    """Week of 2026-02-09: Wednesday to Saturday are 4 days: 400 dials, valid 2x4/6 = 1.3333; Monday's 5
    calls count.

    February from the 11th: 4 + 6 + 6 worked days (11-14, 16-21, 23-28), less the 27th, which this world
    excuses: 15 days, coverage 300x15/24 = 187.5.
    The week before stands with what happened, without a target. Nobody turns red.
    """
    case.rep("ann", "2026-01-01")
    case.calls("ann", "2026-02-03", 2)
    case.calls("ann", "2026-02-09", 5)
    case.expect("kpi_weekly", "2026-02-09", "ann", "dials", actual="5", target="400", attainment="0.0125")
    case.expect("kpi_weekly", "2026-02-09", "ann", "valid_opportunities", target="1.3333")
    case.expect(
        "kpi_weekly", "2026-02-02", "ann", "dials", actual="2", target="0", attainment=None, band=None
    )
    case.expect("score_weekly", "2026-02-02", "ann", score=None, phase=None)
    case.expect("kpi_monthly", "2026-02-01", "ann", "customer_coverage", target="187.5")
    case.expect("kpi_monthly", "2026-02-01", "ann", "dials", actual="7", target="1500")
    case.expect("kpi_weekly", "2026-02-16", "ann", "dials", target="600")


def talk_time(case: Case) -> None:
    """20 seconds of talk are enough, 19 and a blank are not."""
    case.rep("ann", "2026-02-16", "2026-02-22")
    for minute, seconds in enumerate((20, 19, "")):
        case.call("ann", f"2026-02-16 10:{minute:02}:00", success=True, talk_seconds=seconds)
    case.expect("kpi_daily", "2026-02-16", "ann", "dials", actual="3")
    case.expect("kpi_daily", "2026-02-16", "ann", "successful_calls", actual="1")


def first_who_bore_the_milestone(case: Case) -> None:
    """Opened by Ann, accepted under Bob, later handed to Cid: Bob's, on the day that stands now
    (Tuesday).
    """
    for rep in ("ann", "bob", "cid"):
        case.rep(rep, "2026-02-16", "2026-02-22")
    base = {"opportunity_id": case.id("o"), "customer_id": case.id("c"), "is_capable": "true"}
    history = (
        {"rep_id": case.id("ann")},
        {"rep_id": case.id("bob"), "visit_accepted_at": "2026-02-16 10:00:00"},
        {"rep_id": case.id("cid"), "visit_accepted_at": "2026-02-17 10:00:00"},
    )
    for night, revision in enumerate(history):
        exported = NIGHT + timedelta(days=night)
        case.rows("opportunities", [{**base, **revision}], file=f"n{night}", exported_at=exported)
    for rep, count in (("ann", "0"), ("bob", "1"), ("cid", "0")):
        case.expect("kpi_daily", "2026-02-17", rep, "potential_opportunities", actual=count)
        case.expect("kpi_weekly", "2026-02-16", rep, "potential_opportunities", actual=count)


def clocks_go_forward(case: Case) -> None:
    """New York skips 02:00 to 03:00 on Sunday 2026-03-08: a call at 02:30 is that day's.

    03:59:59Z of the 8th is 22:59:59 of the 7th (UTC-5); 03:59:59Z of the 9th is 23:59:59 of the 8th
    (UTC-4 by now); 04:30Z of the 9th is the 9th.
    """
    case.rep("ann", "2026-03-02", "2026-03-15")
    for moment in (
        "2026-03-08 02:30:00",
        "2026-03-08T03:59:59Z",
        "2026-03-09T03:59:59Z",
        "2026-03-09T04:30:00Z",
    ):
        case.call("ann", moment)
    for day, dials in (("2026-03-07", "1"), ("2026-03-08", "2"), ("2026-03-09", "1")):
        case.expect("kpi_daily", day, "ann", "dials", actual=dials)


def excused_for_the_whole_site(case: Case) -> None:
    """Friday 2026-02-27 is excused for the site: 5 of 6 days: 500 dials, valid 2x5/6 = 1.6667."""
    case.rules(
        excused_days=rows(
            "date,scope_kind,scope_id,entity,fraction,reason,approved_by",
            "2026-02-27,site,site,,1,storm,boss",
        )
    )
    case.rep("ann", "2026-02-23", "2026-03-01")
    case.expect("kpi_weekly", "2026-02-23", "ann", "dials", target="500")
    case.expect("kpi_weekly", "2026-02-23", "ann", "valid_opportunities", target="1.6667")


def sales_from_opportunities(case: Case) -> None:
    """No orders are exported, so an opportunity won in the month is its sale.

    From the 11th on February has 16 worked days, one of them excused: 15 of 24 are evidence.
    0.1x15 = 1.5 potential; 2 are above it. Ann won one in February, Bob in March.
    """
    case.rules(
        schemes=[scheme("won")],
        targets=[target("won", "potential_opportunities", "day", "0.1")],
        weights=weights("won", {"potential_opportunities": "10"}),
        bands=bands("won"),
        consequences=rows(
            "rule_id,scheme_id,subject_kind,grain,kind,kpi_id,band,periods,requires,min_available_share,"
            "name_zh,name_en,says_zh,says_en,valid_from,valid_to",
            "won-bonus,won,rep,month,above_target,potential_opportunities,,,sales_won,0.5,奖,B,奖,B,,",
        ),
    )
    for rep, won in (("ann", "2026-02-28 12:00:00"), ("bob", "2026-03-02 12:00:00")):
        case.rep(rep, "2026-02-01", schemes="won")
        case.potential(rep, "2026-02-17")
        case.potential(rep, "2026-02-18", won_at=won)
        case.expect(
            "kpi_monthly", "2026-02-01", rep, "won", "potential_opportunities", actual="2", target="1.5"
        )
    case.expect_consequence("won-bonus", "ann", "2026-02")
    case.expect_consequence("won-bonus", "bob")


def lower_is_better(case: Case) -> None:
    """In this world fewer valid opportunities are better. Six worked days, 2 a week: 0, 1 and 2 are 1, 4
    is 2/4 = 0.5.

    4 points of ten, the other six go with dials, of which there are none: 4 and 2. On leave nothing is
    judged. Where none at all are wanted (target 0) 0 is 1 and anything else is 0; a target of 0 for a KPI
    of which more is better is not judged, so valid 4 and dials 3 share the ten points: 5.7143 and 4.2857.
    5 of 30 dials are 0.166667: 10x(4x1 + 3x0.166667)/7 = 6.4286 and 10x(3x0.166667)/7 = 0.7143.
    """
    case.rules(
        schemes=[scheme("lower"), scheme("none-wanted")],
        targets=[
            target("lower", "valid_opportunities", "week", "2"),
            target("lower", "dials", "day", "5"),
            target("none-wanted", "valid_opportunities", "week", "0"),
            target("none-wanted", "potential_opportunities", "day", "0"),
            target("none-wanted", "dials", "day", "5"),
        ],
        weights=weights("lower", {"valid_opportunities": "4", "dials": "6"})
        + weights("none-wanted", {"valid_opportunities": "4", "potential_opportunities": "3", "dials": "3"}),
        bands=bands("lower") + bands("none-wanted"),
    )
    monday, sunday = "2026-02-16", "2026-02-22"
    reps = (("none", 0, "1", "4"), ("two", 2, "1", "4"), ("four", 4, "0.5", "2"), ("away", 3, None, None))
    for rep, count, attainment, score in reps:
        case.rep(rep, monday, sunday, schemes="lower")
        for _ in range(count):
            case.valid(rep, monday)
        if rep == "away":
            case.leave(rep, monday, sunday)
        case.expect("kpi_weekly", monday, rep, "lower", "valid_opportunities", attainment=attainment)
        case.expect("score_weekly", monday, rep, "lower", score=score)
    for rep, count, attainment, score in (("good", 0, "1", "6.4286"), ("bad", 1, "0", "0.7143")):
        case.rep(rep, monday, sunday, schemes="none-wanted")
        case.calls(rep, monday, 5)
        for _ in range(count):
            case.valid(rep, monday)
        week = ("kpi_weekly", monday, rep, "none-wanted")
        case.expect(*week, "valid_opportunities", target="0", attainment=attainment, weight="5.7143")
        case.expect(*week, "potential_opportunities", target="0", attainment=None, weight=None)
        case.expect("score_weekly", monday, rep, "none-wanted", score=score)


CASES = (
    start_in_mid_month,
    talk_time,
    first_who_bore_the_milestone,
    clocks_go_forward,
    excused_for_the_whole_site,
    sales_from_opportunities,
    lower_is_better,
)
