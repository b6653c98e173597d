"""Managers as subjects: whose days count for whom."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from tests.reference.people import RepDay


def managed_days(rep_days: Sequence[RepDay], scheme_id: str) -> list[tuple[str, RepDay]]:
    """(manager, a rep's day) for all managers whom the scheme judges on that day, by their own roster row.

    A member's day is judged by the manager's phase, grade and tenure; the manager's own owes nothing, and
    counts only while anybody else has him as manager.
    """
    managers = {(one.rep, one.day): one for one in rep_days if scheme_id in one.schemes}
    found = []
    busy = set()
    for member in rep_days:
        manager = managers.get((member.manager, member.day))
        if manager is None or manager.rep == member.rep:
            continue
        judged = replace(member, phase=manager.phase, grade=manager.grade, hired_on=manager.hired_on)
        found.append((manager.rep, judged))
        busy.add((manager.rep, manager.day))
    for key in sorted(busy):
        own = replace(managers[key], available=Fraction(0), available_for=())
        found.append((key[0], own))
    return found
