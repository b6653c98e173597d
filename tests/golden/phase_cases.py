"""Phases: rows of weights.csv without a phase, and phases without weights."""

from tests.golden.case import Case
from tests.reference.base_policy import bands, scheme, target, weights

MONDAY, SUNDAY = "2026-03-02", "2026-03-08"


def a_blank_phase_serves_those_without_rows(case: Case) -> None:
    """Ann is in phase ramp to Wednesday, which has rows of its own (5 and 5), then in phase sell, which has
    none and goes by the blank one (dials 10): (5 x 3 + 10 x 2) / 5 = 7 and 3. 25 dials of 50, 10 successful
    calls of 10: 0.5 x 7 + 1 x 3 = 6.5.
    """
    name = "one-phase-for-all"
    case.rules(
        schemes=[scheme(name)],
        targets=[target(name, "dials", "day", "10"), target(name, "successful_calls", "day", "2")],
        weights=weights(name, {"dials": "10"}, phase="")
        + weights(name, {"dials": "5", "successful_calls": "5"}, phase="ramp"),
        bands=bands(name),
    )
    case.rep("ann", MONDAY, "2026-03-04", schemes=name, phase="ramp")
    case.rep("ann", "2026-03-05", SUNDAY, schemes=name, phase="sell")
    case.calls("ann", MONDAY, 25, 10)
    week = ("kpi_weekly", MONDAY, "ann", name)
    case.expect(*week, "dials", attainment="0.5", weight="7", points="3.5")
    case.expect(*week, "successful_calls", attainment="1", weight="3", points="3")
    case.expect("score_weekly", MONDAY, "ann", name, score="6.5", phase="ramp;sell")


def a_phase_without_weights_has_figures_and_no_score(case: Case) -> None:
    """Only regular staff is scored. Bob, a trainee: 20 of 50 dials, red, no points, score or rank. Cid: 40,
    0.8 of 10 points, first of one.
    """
    name = "regulars-only"
    case.rules(
        schemes=[scheme(name)],
        targets=[target(name, "dials", "day", "10")],
        weights=weights(name, {"dials": "10"}, phase="opportunity-hunt"),
        bands=bands(name),
    )
    case.rep("bob", MONDAY, SUNDAY, schemes=name, phase="trainee")
    case.rep("cid", MONDAY, SUNDAY, schemes=name)
    case.calls("bob", MONDAY, 20)
    case.calls("cid", MONDAY, 40)
    bob = ("kpi_weekly", MONDAY, "bob", name, "dials")
    case.expect(*bob, actual="20", target="50", attainment="0.4", band="red", weight=None, points=None)
    case.expect("score_weekly", MONDAY, "bob", name, score=None, band=None, rank=None, phase="trainee")
    case.expect("score_weekly", MONDAY, "cid", name, score="8", rank="1", phase="opportunity-hunt")


CASES = (a_blank_phase_serves_those_without_rows, a_phase_without_weights_has_figures_and_no_score)
