"""Where else a publication goes after the folder; cheap to import, nothing is opened by asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dagster_project.errors import UsageError, nearest
from dagster_project.home import Home
from dagster_project.object_store.address import PUBLISHED_VARIABLE, published_address
from dagster_project.object_store.address import configured as object_storage_configured
from dagster_project.postgres.address import VARIABLE, configured

if TYPE_CHECKING:
    from dagster_project.postgres.publish import Brought

FOLDER, POSTGRES, OBJECT_STORAGE = "folder", "postgres", "s3"
TARGETS = (FOLDER, POSTGRES, OBJECT_STORAGE)


def checked_target(name: str) -> str:
    """The name of a target as given to `--target`; blank: wherever an address leads. Raises UsageError."""
    if name and name not in TARGETS:
        raise UsageError(f"--target: {name!r}: expected one of {', '.join(TARGETS)}{nearest(name, TARGETS)}")
    if name == POSTGRES and not configured():
        raise UsageError(f"--target postgres: set {VARIABLE} to the address of the Postgres first")
    if name == OBJECT_STORAGE and published_address() is None:
        raise UsageError(f"--target s3: set {PUBLISHED_VARIABLE} to an address first, s3://bucket/prefix")
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


def give_what_waits(home: Home, target: str = "") -> None:
    """Bring object storage up to the home where something of it has not arrived; opens nothing otherwise.

    Takes the home's lock. Raises TargetStale, with the command to retry.
    """
    if target == FOLDER or not object_storage_configured():
        return
    from dagster_project.object_store.held import waiting
    from dagster_project.orchestration.lock import hold

    if waiting(home):
        with hold(home, "publish-to s3"):
            pass
