"""The staff list and the leave list."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pandas as pd

from dagster_project.generate.landing import Landing
from dagster_project.generate.world import World

ROSTER = [
    "rep_id",
    "valid_from",
    "name",
    "team_id",
    "manager_id",
    "role",
    "grade",
    "schemes",
    "phase",
    "fte",
    "hired_on",
    "left_on",
    "valid_to",
]


def write_staff(world: World, landing: Landing) -> None:
    """Write the staff list of the first night with later changes, and each day's leave."""
    staff = world.staff
    changes: dict[date, list[tuple[object, ...]]] = defaultdict(list)
    for row in sorted(staff.roster, key=lambda r: (r.known_on, r.rep, r.valid_from)):
        changes[row.known_on].append(
            (
                staff.rep_id(row.rep),
                row.valid_from,
                row.name,
                row.team_id,
                row.manager_id,
                "rep",
                row.grade,
                row.schemes,
                row.phase,
                row.fte,
                row.hired_on,
                row.left_on,
                row.valid_to,
            )
        )
    for night, rows in changes.items():
        _write(landing, "roster", night, ROSTER, rows)
    away: dict[date, list[tuple[object, ...]]] = defaultdict(list)
    for leave in sorted(staff.leave, key=lambda r: (r.day, r.rep, r.kind)):
        fraction = "1" if leave.halves > 1 else "0.5"
        away[leave.day].append((staff.rep_id(leave.rep), leave.day, leave.kind, fraction))
    for night, rows in away.items():
        _write(landing, "leave", night, ["rep_id", "date", "kind", "fraction"], rows)


def _write(
    landing: Landing, entity: str, night: date, columns: list[str], rows: list[tuple[object, ...]]
) -> None:
    text = [[None if cell is None else str(cell) for cell in row] for row in rows]
    landing.write(entity, night, "select * from frame", pd.DataFrame(text, columns=columns, dtype="str"))
