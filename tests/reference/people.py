"""Who is where on which day, and how much of the day is available."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from tests.reference.exports import Line, winners
from tests.reference.periods import ONE_DAY, days_between
from tests.reference.policy import Policy, Row, in_force, truth


@dataclass(frozen=True)
class RepDay:
    """A rep on a roster-covered day."""

    rep: str
    day: date
    team: str
    grade: str
    phase: str
    schemes: frozenset[str]
    calendar_id: str
    hired_on: str
    available: Fraction
    # entity -> availability where a system failure took some of it; other entities have `available`
    available_for: tuple[tuple[str, Fraction], ...]
    manager: str = ""
    employed: bool = True
    has_left: bool = False
    role: str = ""
    fte: Fraction = Fraction(1)
    present: Fraction = Fraction(0)  # like `available`, whatever the full-time share
    logged: Fraction = Fraction(0)  # what a work log of the day is worth, also where no target grows

    def availability(self, entity: str) -> Fraction:
        """Availability for KPIs that live on an entity."""
        return dict(self.available_for).get(entity, self.available)


def read_rep_days(landing: Path, policy: Policy, first_call_day: date, as_of: date) -> list[RepDay]:
    """Every covered day of every rep from the site's first day to the as-of day."""
    setting = policy.setting("first_day")
    first_available = date.fromisoformat(setting) if setting else first_call_day
    leave = _excused_leave(landing, policy)
    rows_of_rep: dict[str, list[Line]] = defaultdict(list)
    for line in winners(landing, "roster", policy.site_zone):
        rows_of_rep[line.values["rep_id"]].append(line)
    rep_days = []
    for rep, rows in sorted(rows_of_rep.items()):
        rows.sort(key=lambda line: line.values["valid_from"])
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            first = max(date.fromisoformat(row.values["valid_from"]), min(first_call_day, first_available))
            for day in days_between(first, min(_last_day(row, following), as_of)):
                rep_days.append(_rep_day(policy, row, day, leave[rep, day], first_available))
    return rep_days


def _last_day(row: Line, following: Line | None) -> date:
    """A row covers to its valid_to, until the rep's next row starts."""
    last = date.fromisoformat(row.get("valid_to") or "9999-12-31")
    if following:
        last = min(last, date.fromisoformat(following.values["valid_from"]) - ONE_DAY)
    return last


def _excused_leave(landing: Path, policy: Policy) -> dict[tuple[str, date], Fraction]:
    excused: dict[tuple[str, date], Fraction] = defaultdict(Fraction)
    for line in winners(landing, "leave", policy.site_zone):
        day = date.fromisoformat(line.values["date"])
        for kind in policy.rows("leave_kinds", kind=line.values["kind"]):
            if in_force(kind, day) and truth(kind["excuses"]):
                excused[line.values["rep_id"], day] += Fraction(line.values["fraction"])
    return excused


def _rep_day(policy: Policy, row: Line, day: date, leave: Fraction, first_available: date) -> RepDay:
    rep, team, calendar_id = row.values["rep_id"], row.get("team_id") or "", row.get("calendar_id") or ""
    hired_on, left_on = row.get("hired_on") or "", row.get("left_on") or ""
    is_working_day = policy.is_working_day(calendar_id, day)
    present = (
        is_working_day
        and day >= first_available
        and (not hired_on or day >= date.fromisoformat(hired_on))
        and (not left_on or day <= date.fromisoformat(left_on))
    )
    fte = Fraction(row.get("fte") or 1)
    excused = [r for r in policy.rows("excused_days", date=day.isoformat()) if _in_scope(r, rep, team)]

    def there(taken: list[Row], is_due: bool = present) -> Fraction:
        if not is_due:
            return Fraction(0)
        return 1 - min(Fraction(1), leave + sum(Fraction(one["fraction"]) for one in taken))

    general = [one for one in excused if not one.get("entity")]
    entities = sorted({one["entity"] for one in excused if one.get("entity")})
    return RepDay(
        rep=rep,
        day=day,
        team=team,
        manager=row.get("manager_id") or "",
        grade=row.get("grade") or "",
        phase=row.get("phase") or policy.setting("default_phase"),
        schemes=frozenset((row.get("schemes") or policy.setting("core_scheme")).split(";")),
        calendar_id=calendar_id,
        hired_on=hired_on,
        employed=(not hired_on or day >= date.fromisoformat(hired_on)) and not _has_left(left_on, day),
        has_left=_has_left(left_on, day),
        role=row.get("role") or "",
        fte=fte,
        present=there(general),
        logged=fte
        * there([one for one in excused if one.get("entity", "") in ("", "activities")], is_working_day),
        available=fte * there(general),
        available_for=tuple(
            (entity, fte * there([one for one in excused if one.get("entity", "") in ("", entity)]))
            for entity in entities
        ),
    )


def _has_left(left_on: str, day: date) -> bool:
    return bool(left_on) and day > date.fromisoformat(left_on)


def _in_scope(row: Row, rep: str, team: str) -> bool:
    return {"site": True, "team": row["scope_id"] == team, "rep": row["scope_id"] == rep}[row["scope_kind"]]
