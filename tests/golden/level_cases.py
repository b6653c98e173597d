"""Ratios and means: numerators and denominators that are summed and divided once, levels that are neither
prorated nor added, lower that is better.

`CASES` are for the standard world (connect rate, more is better), `LOWER_CASES` for the world of settings, in
which the average talk time is better the shorter it is.
"""

from tests.golden.case import Case
from tests.reference.base_policy import bands, scheme, target, weights

MONDAY, SUNDAY = "2026-03-02", "2026-03-08"


def _scheme(case: Case, name: str, points: dict[str, str], *targets: dict[str, object]) -> None:
    case.rules(
        schemes=[scheme(name)],
        targets=list(targets),
        weights=weights(name, points),
        bands=bands(name),
    )


def _talks(case: Case, rep: str, day: str, missed: int, *seconds: object) -> None:
    """Calls that nobody answered, and one for each talk."""
    case.calls(rep, day, missed)
    for minute, talk in enumerate(seconds):
        more = {"disposition": "connected", "talk_seconds": talk, "result": "other_person"}
        case.call(rep, f"{day} 14:{minute:02}:00", **more)


def rates_are_summed_and_divided_once(case: Case) -> None:
    """Ann: 3 of 8 dials connected: 3/8 = 0.375, of 0.5 that is 0.75, below the minimum of 0.4. Talk (30 +
    60 + 95)/3 = 61.6667, of 60 that is 185/180 = 1.027778: judged by the quotient, capped at 1. Score
    0.75 x 6 + 1 x 4 = 8.5. Bob: 2 of 2: attainment 2, capped; talk (50 + 52)/2 = 51, 0.85: 6 + 3.4 =
    9.4. The team: 5 of 10 is 0.5, exactly 1 (not the mean of 0.375 and 1); talk 287/5 = 57.4, of 60
    0.956667: 6 + 0.956667 x 4 = 9.826668, shown 9.8267. The level stays 0.5 for two reps and five days.
    """
    name = "rates"
    _scheme(
        case,
        name,
        {"connect_rate": "6", "average_talk_time": "4"},
        target(name, "connect_rate", "day", "0.5", minimum="0.4"),
        target(name, "average_talk_time", "week", "60"),
    )
    for rep in ("ann", "bob"):
        case.rep(rep, MONDAY, SUNDAY, team_id=case.id("t"), schemes=name)
    _talks(case, "ann", MONDAY, 4, 30)
    _talks(case, "ann", "2026-03-04", 1, 60, 95)
    _talks(case, "bob", "2026-03-05", 0, 50, 52)
    week = ("kpi_weekly", MONDAY, "ann", name)
    case.expect(*week, "connect_rate", numerator="3", denominator="8", actual="0.375", measured="0.375")
    case.expect(*week, "connect_rate", target="0.5", attainment="0.75", band="yellow", points="4.5")
    case.expect(*week, "connect_rate", adjustment="0", minimum="0.4", meets_minimum=False)
    case.expect(*week, "average_talk_time", numerator="185", denominator="3", actual="61.6667")
    case.expect(*week, "average_talk_time", target="60", attainment="1.027778", band="green", points="4")
    case.expect("score_weekly", MONDAY, "ann", name, score="8.5", rank="2")
    case.expect("score_weekly", MONDAY, "bob", name, score="9.4", rank="1")
    team = ("kpi_weekly", MONDAY, "team:t", name)
    case.expect(*team, "connect_rate", numerator="5", denominator="10", actual="0.5", attainment="1")
    case.expect(*team, "connect_rate", target="0.5", minimum="0.4", meets_minimum=True)
    case.expect(*team, "average_talk_time", numerator="287", denominator="5", actual="57.4")
    case.expect("score_weekly", MONDAY, "team:t", name, score="9.8267")
    day = ("kpi_daily", MONDAY, "ann", name)
    case.expect(*day, "connect_rate", actual="0.2", target="0.5", attainment="0.4", band="red")
    case.expect(*day, "average_talk_time", actual="30", target="60", attainment="0.5", band=None, points=None)


