"""What is said of reps and what they do: answers, complaints, ratings, balances, courses, lists, logs,
staying.
"""

from tests.golden.case import Case
from tests.golden.core_cases import MON, SUN, TUE, WED
from tests.golden.families import actuals, judge, parameters
from tests.reference.base_policy import rows

DECEMBER, JANUARY, LAST = "2025-12-01", "2026-01-01", "2025-12-31"
POINTS = "kpi_id,entity,event,minutes_from,minutes_to,points"


def answers_and_complaints_in_time(case: Case) -> None:
    """Answers: 4 of 5 is 80, 70 of 100, 6 of 5 is beyond its scale: 150/2 = 75.

    Complaints, 48 hours: resolved after 48 (in time), after 49 (late), never (late), praise is none; one
    opened on 10 March has until the 12th, after the as-of day: no case. 1 of 3.
    """
    judge(case, "satisfaction", "timely_complaints", standard="80")
    parameters(case, "timely_complaints,hours,48")
    ann = case.rep("ann", MON, schemes=case.name)
    for number, (score, scale) in enumerate(((4, 5), (70, ""), (6, 5))):
        answer = {"survey_id": case.id(f"s{number}"), "answered_at": f"{MON} 10:00:00", "rep_id": ann}
        case.rows("surveys", [{**answer, "score": score, "scale": scale}])
    for number, (opened, resolved, kind) in enumerate(
        (
            (f"{MON} 10:00:00", f"{WED} 10:00:00", "complaint"),
            (f"{MON} 10:00:00", f"{WED} 11:00:00", "complaint"),
            (f"{MON} 10:00:00", "", "complaint"),
            (f"{MON} 10:00:00", "", "praise"),
            ("2026-03-10 10:00:00", "", "complaint"),
        )
    ):
        said = {"complaint_id": case.id(f"k{number}"), "rep_id": ann, "kind": kind}
        case.rows("complaints", [{**said, "opened_at": opened, "resolved_at": resolved}])
    actuals(case, "kpi_daily", MON, "ann", satisfaction="150/2", timely_complaints="1/3")
    case.expect("kpi_daily", MON, "ann", case.name, "satisfaction", actual="75", attainment="0.9375")
    actuals(case, "kpi_daily", "2026-03-10", "ann", timely_complaints=None)


def ratings_by_dimension(case: Case) -> None:
    """December: two raters give 80 and 90 for basic ability, on the month's last day: 85. The week of
    the 8th was rated 70 for it: that day's is 70, the month's (80 + 90 + 70)/3 = 80. Selling skill 60 is
    another KPI.
    """
    judge(case, "basic_ability", "selling_skill", "overall_rating", per="month", standard="80")
    ann = case.rep("ann", DECEMBER, LAST, schemes=case.name)
    for period, dimension, score, rater in (
        ("2025-12", "basic_ability", 80, "boss"),
        ("2025-12", "basic_ability", 90, "peer"),
        ("2025-W50", "basic_ability", 70, "boss"),
        ("2025-12", "selling_skill", 60, "boss"),
        ("2025-12", "overall", 77, "boss"),
    ):
        rating = {"subject_id": ann, "period": period, "dimension": dimension}
        case.rows("ratings", [{**rating, "score": score, "rater": rater}])
    actuals(case, "kpi_daily", LAST, "ann", basic_ability="170/2")
    actuals(case, "kpi_daily", SUN, "ann", basic_ability="70")
    actuals(case, "kpi_monthly", DECEMBER, "ann", basic_ability="240/3", selling_skill="60")
    actuals(case, "kpi_monthly", DECEMBER, "ann", overall_rating="77")


