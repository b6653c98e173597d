"""KPIs of opportunities beyond the core scheme. Week of Monday 2025-12-08, as in the core cases."""

from tests.golden.case import Case
from tests.golden.core_cases import MON, SUN, TUE, WED
from tests.golden.families import actuals, judge, kpi_words, parameters
from tests.reference.base_policy import rows


def visits_at_the_level_that_the_grade_needs(case: Case) -> None:
    """A junior's visit needs a head of department or higher, a senior's a vice president.

    Ann is a junior until Tuesday and a senior from Wednesday. Monday: a head, a vice president, a clerk,
    nobody named: 2. Wednesday: a head, a vice president: 1. Blank grade in the policy: the president is
    enough for all.
    """
    judge(case, "visits_at_level")
    case.rules(
        visit_levels=rows(
            "kpi_id,level,grade",
            "visits_at_level,Department Head,junior",
            "visits_at_level,vice president,junior",
            "visits_at_level,vice president,senior",
            "visits_at_level,president,",
        )
    )
    case.rep("ann", MON, TUE, schemes=case.name, grade="junior")
    case.rep("ann", WED, SUN, schemes=case.name, grade="senior")
    for day, level in (
        (MON, "department head"),
        (MON, "Vice President"),
        (MON, "clerk"),
        (MON, ""),
        (WED, "department head"),
        (WED, "vice president"),
        (TUE, "president"),
    ):
        case.potential("ann", day, visit_with_level=level)
    actuals(case, "kpi_daily", MON, "ann", visits_at_level="2")
    actuals(case, "kpi_daily", TUE, "ann", visits_at_level="1")
    actuals(case, "kpi_daily", WED, "ann", visits_at_level="1")


def a_class_appointments(case: Case) -> None:
    """Accepted on Monday the 8th of December: decided by 2026-02-08 counts, on the 9th not, nor before
    the visit (the 7th). A rival's stage counts without a date. Lost in December comes back; lost in
    January stands: 3.
    """
    judge(case, "a_class_appointments")
    parameters(case, "a_class_appointments,months,2")
    kpi_words(case, "a_class_appointments,rival_stage,Rival Talks")
    case.rep("ann", MON, SUN, schemes=case.name)
    soon = {"decision_date": "2026-02-08"}
    for columns in (
        soon,
        {"decision_date": "2026-02-09"},
        {"decision_date": "2025-12-07"},
        {"stage": "rival talks"},
        {"stage": "offer"},
        {**soon, "lost_at": "2025-12-31 18:00:00"},
        {**soon, "lost_at": "2026-01-01 09:00:00"},
    ):
        case.potential("ann", MON, **columns)
    actuals(case, "kpi_daily", MON, "ann", a_class_appointments="3")


def four_elements(case: Case) -> None:
    """Need, date, owner and budget, confirmed by somebody else: 1 of 6; without one of them, or confirmed by
    Ann herself, it does not count.
    """
    judge(case, "complete_opportunities")
    ann = case.rep("ann", MON, SUN, schemes=case.name)
    whole = {"need": "phones", "decision_date": "2026-03-01", "owner_contact": "k", "budget": "100000"}
    case.valid("ann", TUE, **whole)
    for element in whole:
        case.valid("ann", TUE, **{**whole, element: ""})
    case.valid("ann", TUE, **whole, confirmed_by=ann)
    actuals(case, "kpi_daily", TUE, "ann", complete_opportunities="1")


def conversion_and_signing(case: Case) -> None:
    """Three visits accepted by capable customers on Monday; one of them is confirmed on Wednesday, and
    another opportunity that never was a potential one: conversion 2 of 3 in the week, 0 of 3 on Monday,
    of Wednesday by itself nothing. Orders: one on Tuesday, one cancelled: signing 1 of 2 valid
    opportunities in the week.
    """
    judge(case, "lead_conversion", "signing_rate")
    ann = case.rep("ann", MON, SUN, schemes=case.name)
    case.potential("ann", MON)
    case.potential("ann", MON)
    case.potential("ann", MON, confirmed_at=f"{WED} 10:00:00", confirmed_by="lead")
    case.potential("ann", MON, is_capable="false")
    case.valid("ann", WED)
    for number, cancelled in ((1, ""), (2, WED)):
        order = {"order_id": case.id(f"d{number}"), "rep_id": ann, "signed_at": f"{TUE} 10:00:00"}
        case.rows("orders", [{**order, "amount": 10, "cancelled_at": cancelled}])
    actuals(case, "kpi_weekly", MON, "ann", lead_conversion="2/3", signing_rate="1/2")
    actuals(case, "kpi_daily", MON, "ann", lead_conversion="0/3", signing_rate=None)
    actuals(case, "kpi_daily", WED, "ann", lead_conversion=None, signing_rate="0/2")


CASES = (
    visits_at_the_level_that_the_grade_needs,
    a_class_appointments,
    four_elements,
    conversion_and_signing,
)