def levels_average_by_available_days(case: Case) -> None:
    """February: 0.4 up to the 18th (13 working days), 0.5 on the 19th and 20th, then a week of leave: (13
    x 0.4 + 2 x 0.5)/15 = 6.2/15, shown 0.4133. 2 of 6 before the leave and 1 of 1 in it: 3/7, shown
    0.4286. Attainment 3/7 / (6.2/15) = 45/43.4 = 1.036866 (the shown numbers would say 1.037019). In
    the week of leave there is nothing to be judged by; in the week of the 16th (3 x 0.4 + 2 x 0.5)/5 =
    0.44.
    """
    name = "levels"
    _scheme(
        case,
        name,
        {"connect_rate": "10"},
        target(name, "connect_rate", "week", "0.4", valid_to="2026-02-18"),
        target(name, "connect_rate", "week", "0.5", valid_from="2026-02-19"),
    )
    case.rep("ann", "2026-02-02", "2026-02-28", schemes=name)
    case.leave("ann", "2026-02-23", "2026-02-27")
    _talks(case, "ann", "2026-02-10", 4, 40, 50)
    _talks(case, "ann", "2026-02-24", 0, 20)
    month = ("kpi_monthly", "2026-02-01", "ann", name, "connect_rate")
    case.expect(*month, numerator="3", denominator="7", actual="0.4286", target="0.4133")
    case.expect(*month, attainment="1.036866", band="green", points="10")
    away = ("kpi_weekly", "2026-02-23", "ann", name, "connect_rate")
    case.expect(*away, actual="1", target="0", attainment=None, band=None)
    case.expect("score_weekly", "2026-02-23", "ann", name, score=None)
    case.expect("kpi_weekly", "2026-02-16", "ann", name, "connect_rate", target="0.44")


def a_team_averages_the_levels_of_its_members(case: Case) -> None:
    """Juniors owe 0.3, the others 0.5. Ann, a junior, is there 5 days, Bob 2.5: (5 x 0.3 + 2.5 x 0.5)/7.5
    = 2.75/7.5, shown 0.3667. Together 2 of 5 = 0.4: 0.4 x 7.5/2.75 = 1.090909.
    """
    name = "graded-levels"
    _scheme(
        case,
        name,
        {"connect_rate": "10"},
        target(name, "connect_rate", "week", "0.5"),
        target(name, "connect_rate", "week", "0.3", grade="junior"),
    )
    case.rep("ann", MONDAY, SUNDAY, team_id=case.id("t"), schemes=name, grade="junior")
    case.rep("bob", MONDAY, SUNDAY, team_id=case.id("t"), schemes=name, fte="0.5")
    _talks(case, "ann", MONDAY, 2, 10)
    _talks(case, "bob", MONDAY, 1, 10)
    team = ("kpi_weekly", MONDAY, "team:t", name, "connect_rate")
    case.expect(*team, target="0.3667", actual="0.4", attainment="1.090909")
    case.expect("kpi_weekly", MONDAY, "ann", name, "connect_rate", target="0.3", attainment="1.111111")


def nothing_out_of_nothing_is_no_rate(case: Case) -> None:
    """A week without a dial has no connect rate: its weight goes to the dials, which are 0. One without a
    connected dial has a connect rate of 0, but no average talk time.
    """
    name = "no-cases"
    _scheme(
        case,
        name,
        {"connect_rate": "4", "average_talk_time": "4", "dials": "2"},
        target(name, "connect_rate", "week", "0.5", minimum="0.4"),
        target(name, "average_talk_time", "week", "60"),
        target(name, "dials", "day", "10"),
    )
    for rep in ("idle", "unlucky"):
        case.rep(rep, MONDAY, SUNDAY, schemes=name)
    case.calls("unlucky", MONDAY, 25)
    idle, unlucky = (("kpi_weekly", MONDAY, rep, name) for rep in ("idle", "unlucky"))
    case.expect(*idle, "connect_rate", actual=None, measured=None, numerator="0", denominator="0")
    case.expect(*idle, "connect_rate", target="0.5", attainment=None, band=None, weight=None, points=None)
    case.expect(*idle, "connect_rate", minimum="0.4", meets_minimum=None)
    case.expect(*idle, "dials", attainment="0", weight="10")
    case.expect("score_weekly", MONDAY, "idle", name, score="0")
    case.expect(*unlucky, "connect_rate", actual="0", attainment="0", weight="6.6667", meets_minimum=False)
    case.expect(*unlucky, "average_talk_time", actual=None, denominator="0", attainment=None)
    case.expect("score_weekly", MONDAY, "unlucky", name, score="1.6667")


