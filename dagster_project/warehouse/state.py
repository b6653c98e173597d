"""What the warehouse was built from, so that a night knows how much of it still holds.

The record is taken away before a build and written back once the gate has looked at it: a build that was cut
short, or in which a check of what the night counted anew failed, leaves none, and the next night then derives
everything from raw again. So it does when the file is not as the last build left it: gone, cut off, restored,
written to by somebody else.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass

from dagster_project.home import Home
from dagster_project.warehouse.compact import compact

_PENDING = "state.pending.json"
_STAMP = "stamp.json"
log = logging.getLogger("scoreline")


@dataclass(frozen=True)
class WarehouseState:
    """Hashes of what a finished build used.

    code: models and engine; settings and vocabulary: policy that decides what a line means; policy: all of
    it; closed: frozen months; files: file_id to what every staged file was staged by; standing: file_id to
    its place among the others.
    """

    code: str
    settings: str
    vocabulary: str
    policy: str
    closed: str
    files: dict[str, str]
    standing: dict[str, str]


def read_state(home: Home) -> WarehouseState | None:
    """What the last finished build used; None after a build that did not finish, or before the first.

    None as well, with a notice, if the warehouse file is not the one that build left.
    """
    if not home.warehouse_state.exists():
        return None
    if (why := _another_file(home)) is not None:
        log.warning("%s: %s; it is made again from the raw store", home.warehouse, why)
        return None
    return WarehouseState(**json.loads(home.warehouse_state.read_text(encoding="utf-8")))


def _another_file(home: Home) -> str | None:
    """What is wrong with the warehouse file, by its size and time of writing; None if nothing is."""
    try:
        size, written = json.loads(home.warehouse.with_name(_STAMP).read_bytes())
        stat = home.warehouse.stat()
    except (FileNotFoundError, ValueError):
        return "the warehouse is gone" if not home.warehouse.exists() else "nobody knows who wrote it"
    if stat.st_size != size:
        return f"the warehouse has {stat.st_size} bytes, the last run left {size}"
    return None if stat.st_mtime_ns == written else "the warehouse was written to since the last run"


def forget_state(home: Home) -> None:
    """Have the next build start from raw."""
    home.warehouse_state.unlink(missing_ok=True)


def begin_build(home: Home, state: WarehouseState) -> None:
    """Say that a build for this state is under way."""
    pending = home.warehouse_state.with_name(_PENDING)
    pending.write_text(json.dumps(asdict(state), sort_keys=True), encoding="utf-8")
    home.warehouse_state.unlink(missing_ok=True)


def finish_build(home: Home) -> None:
    """Say that the build under way has finished, and has left the warehouse file as it is now, or smaller."""
    compact(home)
    stat = home.warehouse.stat()
    stamp = home.warehouse.with_name(_STAMP)
    stamp.write_text(json.dumps([stat.st_size, stat.st_mtime_ns]), encoding="utf-8")
    home.warehouse_state.with_name(_PENDING).replace(home.warehouse_state)
