"""Where else a publication goes after the folder; cheap to import, nothing is opened by asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dagster_project.errors import UsageError, nearest
from dagster_project.home import Home
from dagster_project.postgres.address import VARIABLE, configured

if TYPE_CHECKING:
    from dagster_project.postgres.publish import Brought

FOLDER, POSTGRES = "folder", "postgres"
TARGETS = (FOLDER, POSTGRES)


def checked_target(name: str) -> str:
    """The name of a target as given to `--target`; blank: wherever an address leads. Raises UsageError."""
    if name and name not in TARGETS:
        raise UsageError(f"--target: {name!r}: expected {' or '.join(TARGETS)}{nearest(name, TARGETS)}")
    if name == POSTGRES and not configured():
        raise UsageError(f"--target postgres: set {VARIABLE} to the address of the Postgres first")
    return name


def bring_up_targets(home: Home, target: str = "") -> Brought | None:
    """Bring Postgres up to the current publication where one is configured, else None.

    `folder` leaves it alone this once. Raises TargetStale, with the command to retry.
    """
    if target == FOLDER or not configured():
        return None
    from dagster_project.postgres.address import address
    from dagster_project.postgres.publish import bring_up

    return bring_up(home, address())
