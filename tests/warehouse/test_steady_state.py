"""Many nights of one home: the tables of a home that is given everything at once, in about as much room."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from dagster_project.home import Home
from tests.warehouse.nights import Nights

HEAD = "call_id,rep_id,started_at,disposition,result,updated_at,is_deleted\n"
NIGHTS, REPS = range(7, 13), ("r1", "r2", "r3")
ROOM = 1.5
"""How much larger than a fresh one the warehouse may be."""


def call(call_id: str, chance: Random, day: int, night: int, deleted: str = "") -> str:
    """A line about a call of a day, as the export of a night has it."""
    disposition = chance.choice(("connected", "no_answer"))
    result = chance.choice(("key_person", "gatekeeper")) if disposition == "connected" else ""
    started = f"2026-07-{day:02} {chance.randrange(9, 18):02}:00:00"
    updated = f"2026-07-{night:02} 20:00:00"
    return ",".join((call_id, chance.choice(REPS), started, disposition, result, updated, deleted))


def export(chance: Random, night: int, known: dict[str, int]) -> str:
    """New calls of the night, late ones of earlier days, and earlier ones corrected, moved or deleted."""
    lines = []
    for number in range(12):
        call_id, day = f"n{night}-{number}", night if number < 8 else chance.randrange(6, night + 1)
        lines.append(call(call_id, chance, day, night))
        known[call_id] = day
    for call_id in chance.sample(sorted(known), 6):
        moved = chance.randrange(6, night + 1) if chance.random() < 0.3 else known[call_id]
        lines.append(call(call_id, chance, moved, night, chance.choice(("", "", "true"))))
        known[call_id] = moved
    return HEAD + "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("seed", [1])
def test_many_nights_are_one_load(tmp_path: Path, seed: int) -> None:
    chance, site = Random(seed), Nights(tmp_path)
    known: dict[str, int] = {}
    roster = "rep_id,valid_from,team_id\n" + "".join(f"{rep},2026-07-01,t1\n" for rep in REPS)
    for night in NIGHTS:
        files = {f"calls/{night:02}.csv": export(chance, night, known)}
        if night == NIGHTS[0]:
            files["roster/r.csv"] = roster
        site.night(f"2026-07-{night:02}", files, f"2026-07-{night:02} 21:00:00")
    assert site.differences(f"2026-07-{NIGHTS[-1]:02}") == {}
    sizes = [Home(tmp_path / name).warehouse.stat().st_size for name in ("home", "fresh")]
    assert sizes[0] <= ROOM * sizes[1]
