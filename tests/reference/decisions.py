"""What named persons decided about findings and consequences."""

from datetime import date
from pathlib import Path

from tests.reference.exports import Line, winners
from tests.reference.policy import Policy
from tests.reference.times import instant

Decided = dict[tuple[str, str, str, date | None], str]
"""What about, of whom, which, of which period -> confirmed or dismissed."""


def read_decisions(landing: Path, policy: Policy) -> Decided:
    """The last decision about each thing, by its moment and id; nobody's about himself."""
    roster = winners(landing, "roster", policy.site_zone)
    lines = winners(landing, "decisions", policy.site_zone)
    lines.sort(
        key=lambda one: (instant(one.values["decided_at"], policy.site_zone), one.values["decision_id"])
    )
    decided: Decided = {}
    for told in lines:
        subject = told.values["subject_id"]
        if told.values["decided_by"] not in _themselves(roster, subject):
            start = told.get("period_start")
            period = date.fromisoformat(start) if start else None
            decided[told.values["about"], subject, told.values["reference"], period] = told.values["decision"]
    return decided


def _themselves(roster: list[Line], subject: str) -> set[str]:
    """A subject's id and names; of a team everybody whom the roster ever gave it as rep or manager."""
    found = {subject}
    for row in roster:
        if row.values["rep_id"] == subject and row.get("name"):
            found.add(row.values["name"])
        if row.get("team_id") == subject:
            found |= {row.values["rep_id"], row.get("manager_id") or subject, row.get("name") or subject}
    return found