def ratios_take_no_adjustment(case: Case) -> None:
    """What was approved cannot be added to a rate; that of the score counts. 1 of 2 is exactly 0.5: 10 +
    0.5.
    """
    name = "adjusted-rates"
    _scheme(case, name, {"connect_rate": "10"}, target(name, "connect_rate", "week", "0.5"))
    case.rep("ann", MONDAY, SUNDAY, schemes=name)
    _talks(case, "ann", MONDAY, 1, 10)
    line = {"subject_id": case.id("ann"), "scheme_id": name, "delta": "0.5", "reason": "granted"}
    line |= {"approved_by": "boss", "approved_at": f"{SUNDAY} 18:00:00"}
    case.rows(
        "adjustments",
        [
            {**line, "adjustment_id": case.id("1"), "kpi_id": "connect_rate", "period": MONDAY},
            {**line, "adjustment_id": case.id("2"), "kpi_id": "score", "period": "2026-W10"},
        ],
    )
    case.expect("kpi_weekly", MONDAY, "ann", name, "connect_rate", actual="0.5", adjustment="0")
    case.expect("score_weekly", MONDAY, "ann", name, measured="10", adjustment="0.5", score="10.5")


def shorter_is_better(case: Case) -> None:
    """At or below 60 seconds is 1; above it 60 over the actual. Ann 185/3: 180/185 = 0.972973; Bob exactly
    60; the cap of attainment lifts nobody above 1. A minimum of 70 (nobody may be longer) holds for
    both.
    """
    name = "short-talks"
    minimum = {"minimum": "70"}
    _scheme(
        case, name, {"average_talk_time": "10"}, target(name, "average_talk_time", "week", "60", **minimum)
    )
    for rep in ("ann", "bob", "cid"):
        case.rep(rep, MONDAY, SUNDAY, schemes=name)
    _talks(case, "ann", MONDAY, 1, 30, 60, 95)
    _talks(case, "bob", MONDAY, 1, 70, 50)
    _talks(case, "cid", MONDAY, 0, 240)
    for rep, attainment, band, met in (
        ("ann", "0.972973", "yellow", True),
        ("bob", "1", "green", True),
        ("cid", "0.25", "red", False),
    ):
        week = ("kpi_weekly", MONDAY, rep, name, "average_talk_time")
        case.expect(*week, target="60", attainment=attainment, band=band, meets_minimum=met)
    case.expect("score_weekly", MONDAY, "ann", name, score="9.7297")


def a_level_of_nothing_is_judged(case: Case) -> None:
    """Where lower is better a target of 0 is 1 for exactly 0 and 0 for anything else; over no case null."""
    name = "no-talk"
    _scheme(case, name, {"average_talk_time": "10"}, target(name, "average_talk_time", "week", "0"))
    for rep, seconds, attainment in (("mute", (0, ""), "1"), ("brief", (0, 1), "0"), ("away", (), None)):
        case.rep(rep, MONDAY, SUNDAY, schemes=name)
        _talks(case, rep, MONDAY, 1, *seconds)
        case.expect("kpi_weekly", MONDAY, rep, name, "average_talk_time", target="0", attainment=attainment)


CASES = (
    rates_are_summed_and_divided_once,
    levels_average_by_available_days,
    a_team_averages_the_levels_of_its_members,
    nothing_out_of_nothing_is_no_rate,
    ratios_take_no_adjustment,
)
LOWER_CASES = (shorter_is_better, a_level_of_nothing_is_judged)
