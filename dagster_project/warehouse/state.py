"""What the warehouse was built from, so that a night knows how much of it still holds.

The record is taken away before a build and written back after it: a build that was cut short leaves none,
and the next night then derives everything from raw again.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from dagster_project.home import Home

_PENDING = "state.pending.json"


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
    """What the last finished build used; None after a build that did not finish, or before the first."""
    if not (home.warehouse_state.exists() and home.warehouse.exists()):
        return None
    return WarehouseState(**json.loads(home.warehouse_state.read_text(encoding="utf-8")))


def begin_build(home: Home, state: WarehouseState) -> None:
    """Say that a build for this state is under way."""
    pending = home.warehouse_state.with_name(_PENDING)
    pending.write_text(json.dumps(asdict(state), sort_keys=True), encoding="utf-8")
    home.warehouse_state.unlink(missing_ok=True)


def finish_build(home: Home) -> None:
    """Say that the build under way has finished."""
    home.warehouse_state.with_name(_PENDING).replace(home.warehouse_state)