def balances(case: Case) -> None:
    """Attitude from 100: Ann late twice on one day (-2), two and a half days of personal leave (-2.5),
    sick leave 0, overtime +1: 96.5. Bob's overtime twice would be 102: 100. January: nothing, 100 each;
    the first quarter's mean of Ann is (100 + 100 + 100)/3. The team's December: (96.5 + 100)/2 = 98.25.

    Discipline: late by 14 minutes nothing, by 15 -1, by 29 -1, by 30 -2, absent -5: Cid 91. Bob was
    absent thirty times: 0, not -50. All of a month falls on its last day.
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


def courses(case: Case) -> None:
    """Planned 2 + 2 + 1 (true), completed 1, 3 (more than planned counts 2) and nothing: 3 of 5. A
    course after the as-of day is none yet.
    """
    judge(case, "training_completion", per="month")
    ann = case.rep("ann", DECEMBER, schemes=case.name)
    for day, course, planned, completed in (
        (MON, "calls", 2, 1),
        (TUE, "products", 2, 3),
        (WED, "manners", "true", ""),
        ("2026-03-20", "calls", 2, 2),
    ):
        lesson = {"rep_id": ann, "date": day, "course": course, "planned": planned, "completed": completed}
        case.rows("training", [lesson])
    actuals(case, "kpi_monthly", DECEMBER, "ann", training_completion="3/5")
    actuals(case, "kpi_quarterly", JANUARY, "ann", training_completion=None)


def assigned_lists(case: Case) -> None:
    """Monday's list asks Ann, a junior, for invitations: 4 by the policy, whatever the list says (9);
    she makes 3, and a call-back that is not on it. Tuesday call-backs: no quota for them, so the list's
    2, and she is there for half the day: 1; she makes 2. The week: 5 of 5; Monday 3 of 4, Tuesday 2 of
    1. Wednesday has no list.
    """
    judge(case, "assigned_work")
    case.rules(
        task_quotas=rows(
            "kpi_id,kind,grade,quota",
            "assigned_work,event_invitations,junior,4",
            "assigned_work,event_invitations,senior,7",
        ),
    )
    ann = case.rep("ann", MON, SUN, schemes=case.name, grade="junior")
    case.leave("ann", TUE, TUE, fraction="0.5")
    for day, kind, quantity in ((MON, "event_invitations", 9), (TUE, "callbacks", 2)):
        case.rows("tasks", [{"rep_id": ann, "date": day, "kind": kind, "quantity": quantity}])
    for day, kind, count in (
        (MON, "invitation", 3),
        (MON, "callback", 1),
        (TUE, "callback", 2),
        (WED, "invitation", 1),
    ):
        for number in range(count):
            done = {"activity_id": case.id(f"a{day}{kind}{number}"), "rep_id": ann, "kind": kind}
            case.rows("activities", [{**done, "occurred_at": f"{day} 1{number}:00:00"}])
    actuals(case, "kpi_daily", MON, "ann", assigned_work="3/4")
    actuals(case, "kpi_daily", TUE, "ann", assigned_work="2/1")
    actuals(case, "kpi_daily", WED, "ann", assigned_work=None)
    actuals(case, "kpi_weekly", MON, "ann", assigned_work="5/5")


def logs_that_came_late(case: Case) -> None:
    """Due by Tuesday the 16th, to its last second. Monday's was written on the day, Tuesday's on the
    16th, Wednesday's on the 17th (late), Thursday has none (late), Friday Ann was away. Both late ones
    count on the 16th. A log that does not say when it was written was written on its day.
    """
    judge(case, "late_logs", per="month", standard="3")
    parameters(case, "late_logs,weekday,2")
    ann = case.rep("ann", MON, "2025-12-21", schemes=case.name)
    case.leave("ann", "2025-12-12", "2025-12-19")
    written = ((MON, ""), (TUE, "2025-12-16 23:59:59"), (WED, "2025-12-17 00:00:00"))
    for day, at in written:
        log = {"activity_id": case.id(f"l{day}"), "rep_id": ann, "kind": "log", "text": "a day"}
        case.rows("activities", [{**log, "occurred_at": f"{day} 17:00:00", "updated_at": at}])
    actuals(case, "kpi_daily", "2025-12-16", "ann", late_logs="2")
    actuals(case, "kpi_monthly", DECEMBER, "ann", late_logs="2")
    case.expect("kpi_monthly", DECEMBER, "ann", case.name, "late_logs", attainment="0.260870")


def _attendance(case: Case, rep: str, day: str, event: str, minutes: object, count: object) -> None:
    row = {"rep_id": case.id(rep), "date": day, "event": event, "minutes": minutes, "count": count}
    case.rows("attendance", [row])


CASES = (
    answers_and_complaints_in_time,
    ratings_by_dimension,
    balances,
    service_responsibility,
    staying,
    courses,
    assigned_lists,
    logs_that_came_late,
)
