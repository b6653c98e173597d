"""What is said of reps and what they do: answers, complaints, ratings, courses, lists, logs."""

from tests.golden.case import Case
from tests.golden.core_cases import MON, SUN, TUE, WED
from tests.golden.families import actuals, judge, parameters
from tests.reference.base_policy import rows

DECEMBER, JANUARY, LAST = "2025-12-01", "2026-01-01", "2025-12-31"


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
    another KPI. 120 and -5 of 100 are no ratings.
    """
    judge(case, "basic_ability", "selling_skill", "overall_rating", per="month", standard="80")
    ann = case.rep("ann", DECEMBER, LAST, schemes=case.name)
    for period, dimension, score, rater in (
        ("2025-12", "basic_ability", 80, "boss"),
        ("2025-12", "basic_ability", 90, "peer"),
        ("2025-12", "basic_ability", 120, "fan"),
        ("2025-12", "basic_ability", -5, "foe"),
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
    count on the 16th, on which she was there. A log that does not say when it was written was written on
    its day.

    Monday's is the first log that anybody exported: Bob, who wrote none, is late with Monday's and
    Tuesday's alone, not with those of the week before. Cid's last logs of December are due with the month,
    on Monday the 5th of January, before the Tuesday: of the 30th's and the 31st's, written on the 5th and
    on the 6th, the second is late, and completes nothing: one work log in December.
    """
    judge(case, "late_logs", "work_logs", per="month", standard="3")
    parameters(case, "late_logs,weekday,2", "late_logs,month_day,5", "work_logs,month_day,5")
    case.rep("bob", DECEMBER, "2025-12-21", schemes=case.name)
    case.leave("bob", "2025-12-10", "2025-12-15")
    case.leave("bob", "2025-12-17", "2025-12-21")
    cid = case.rep("cid", "2025-12-30", "2026-01-10", schemes=case.name)
    case.leave("cid", "2026-01-01", "2026-01-04")
    case.leave("cid", "2026-01-06", "2026-01-10")
    for day, at in (("2025-12-30", "2026-01-05 23:59:59"), ("2025-12-31", "2026-01-06 00:00:00")):
        log = {"activity_id": case.id(f"c{day}"), "rep_id": cid, "kind": "log", "updated_at": at}
        case.rows("activities", [{**log, "occurred_at": f"{day} 17:00:00"}])
    ann = case.rep("ann", MON, "2025-12-21", schemes=case.name)
    case.leave("ann", "2025-12-12", "2025-12-15")
    case.leave("ann", "2025-12-17", "2025-12-19")
    written = ((MON, ""), (TUE, "2025-12-16 23:59:59"), (WED, "2025-12-17 00:00:00"))
    for day, at in written:
        log = {"activity_id": case.id(f"l{day}"), "rep_id": ann, "kind": "log", "text": "a day"}
        case.rows("activities", [{**log, "occurred_at": f"{day} 17:00:00", "updated_at": at}])
    actuals(case, "kpi_daily", "2025-12-16", "ann", late_logs="2")
    actuals(case, "kpi_monthly", DECEMBER, "ann", late_logs="2")
    case.expect("kpi_monthly", DECEMBER, "ann", case.name, "late_logs", attainment="0.326087")
    actuals(case, "kpi_monthly", DECEMBER, "bob", late_logs="2")
    actuals(case, "kpi_daily", "2026-01-05", "cid", late_logs="1")
    actuals(case, "kpi_monthly", DECEMBER, "cid", late_logs="0", work_logs="1")


