"""Managers as subjects: their people's events and their own, targets of their people, their own grade."""

from tests.golden.case import Case
from tests.reference.base_policy import bands, scheme, target, weights

MONDAY, SUNDAY = "2026-03-02", "2026-03-08"


def _scheme(case: Case, name: str, points: dict[str, str], *targets: dict[str, object]) -> None:
    case.rules(
        schemes=[scheme(name, subject_kind="manager")],
        targets=list(targets),
        weights=weights(name, points),
        bands=bands(name),
    )


def a_manager_answers_for_his_people(case: Case) -> None:
    """Meg, a senior, has Ann (5 days) and Bob (half time, 2.5 days). Dials 60 + 30 + her own 3 = 93 of 20
    a member's day (a senior's standard): 7.5 x 20 = 150, 0.62. Customers: Ann's x, Bob's y and Meg's x
    are two; 4 a week for each: 4 + 2 = 6, 0.333333. Connected 3 of 93, shown 0.0323, of 0.5: 0.064516.
    Score 0.62 x 5 + 0.333333 x 3 + 0.064516 x 2 = 4.229031, shown 4.229. Neither Meg as a rep nor a
    team has rows.
    """
    name = "bosses"
    _scheme(
        case,
        name,
        {"dials": "5", "customer_coverage": "3", "connect_rate": "2"},
        target(name, "dials", "day", "10"),
        target(name, "dials", "day", "20", grade="senior"),
        target(name, "customer_coverage", "week", "4"),
        target(name, "connect_rate", "week", "0.5"),
    )
    people = {"manager_id": case.id("meg"), "team_id": case.id("t"), "grade": "junior"}
    case.rep("meg", MONDAY, SUNDAY, schemes=name, grade="senior", team_id=case.id("t"))
    case.rep("ann", MONDAY, SUNDAY, **people)
    case.rep("bob", MONDAY, SUNDAY, **people, fte="0.5")
    for rep, missed, customer in (("ann", 59, "x"), ("bob", 29, "y"), ("meg", 2, "x")):
        case.calls(rep, MONDAY, missed)
        case.call(rep, f"{MONDAY} 15:00:00", success=True, customer_id=case.id(customer))
    week = ("kpi_weekly", MONDAY, "manager:meg", name)
    case.expect(*week, "dials", actual="93", target="150", attainment="0.62", band="yellow", points="3.1")
    case.expect(*week, "customer_coverage", actual="2", target="6", attainment="0.333333")
    case.expect(*week, "connect_rate", actual="0.0323", numerator="3", denominator="93", target="0.5")
    case.expect(*week, "connect_rate", attainment="0.064516")
    case.expect("score_weekly", MONDAY, "manager:meg", name, score="4.229", rank="1", band="red")
    for subject in ("meg", "team:t", "site"):
        case.expect_none("kpi_weekly", MONDAY, subject, name, "dials")
        case.expect_none("score_weekly", MONDAY, subject, name)
    case.expect("kpi_weekly", MONDAY, "ann", "dials", actual="60", target="500")


def people_change_their_manager(case: Case) -> None:
    """Ann is with Meg on Monday and Tuesday, with Nat from Wednesday on: 10 dials a day make 20 and 30.
    Her 10 of Monday and Meg's own 2 of Tuesday are Meg's: 12/20; her 10 of Thursday and Nat's own 8 of
    Friday are Nat's: 18/30. Both 0.6 and first. What Nat did on Monday, without people, counts for no
    manager.
    """
    name = "changing-bosses"
    _scheme(case, name, {"dials": "10"}, target(name, "dials", "day", "10"))
    for manager in ("meg", "nat"):
        case.rep(manager, MONDAY, SUNDAY, schemes=name)
    case.rep("ann", MONDAY, manager_id=case.id("meg"))
    case.rep("ann", "2026-03-04", SUNDAY, manager_id=case.id("nat"))
    for rep, day, count in (
        ("ann", MONDAY, 10),
        ("nat", MONDAY, 5),
        ("meg", "2026-03-03", 2),
        ("ann", "2026-03-05", 10),
        ("meg", "2026-03-05", 7),
        ("nat", "2026-03-06", 8),
    ):
        case.calls(rep, day, count)
    case.expect("kpi_weekly", MONDAY, "manager:meg", name, "dials", actual="12", target="20")
    case.expect("kpi_weekly", MONDAY, "manager:nat", name, "dials", actual="18", target="30")
    for manager in ("meg", "nat"):
        case.expect("score_weekly", MONDAY, f"manager:{manager}", name, score="6", rank="1")
    case.expect_none("kpi_daily", MONDAY, "manager:nat", name, "dials")


def managers_of_managers(case: Case) -> None:
    """Zoe has Meg, Meg has Ann: Zoe answers for Meg's day and Meg's dials, not for Ann's. Meg, on leave
    all week, owes Ann's 50 and has Ann's 20 and her own 5; for Zoe she grows no target. Lou, whose
    roster row does not name the scheme, is not judged.
    """
    name = "higher-bosses"
    _scheme(case, name, {"dials": "10"}, target(name, "dials", "day", "10"))
    case.rep("zoe", MONDAY, SUNDAY, schemes=name)
    case.rep("meg", MONDAY, SUNDAY, schemes=name, manager_id=case.id("zoe"))
    case.rep("lou", MONDAY, SUNDAY)
    case.rep("ann", MONDAY, SUNDAY, manager_id=case.id("meg"))
    case.rep("bob", MONDAY, SUNDAY, manager_id=case.id("lou"))
    case.leave("meg", MONDAY, SUNDAY)
    case.calls("ann", MONDAY, 20)
    case.calls("meg", MONDAY, 5)
    week = ("kpi_weekly", MONDAY)
    case.expect(*week, "manager:meg", name, "dials", actual="25", target="50", attainment="0.5")
    case.expect(*week, "manager:zoe", name, "dials", actual="5", target="0", attainment=None)
    case.expect("score_weekly", MONDAY, "manager:zoe", name, score=None, phase=None)
    case.expect_none(*week, "manager:lou", name, "dials")


def adjustments_of_managers(case: Case) -> None:
    """What is granted to Meg's score under this scheme moves her as a manager; a day's dials of hers are
    hers.
    """
    name = "adjusted-bosses"
    _scheme(case, name, {"dials": "10"}, target(name, "dials", "day", "10"))
    case.rep("meg", MONDAY, SUNDAY, schemes=name)
    case.rep("ann", MONDAY, SUNDAY, manager_id=case.id("meg"))
    line = {"subject_id": case.id("meg"), "scheme_id": name, "reason": "granted", "approved_by": "boss"}
    line |= {"approved_at": f"{SUNDAY} 18:00:00"}
    case.rows(
        "adjustments",
        [
            {**line, "adjustment_id": case.id("1"), "kpi_id": "dials", "period": MONDAY, "delta": "5"},
            {**line, "adjustment_id": case.id("2"), "kpi_id": "score", "period": "2026-W10", "delta": "0.5"},
        ],
    )
    week = ("kpi_weekly", MONDAY, "manager:meg", name, "dials")
    case.expect(*week, measured="0", adjustment="5", actual="5", target="50")
    case.expect("score_weekly", MONDAY, "manager:meg", name, measured="1", adjustment="0.5", score="1.5")


CASES = (
    a_manager_answers_for_his_people,
    people_change_their_manager,
    managers_of_managers,
    adjustments_of_managers,
)
