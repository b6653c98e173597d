"""Which KPIs are counted for whom."""

from collections import defaultdict
from datetime import date

from tests.reference.managers import managed_days
from tests.reference.people import RepDay
from tests.reference.policy import Policy


def asked_for(policy: Policy, rep_days: list[RepDay]) -> dict[tuple[str, date], set[str]]:
    """By rep and day, the KPIs of the schemes that look at it: the rep's own, and the manager's."""
    asked: dict[tuple[str, date], set[str]] = defaultdict(set)
    for scheme in policy.rows("schemes"):
        if scheme["subject_kind"] == "manager":
            days = [rep_day for _, rep_day in managed_days(rep_days, scheme["scheme_id"])]
        else:
            days = [rep_day for rep_day in rep_days if scheme["scheme_id"] in rep_day.schemes]
        for rep_day in days:
            asked[rep_day.rep, rep_day.day].update(policy.scheme_kpis(scheme["scheme_id"]))
    return asked