def logs_of_those_who_were_away(case: Case) -> None:
    """By the parameters of the case above. Three are sick from the 15th to the 19th, when the logs of the
    week before are due; that moves to Monday the 22nd, on which they are back. Dee wrote them on it: none
    late. Eli wrote them on the 23rd: five late ones, on the 22nd. Fox never came back: late with none. Gus
    was not sick: the CRM stood still on Tuesday the 16th (excused for activities), he wrote them on the 17th.

    Hal's logs of the 30th and 31st were due by the 5th of January; he was away to the 7th and wrote them on
    the 8th, in time to complete the month.
    """
    judge(case, "late_logs", "work_logs", per="month", standard="3")
    week = ("08", "09", "10", "11", "12")
    for rep, last, at in (("dee", "22", "22"), ("eli", "22", "23"), ("fox", "19", ""), ("gus", "17", "17")):
        case.rep(rep, MON, f"2025-12-{last}", schemes=case.name)
        if rep != "gus":
            case.leave(rep, "2025-12-15", "2025-12-19", kind="sick")
        for day in week if at else ():
            _log(case, rep, f"2025-12-{day}", f"2025-12-{at} 18:00:00")
    header = "date,scope_kind,scope_id,entity,fraction,reason,approved_by"
    down = f"2025-12-16,rep,{case.id('gus')},activities,1,the CRM stood still,boss"
    case.rules(excused_days=rows(header, down))
    case.rep("hal", "2025-12-30", "2026-01-08", schemes=case.name)
    case.leave("hal", "2026-01-01", "2026-01-07")
    for day in ("2025-12-30", "2025-12-31"):
        _log(case, "hal", day, "2026-01-08 09:00:00")
    for rep, late in (("dee", "0"), ("eli", "5"), ("fox", "0"), ("gus", "0")):
        actuals(case, "kpi_monthly", DECEMBER, rep, late_logs=late)
    actuals(case, "kpi_daily", "2025-12-22", "eli", late_logs="5")
    actuals(case, "kpi_monthly", DECEMBER, "hal", work_logs="2", late_logs="0")
    actuals(case, "kpi_monthly", "2026-01-01", "hal", late_logs="0")


def logs_by_the_days_on_which_they_are_due(case: Case) -> None:
    """From Monday the 8th to Friday the 12th. Full: a log a day, 5 of 5. Sat has none of Friday and one of
    Saturday, which makes up for nothing: 4 of 5. Half works half time and wrote all five: 2.5 of 2.5;
    Part, half time too, wrote three: 1.5 of 2.5, though they are more than 2.5 logs. Away has half a day of
    leave on Friday and its log is missing: 4 of 4.5. New was hired on Wednesday and logged Tuesday too, which
    counts though no target grew: 4 of 3.
    """
    judge(case, "work_logs", per="day", standard="1")
    logged = {
        "full": "8 9 10 11 12",
        "sat": "8 9 10 11 13",
        "half": "8 9 10 11 12",
        "part": "8 9 10",
        "away": "8 9 10 11",
        "new": "9 10 11 12",
    }
    reached = {
        "full": ("5", "1"),
        "sat": ("4", "0.8"),
        "half": ("2.5", "1"),
        "part": ("1.5", "0.6"),
        "away": ("4", "0.888889"),
        "new": ("4", "1.333333"),
    }
    case.leave("away", "2025-12-12", "2025-12-12", fraction="0.5")
    for rep, days in logged.items():
        more = {"hired_on": WED} if rep == "new" else {}
        fte = "0.5" if rep in ("half", "part") else ""
        case.rep(rep, MON, "2025-12-14", schemes=case.name, fte=fte, **more)
        for day in days.split():
            _log(case, rep, f"2025-12-{day:0>2}", "")
        actual, attained = reached[rep]
        case.expect("kpi_weekly", MON, rep, case.name, "work_logs", actual=actual, attainment=attained)


def _log(case: Case, rep: str, day: str, at: str) -> None:
    log = {"activity_id": case.id(f"{rep}{day}"), "rep_id": case.id(rep), "kind": "log", "updated_at": at}
    case.rows("activities", [{**log, "occurred_at": f"{day} 17:00:00"}])


CASES = (
    answers_and_complaints_in_time,
    ratings_by_dimension,
    courses,
    assigned_lists,
    logs_that_came_late,
    logs_of_those_who_were_away,
    logs_by_the_days_on_which_they_are_due,
)
