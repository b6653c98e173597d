"""Approved corrections: which of them count, and for whom, when and by how much."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from tests.reference.exports import Line, winners
from tests.reference.people import RepDay
from tests.reference.periods import period_end
from tests.reference.policy import Policy
from tests.reference.targets import is_quotient

LEVELS = ("rep", "team", "site")
MANAGER = "manager"
SCORE = "score"

Belongs = Callable[[RepDay], bool]


@dataclass(frozen=True)
class Adjustment:
    """`delta` goes to the KPI's day, or to the score of the period, of one subject."""

    level: str
    subject: str
    grain: str
    start: date
    scheme_id: str
    kpi_id: str
    delta: Fraction


def read_adjustments(
    landing: Path, policy: Policy, rep_days: Sequence[RepDay], as_of: date
) -> list[Adjustment]:
    """Those that break no rule."""
    roster = winners(landing, "roster", policy.site_zone)
    known = {
        "rep": {line.values["rep_id"] for line in roster},
        "team": {team for line in roster if (team := line.get("team_id"))},
        "site": {policy.setting("site_id", "site")},
        MANAGER: {manager for line in roster if (manager := line.get("manager_id"))},
    }
    found = []
    for line in winners(landing, "adjustments", policy.site_zone):
        adjustment = _read(line, known, policy)
        if adjustment and _holds(adjustment, line.values["approved_by"], policy, rep_days, as_of):
            found.append(adjustment)
    return found


def _read(line: Line, known: dict[str, set[str]], policy: Policy) -> Adjustment | None:
    values = line.values
    period = read_period(values["period"])
    judged = [row["subject_kind"] for row in policy.rows("schemes", scheme_id=values["scheme_id"])]
    levels = ((MANAGER,) if judged == [MANAGER] else LEVELS) if values["kpi_id"] == SCORE else ("rep",)
    level = next((level for level in levels if values["subject_id"] in known[level]), None)
    if period is None or level is None:
        return None
    return Adjustment(
        level, values["subject_id"], *period, values["scheme_id"], values["kpi_id"], Fraction(values["delta"])
    )


SHAPES: dict[str, tuple[str, Callable[[str], date]]] = {
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}": ("day", date.fromisoformat),
    r"[0-9]{4}-W[0-9]{2}": ("week", lambda text: date.fromisocalendar(int(text[:4]), int(text[6:]), 1)),
    r"[0-9]{4}-[0-9]{2}": ("month", lambda text: date.fromisoformat(f"{text}-01")),
    r"[0-9]{4}-Q[1-4]": ("quarter", lambda text: date(int(text[:4]), 3 * int(text[6]) - 2, 1)),
    r"[0-9]{4}": ("year", lambda text: date(int(text), 1, 1)),
}
"""How each grain is written, and the first day of what is written so."""


def read_period(text: str) -> tuple[str, date] | None:
    """Grain and first day; None for what is no period."""
    for shape, (grain, start) in SHAPES.items():
        if re.fullmatch(shape, text):
            try:
                return grain, start(text)
            except ValueError:
                return None
    return None


def _holds(
    adjustment: Adjustment, approver: str, policy: Policy, rep_days: Sequence[RepDay], as_of: date
) -> bool:
    schemes = policy.rows("schemes", scheme_id=adjustment.scheme_id)
    if not schemes or approver == adjustment.subject:
        return False
    if adjustment.kpi_id == SCORE:
        fits = adjustment.grain != "day" and adjustment.grain in schemes[0]["grains"].split(";")
        if adjustment.level != MANAGER:
            fits = fits and LEVELS.index(adjustment.level) >= LEVELS.index(schemes[0]["subject_kind"])
    else:
        fits = adjustment.grain == "day" and adjustment.kpi_id in policy.scheme_kpis(adjustment.scheme_id)
        fits = fits and not is_quotient(policy.kpi(adjustment.kpi_id))
    if not fits:
        return False
    belongs: dict[str, Belongs] = {
        "rep": lambda rep_day: rep_day.rep == adjustment.subject,
        "team": lambda rep_day: rep_day.team == adjustment.subject,
        "site": lambda _: True,
        MANAGER: lambda rep_day: rep_day.rep == adjustment.subject,
    }
    end = period_end(adjustment.grain, adjustment.start)
    mine = [
        rep_day
        for rep_day in rep_days
        if adjustment.start <= rep_day.day <= end
        and adjustment.scheme_id in rep_day.schemes
        and belongs[adjustment.level](rep_day)
    ]
    if adjustment.level != "site" and any(rep_day.rep == approver for rep_day in mine):
        return False
    if adjustment.level == "team" and any(rep_day.manager == approver for rep_day in mine):
        return False
    return bool(mine) or adjustment.start > as_of
