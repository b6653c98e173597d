"""All that forgetting changes as one step: written aside, decided by a line of the record log, then moved.

Before the line nothing of the home has changed and what was written aside is worthless; from the line on it
is carried out, by the process that wrote the line or by the next one that holds the home.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from dagster_project.forgetting.register import folder_of
from dagster_project.home import Home
from dagster_project.publication.aside import sync
from dagster_project.record import log

PENDING = "pending-"
PLAN = "plan.json"


def write_plan(folder: Path, moves: dict[str, Path]) -> None:
    """Say what is to replace what (paths below the home), and bring everything aside to the disk."""
    told = {target: path.relative_to(folder).as_posix() for target, path in moves.items()}
    (folder / PLAN).write_text(json.dumps(told), encoding="utf-8")
    for path in folder.rglob("*"):
        sync(path)
    sync(folder)


def carry_out(home: Home, folder: Path) -> None:
    """Move everything to its place and take away what else may hold the person; may be done again."""
    plan: dict[str, Any] = json.loads((folder / PLAN).read_bytes())
    for target, aside in plan.items():
        if (folder / aside).exists():
            place = home.root / target
            place.parent.mkdir(parents=True, exist_ok=True)
            if target.startswith("published/"):
                (folder / aside).chmod(0o444)
            (folder / aside).replace(place)
            sync(place.parent)
    drop_derived(home)
    shutil.rmtree(folder)


def drop_derived(home: Home) -> None:
    """Take away what was derived from the raw store or tells of runs in words: all of it comes again, or
    is history of runs alone.
    """
    for folder in (home.warehouse.parent, home.cache, home.dagster, home.root / "logs"):
        if folder.is_dir():
            shutil.rmtree(folder)
            folder.mkdir()
    (home.root / "quarantine.parquet").unlink(missing_ok=True)


def redo(home: Home) -> list[str]:
    """Finish what a killed process had decided, and remove what one had not; sentences for what was done.

    The caller holds the home's lock.
    """
    left = sorted(folder_of(home).glob(f"{PENDING}*"))
    decided = {entry.facts["pending"] for entry in log.read(home, "forgotten")} if left else set()
    done = []
    for folder in left:
        if folder.name in decided:
            if (folder / PLAN).exists():
                carry_out(home, folder)
            else:
                shutil.rmtree(folder)
            done.append("a customer was being forgotten when the process was cut off; finished now")
        else:
            shutil.rmtree(folder)
            done.append(
                "forgetting a customer was cut off before it was decided: nothing was changed; say it again"
            )
    return done
