"""Reps: who works where from when, who is away, and how each one works."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from dagster_project.generate.calendar import Span
from dagster_project.generate.draws import Draws, IntArray
from dagster_project.generate.names import TEAMS, person

REPS_PER_TEAM = 8
FULL_DAY = 2  # presence is counted in half days


@dataclass(frozen=True)
class RosterRow:
    """A rep's place from `valid_from` on, as the staff list tells it from the night of `known_on`.

    `schemes` blank: the core scheme; `phase` blank: the policy's default.
    """

    known_on: date
    rep: int
    valid_from: date
    name: str
    team_id: str
    manager_id: str
    grade: str
    hired_on: date
    fte: str = "1"
    left_on: date | None = None
    valid_to: date | None = None
    schemes: str | None = None
    phase: str | None = None


@dataclass(frozen=True)
class LeaveRow:
    """A rep's leave on one day; `halves` is 2 for the whole day."""

    rep: int
    day: date
    kind: str
    halves: int = FULL_DAY


@dataclass(frozen=True)
class Pace:
    """How each rep works in each month: arrays of shape (reps, months).

    `dials` is calls per full day; the others are shares in thousandths: key persons among connected calls,
    visits accepted among key persons reached, opportunities confirmed among visits, orders among those.
    """

    dials: IntArray
    key_person: IntArray
    visit: IntArray
    confirmed: IntArray
    won: IntArray


@dataclass(frozen=True)
class Staff:
    """Everyone who phones in a span of days."""

    reps: int
    roster: list[RosterRow]
    leave: list[LeaveRow]
    pace: Pace

    def rep_id(self, rep: int) -> str:
        """`r01`, `r02`, ...; as many digits as the number of reps needs, two at least."""
        return f"r{rep + 1:0{self.id_digits}d}"

    @property
    def id_digits(self) -> int:
        """Digits of a rep's number in its id."""
        return max(2, len(str(self.reps)))

    def presence(self, span: Span) -> IntArray:
        """Half days that each rep works on each working day, shape (reps, working days)."""
        days = span.working_days
        present = np.zeros((self.reps, len(days)), dtype=np.int64)
        for row in self.roster:
            halves = FULL_DAY if row.fte == "1" else 1
            for n, day in enumerate(days):
                if max(row.valid_from, row.hired_on) <= day:
                    gone = row.left_on is not None and day > row.left_on
                    present[row.rep, n] = 0 if gone else halves
        number = {day: n for n, day in enumerate(days)}
        for away in self.leave:
            if away.day in number:
                cell = (away.rep, number[away.day])
                present[cell] = max(0, present[cell] - away.halves)
        return present


def draw_staff(seed: int, reps: int, calls_per_day: int, span: Span) -> Staff:
    """Reps in teams of about eight, some hired, leaving or moved within the span, some away now and then."""
    draws = Draws(seed, 1)
    teams = max(1, -(-reps // REPS_PER_TEAM))
    roster: list[RosterRow] = []
    for rep in range(reps):
        roster += _career(draws, rep, rep % teams, teams, span)
    return Staff(reps, roster, _draw_leave(draws, roster, span), _draw_pace(draws, reps, calls_per_day, span))


def team_name(team: int) -> str:
    """华东一组 and its like; past the list of regions the number of the group grows."""
    return f"{TEAMS[team % len(TEAMS)]}{team // len(TEAMS) + 1}组"


def _career(draws: Draws, rep: int, team: int, teams: int, span: Span) -> list[RosterRow]:
    hired = span.first - timedelta(60 + draws.one(1500))
    fate = draws.one(100)
    event = span.working_days[draws.one(len(span.working_days))] if span.working_days else span.first
    row = RosterRow(
        known_on=span.first,
        rep=rep,
        valid_from=hired,
        name=person(draws.one(100_000)),
        team_id=team_name(team),
        manager_id=f"m{team + 1:02d}",
        grade=("junior", "intermediate", "senior")[draws.one(3)],
        hired_on=hired,
    )
    if fate < 4:  # noqa: PLR2004 - shares of a hundred: 4 hired, 4 leaving, 4 moved
        return [replace(row, known_on=event, valid_from=event, hired_on=event)]
    if fate < 8 and event > span.first:  # noqa: PLR2004
        return [row, replace(row, known_on=event, left_on=event, valid_to=event)]
    if fate < 12 and teams > 1 and event > span.first:  # noqa: PLR2004
        new = (team + 1) % teams
        moved = replace(row, known_on=event, valid_from=event, team_id=team_name(new))
        return [row, replace(moved, manager_id=f"m{new + 1:02d}")]
    return [row]


def _draw_leave(draws: Draws, roster: list[RosterRow], span: Span) -> list[LeaveRow]:
    """About one day in thirty away, a third of these for half a day."""
    kinds = ("annual", "annual", "sick", "personal", "statutory")
    hired: dict[int, date] = {}
    left: dict[int, date] = {}
    for row in roster:
        hired[row.rep] = row.hired_on
        left[row.rep] = row.left_on or span.last
    rows = []
    for rep, joined in hired.items():
        away = draws.below(30, len(span.working_days)) == 0
        kind = draws.below(len(kinds), len(span.working_days))
        half = draws.below(3, len(span.working_days)) == 0
        for n, day in enumerate(span.working_days):
            if away[n] and joined <= day <= left[rep]:
                rows.append(LeaveRow(rep, day, kinds[kind[n]], 1 if half[n] else FULL_DAY))
    return rows


def _draw_pace(draws: Draws, reps: int, calls_per_day: int, span: Span) -> Pace:
    """Each rep has a manner of their own, and every month turns out a little otherwise."""

    def around(centre: int, spread: int) -> IntArray:
        own = draws.below(2 * spread + 1, reps)[:, None] - spread
        month = draws.below(spread + 1, reps * span.months).reshape(reps, span.months) - spread // 2
        drawn: IntArray = np.maximum(centre + own + month, 1)
        return drawn

    dials = np.maximum(calls_per_day * around(1000, 200) // 1000, 1)
    return Pace(dials, around(400, 120), around(60, 25), around(400, 120), around(250, 100))
