"""Random rosters and leave."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.reference.base_policy import CORE, Tables

Row = dict[str, object]

DAY = timedelta(days=1)


@dataclass
class Staff:
    """`covered`: rep -> the days that a roster row covers, within the span of the scenario."""

    reps: list[str]
    teams: list[str]
    roster: list[Row]
    covered: dict[str, list[date]]


def random_staff(rng: Random, tables: Tables, first: date, last: date) -> Staff:
    """Two to six reps on one to three teams, with one to three rows each."""
    teams = [f"T{i}" for i in range(1, rng.randint(1, 3) + 1)]
    reps = [f"R{i}" for i in range(1, rng.randint(2, 6) + 1)]
    schemes = [str(row["scheme_id"]) for row in tables["schemes"]]
    roster: list[Row] = []
    covered: dict[str, list[date]] = {}
    for number, rep in enumerate(reps):
        starts = [first - DAY * rng.randint(0, 40)]
        starts += [first + DAY * rng.randint(1, (last - first).days) for _ in range(rng.choice((0, 0, 1, 2)))]
        hired = starts[0] + DAY * rng.choice((-400, -30, -10, 0, 12))
        left = rng.choice(("", "", "", str(last - DAY * rng.randint(0, 20))))
        covered[rep] = []
        starts = sorted(set(starts))
        for start, following in zip(starts, [*starts[1:], last + DAY], strict=True):
            # The first rep is always there, so that no working day is without calls.
            end = following - DAY * rng.choice((1, 1, 4)) if number else following - DAY
            dated = number > 0 and rng.random() < 0.3
            valid_to = end if dated and end >= start else None
            row = {
                "rep_id": rep,
                "valid_from": start,
                "valid_to": valid_to or "",
                "team_id": rng.choice([*teams, *teams, ""]) if number else teams[0],
                "grade": rng.choice(("", "junior", "senior")),
                "schemes": _schemes(rng, schemes) if number else "",
                "phase": rng.choice(("", "", "close")),
                "fte": rng.choice(("", "", "1", "0.5", "0.8")),
                "calendar_id": "six" if number == 1 and rng.random() < 0.5 else "",
                "hired_on": rng.choice(("", str(hired))),
                "left_on": left if number else "",
            }
            roster.append(row)
            until = valid_to or following - DAY
            covered[rep] += _days(max(first, start), min(last, until))
    _one_calendar_per_rep(roster)
    return Staff(reps, teams, roster, covered)


def _schemes(rng: Random, schemes: list[str]) -> str:
    if rng.random() < 0.4:
        return ""
    chosen = rng.sample(schemes, k=rng.randint(1, len(schemes)))
    return ";".join(sorted({*chosen, *([CORE] if rng.random() < 0.5 else [])}))


def _one_calendar_per_rep(roster: list[Row]) -> None:
    calendars: dict[object, object] = {}
    for row in roster:
        row["calendar_id"] = calendars.setdefault(row["rep_id"], row["calendar_id"])


def random_leave(rng: Random, staff: Staff) -> list[Row]:
    """Single days, parts of days, several kinds on one day, and now and then weeks."""
    leave: dict[tuple[str, date, str], str] = {}
    for rep in staff.reps:
        days = staff.covered[rep]
        if not days:
            continue
        for _ in range(rng.randint(0, 6)):
            kind = rng.choice(("sick", "annual", "personal", "statutory", "unexcused"))
            leave[rep, rng.choice(days), kind] = rng.choice(("0.25", "0.5", "1", "1"))
        if rng.random() < 0.4:
            start = rng.randrange(len(days))
            for day in days[start : start + rng.choice((5, 7, 14, 25))]:
                leave[rep, day, "annual"] = "1"
    return [
        {"rep_id": rep, "date": day, "kind": kind, "fraction": part}
        for (rep, day, kind), part in leave.items()
    ]


def _days(first: date, last: date) -> list[date]:
    return [first + DAY * i for i in range((last - first).days + 1)]
