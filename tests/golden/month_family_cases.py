"""KPIs with one case a rep and month: balances of points, service responsibility, who stays."""

from tests.golden.case import Case
from tests.golden.core_cases import MON, TUE, WED
from tests.golden.families import actuals, judge, parameters
from tests.reference.base_policy import rows

DECEMBER, JANUARY, LAST = "2025-12-01", "2026-01-01", "2025-12-31"
POINTS = "kpi_id,entity,event,minutes_from,minutes_to,points"


def balances(case: Case) -> None:
    """Attitude from 100: Ann late twice on one day (-2), two and a half days of personal leave (-2.5),
    sick leave 0, overtime +1: 96.5. Bob's overtime twice would be 102: 100. January: nothing, 100 each;
    the first quarter's mean of Ann is (100 + 100 + 100)/3. The team's December: (96.5 + 100)/2 = 98.25.

    Discipline: late by 14 minutes nothing, by 15 -1, by 29 -1, by 30 -2, absent -5: Cid 91. Bob was
    absent thirty times: 0, not -50. All of a month falls on its last day. Dan's absence on the 5th is
    unexcused leave, too: 95, not 90; that of the 6th was told by the leave alone: 90.
    """
    judge(case, "attitude_points", "discipline_points", per="month", standard="100")
    parameters(case, "attitude_points,base,100", "discipline_points,base,100")
    case.rules(
        event_points=rows(
            POINTS,
            "attitude_points,attendance,late,,,-1",
            "attitude_points,attendance,overtime,,,1",
            "attitude_points,leave,personal,,,-1",
            "attitude_points,leave,sick,,,0",
            "discipline_points,attendance,late,15,30,-1",
            "discipline_points,attendance,late,30,,-2",
            "discipline_points,attendance,absence,,,-5",
            "discipline_points,leave,unexcused,,,-5",
        )
    )
    for rep in ("ann", "bob"):
        case.rep(rep, DECEMBER, schemes=case.name, team_id=case.id("t"))
    case.leave("ann", MON, TUE, "personal")
    case.leave("ann", WED, WED, "personal", "0.5")
    case.leave("ann", "2025-12-15", "2025-12-15", "sick")
    for rep, day, event, minutes, count in (
        ("ann", "2025-12-16", "late", 14, 2),
        ("ann", "2025-12-17", "overtime", "", ""),
        ("bob", "2025-12-17", "overtime", "", 2),
        ("bob", "2025-12-18", "absence", "", 30),
    ):
        _attendance(case, rep, day, event, minutes, count)
    actuals(case, "kpi_monthly", DECEMBER, "ann", attitude_points="96.5", discipline_points="100")
    actuals(case, "kpi_monthly", DECEMBER, "bob", attitude_points="100", discipline_points="0")
    actuals(case, "kpi_monthly", DECEMBER, "team:t", attitude_points="196.5/2", discipline_points="50")
    actuals(case, "kpi_daily", LAST, "ann", attitude_points="96.5/1")
    actuals(case, "kpi_daily", "2025-12-16", "ann", attitude_points=None)
    actuals(case, "kpi_quarterly", JANUARY, "ann", attitude_points="300/3")
    for day, minutes in (("2026-01-05", 14), ("2026-01-06", 15), ("2026-01-07", 29), ("2026-01-08", 30)):
        _attendance(case, "cid", day, "late", minutes, "")
    _attendance(case, "cid", "2026-01-09", "absence", "", "")
    case.rep("dan", JANUARY, "2026-01-20", schemes=case.name)
    _attendance(case, "dan", "2026-01-05", "absence", "", "")
    case.leave("dan", "2026-01-05", "2026-01-06", "unexcused")
    actuals(case, "kpi_monthly", JANUARY, "dan", discipline_points="90")
    case.rep("cid", JANUARY, "2026-01-20", schemes=case.name)
    actuals(case, "kpi_monthly", JANUARY, "cid", attitude_points="96", discipline_points="91")
    actuals(case, "kpi_daily", "2026-01-20", "cid", discipline_points="91")


def service_responsibility(case: Case) -> None:
    """Ann: rated 80 and 90 (85), one answer of 60: (85 + 60)/2 = 72.5, praised twice, one complaint:
    73.5. Bob: one answer of 100, praised: 100, not 101. Cid was praised and nobody asked about him:
    nothing. Dot: rated 80, 81 and 81, no answer: 80.6667.
    """
    judge(case, "service_responsibility", per="month", standard="100")
    case.rules(
        event_points=rows(
            POINTS,
            "service_responsibility,complaints,praise,,,1",
            "service_responsibility,complaints,complaint,,,-1",
        )
    )
    for rep in ("ann", "bob", "cid", "dot"):
        case.rep(rep, DECEMBER, LAST, schemes=case.name)
    for rep, score, rater in (
        ("ann", 80, "x"),
        ("ann", 90, "y"),
        ("dot", 80, "x"),
        ("dot", 81, "y"),
        ("dot", 81, "z"),
    ):
        rating = {"subject_id": case.id(rep), "period": "2025-12", "dimension": "service_standard"}
        case.rows("ratings", [{**rating, "score": score, "rater": rater}])
    for rep, score in (("ann", 60), ("bob", 100)):
        answer = {"survey_id": case.id(f"s{rep}"), "answered_at": f"{MON} 10:00:00", "rep_id": case.id(rep)}
        case.rows("surveys", [{**answer, "score": score}])
    said = (("ann", "praise"), ("ann", "praise"), ("ann", "complaint"), ("bob", "praise"), ("cid", "praise"))
    for number, (rep, kind) in enumerate(said):
        told = {"complaint_id": case.id(f"k{number}"), "rep_id": case.id(rep), "kind": kind}
        case.rows("complaints", [{**told, "opened_at": f"{TUE} 10:00:00"}])
    for rep, expected in (("ann", "73.5"), ("bob", "100"), ("cid", None), ("dot", "80.6667")):
        actuals(case, "kpi_monthly", DECEMBER, rep, service_responsibility=expected)


def staying(case: Case) -> None:
    """Four are there on the 1st of January. Bob's row ends on the 15th, Cid's goes on and says that he
    left on the 20th, Dot went to another team and stays: January 2 of 4. Eve came on the 5th: no case
    until February, which begins and ends with Ann and Eve, 2 of 2, and Dot in the other team. Cid is no
    case any more.
    """
    judge(case, "retention", per="month")
    team = {"schemes": case.name}
    case.rep("ann", DECEMBER, team_id=case.id("t"), **team)
    case.rep("bob", DECEMBER, "2026-01-15", team_id=case.id("t"), **team)
    case.rep("cid", DECEMBER, team_id=case.id("t"), left_on="2026-01-20", **team)
    case.rep("dot", DECEMBER, "2026-01-09", team_id=case.id("t"), **team)
    case.rep("dot", "2026-01-10", team_id=case.id("u"), **team)
    case.rep("eve", "2026-01-05", team_id=case.id("t"), hired_on="2026-01-05", **team)
    actuals(case, "kpi_monthly", JANUARY, "team:t", retention="2/4")
    actuals(case, "kpi_monthly", "2026-02-01", "team:t", retention="2/2")
    actuals(case, "kpi_monthly", "2026-02-01", "team:u", retention="1/1")


def _attendance(case: Case, rep: str, day: str, event: str, minutes: object, count: object) -> None:
    row = {"rep_id": case.id(rep), "date": day, "event": event, "minutes": minutes, "count": count}
    case.rows("attendance", [row])


CASES = (balances, service_responsibility, staying)
