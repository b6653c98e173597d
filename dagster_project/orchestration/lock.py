"""The lock of a home: one job writes, everybody else reads publications."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from dagster_project.closing import act
from dagster_project.errors import HomeBusy
from dagster_project.forgetting.pending import redo
from dagster_project.home import Home
from dagster_project.keeping.settle import settle
from dagster_project.object_store.address import configured
from dagster_project.upgrade.format import refuse_unfit
from dagster_project.upgrade.steps import upgrade

log = logging.getLogger("scoreline")

GRACE_SECONDS = 1.0
"""A probe holds the lock for an instant; the job waits that instant out."""


@contextmanager
def hold(
    home: Home,
    run: str,
    *,
    upgrading: bool = True,
    targets: bool = True,
    whole: bool = False,
    take_over: bool = False,
) -> Iterator[None]:
    """Hold the home for one run; the system lets go of it when the process dies. Raises HomeBusy.

    A home of an older format is upgraded (unless not `upgrading`), and what a killed process had decided is
    finished, each with a notice. Where object storage is configured, the home is brought up to it first,
    and it to the home at the end (`object_store.held`). Raises ScorelineError for a home of a newer format.
    """
    refuse_unfit(home)
    home.root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home.lock_file)
    try:
        lock.acquire(timeout=GRACE_SECONDS)
    except Timeout:
        raise HomeBusy(_busy(home)) from None
    try:
        _write_holder(home, run)
        with _object_storage(home, run, targets=targets, whole=whole, take_over=take_over):
            for sentence in [
                *(upgrade(home) if upgrading else []),
                *settle(home),
                *act.settle(home),
                *redo(home),
            ]:
                log.warning("%s", sentence)
            yield
    finally:
        with suppress(FileNotFoundError):
            _holder_file(home).unlink()
        lock.release()


def _object_storage(home: Home, run: str, **wanted: bool) -> AbstractContextManager[None]:
    if not configured():
        return nullcontext()
    from dagster_project.object_store.held import held

    return held(home, run, **wanted)


def probe(home: Home) -> None:
    """Raise HomeBusy when a run holds the home; a quick look that spares a needless start."""
    if not home.lock_file.exists():
        return
    lock = FileLock(home.lock_file)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise HomeBusy(_busy(home)) from None
    lock.release()


def brought_up(home: Home) -> Home:
    """The home for somebody who only reads: where object storage has more than it holds, that comes first.

    A home that a run holds is read as it is. Raises ScorelineError if object storage cannot be read.
    """
    if configured():
        from dagster_project.object_store.held import behind, take

        refuse_unfit(home)
        if behind(home):
            home.root.mkdir(parents=True, exist_ok=True)
            lock = FileLock(home.lock_file)
            with suppress(Timeout):
                lock.acquire(timeout=0)
                try:
                    take(home)
                    settle(home)
                finally:
                    lock.release()
    return home


def _holder_file(home: Home) -> Path:
    return home.lock_file.with_name(home.lock_file.name + ".holder.json")


def _write_holder(home: Home, run: str) -> None:
    started = datetime.now(UTC).isoformat(timespec="seconds")
    aside = _holder_file(home).with_suffix(".tmp")
    aside.write_text(json.dumps({"pid": os.getpid(), "started_at": started, "run": run}), encoding="utf-8")
    aside.replace(_holder_file(home))


def _busy(home: Home) -> str:
    try:
        holder = json.loads(_holder_file(home).read_text(encoding="utf-8"))
        who = f"process {holder['pid']}, since {holder['started_at']}, run {holder['run']}"
    except (FileNotFoundError, ValueError, KeyError):
        who = "its process has not written its name yet"
    return f"another run holds {home.root} ({who}); wait for it to end and run again"
