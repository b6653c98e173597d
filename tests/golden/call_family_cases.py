"""KPIs of calls beyond the core scheme. Week of Monday 2025-12-08, as in the core cases."""

from tests.golden.case import Case
from tests.golden.core_cases import MON, SUN, TUE, WED
from tests.golden.families import actuals, judge, parameters

SPOKEN = {"disposition": "connected", "result": "other_person"}


def effective_calls_and_customers(case: Case) -> None:
    """Monday: talks of 30, 29 and 90 seconds with persons, a machine that talked for 60, two nobody answered:
    two of six dials are effective (from 30 seconds on): 2/6 = 0.3333. Tuesday: none of one.
    Over the week 2 of 7.

    Customers with whom there was a connected call: Monday k twice (once they called) and the number of the
    short talk; Tuesday k again, by a call of theirs that was taken: 2, 1, and in the week still 2. A call of
    theirs that nobody took handles nobody.
    """
    judge(case, "effective_calls", "effective_contact_rate", "customers_handled")
    parameters(case, "effective_calls,min_talk_seconds,30", "effective_contact_rate,min_talk_seconds,30")
    case.rep("ann", MON, SUN, schemes=case.name)
    k = {"customer_id": case.id("k"), "phone": ""}
    case.call("ann", f"{MON} 09:00:00", **SPOKEN, talk_seconds=30, **k)
    case.call("ann", f"{MON} 09:10:00", **SPOKEN, talk_seconds=29)
    case.call("ann", f"{MON} 09:20:00", **SPOKEN, talk_seconds=90, **k)
    case.call("ann", f"{MON} 09:30:00", disposition="connected", result="voicemail", talk_seconds=60)
    case.calls("ann", MON, 2)
    case.call("ann", f"{MON} 10:00:00", **SPOKEN, talk_seconds=5, direction="inbound", **k)
    case.calls("ann", TUE, 1)
    case.call("ann", f"{TUE} 10:00:00", **SPOKEN, talk_seconds=5, direction="inbound", **k)
    case.call("ann", f"{TUE} 11:00:00", disposition="busy", direction="inbound", customer_id=case.id("z"))
    actuals(case, "kpi_daily", MON, "ann", effective_calls="2", effective_contact_rate="2/6")
    actuals(case, "kpi_daily", MON, "ann", effective_contact_rate="0.3333", customers_handled="2")
    actuals(case, "kpi_daily", TUE, "ann", effective_calls="0", effective_contact_rate="0/1")
    actuals(case, "kpi_daily", TUE, "ann", customers_handled="1")
    actuals(case, "kpi_weekly", MON, "ann", effective_contact_rate="2/7", customers_handled="2")


def dials_per_day_of_work(case: Case) -> None:
    """Ann dials 4 on Monday, 2 on Wednesday and 1 on Sunday; Tuesday she is away for half the day,
    Thursday and Friday for all of it: 7 dials over 1 + 0.5 + 1 days = 2.8. Sunday by itself has no case and
    no actual.
    Bob dials 3 on Monday and is there five days: 3/5. Both: 10/7.5 = 1.3333.
    """
    judge(case, "dials_per_day")
    for rep in ("ann", "bob"):
        case.rep(rep, MON, SUN, team_id=case.id("t"), schemes=case.name)
    case.leave("ann", TUE, TUE, fraction="0.5")
    case.leave("ann", "2025-12-11", "2025-12-12")
    for rep, day, count in (("ann", MON, 4), ("ann", WED, 2), ("ann", SUN, 1), ("bob", MON, 3)):
        case.calls(rep, day, count)
    actuals(case, "kpi_weekly", MON, "ann", dials_per_day="7/2.5")
    actuals(case, "kpi_weekly", MON, "ann", dials_per_day="2.8")
    actuals(case, "kpi_daily", SUN, "ann", dials_per_day=None)
    actuals(case, "kpi_weekly", MON, "team:t", dials_per_day="10/7.5")
    actuals(case, "kpi_weekly", MON, "team:t", dials_per_day="1.3333")


def inbound_calls_within_three_rings(case: Case) -> None:
    """Taken after 15 seconds (in time), after 16 (not), after a ring of which nothing is told (no case), and
    one that nobody took (a case): 1 of 3. A dial is none of them.
    """
    judge(case, "inbound_answered_in_time")
    parameters(case, "inbound_answered_in_time,max_ring_seconds,15")
    case.rep("ann", MON, SUN, schemes=case.name)
    for minute, ring in enumerate((15, 16, "")):
        at = f"{MON} 10:{minute:02}:00"
        case.call("ann", at, **SPOKEN, talk_seconds=9, direction="inbound", ring_seconds=ring)
    case.call("ann", f"{MON} 11:00:00", disposition="no_answer", direction="inbound", ring_seconds=3)
    case.calls("ann", MON, 2, ring_seconds=5)
    actuals(case, "kpi_daily", MON, "ann", inbound_answered_in_time="1/3")


CASES = (effective_calls_and_customers, dials_per_day_of_work, inbound_calls_within_three_rings)
