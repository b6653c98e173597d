"""One file's way: from landed or kept bytes to its rows in the raw store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import duckdb

from dagster_project.home import Home
from dagster_project.ingest.aside import written_aside
from dagster_project.ingest.original import FileChanged, keep, kept_path, reopened, sha256_of
from dagster_project.ingest.reading import Reading, beside
from dagster_project.ingest.rows import read_file
from dagster_project.ingest.scan import Found
from dagster_project.ingest.sources import Source
from dagster_project.ingest.unpack import Unreadable

Facts = dict[str, Any]


@dataclass(frozen=True)
class Task:
    """Bytes to read in one way: `landed` is where they lie, None when only the kept bytes are left."""

    file_id: str
    source: Source
    name: str
    landed: Found | None

    @property
    def key(self) -> tuple[str, str, str]:
        """Tasks with the same key give the same rows."""
        return self.file_id, self.source.entity.name, self.source.layout.key_for(self.source.entity)


def take(home: Home, connection: duckdb.DuckDBPyConnection, task: Task) -> Facts:
    """Keep the bytes and write the rows; returns the facts that the ledger holds about the reading.

    Raises FileChanged when the landed file does not stay as it was; nothing of it is left then.
    """
    keeper = _Keeper(home, task)
    keeper.start()
    try:
        facts = _read(home, connection, task)
    finally:
        keeper.join()
    if isinstance(keeper.error, FileNotFoundError):
        raise FileChanged(task.name) from keeper.error
    if keeper.error is not None:
        raise keeper.error
    return facts


class _Keeper(Thread):
    """Keeps the bytes while they are being read: both take the longest part of their time outside Python."""

    def __init__(self, home: Home, task: Task) -> None:
        super().__init__()
        self._home, self._task = home, task
        self.error: BaseException | None = None

    def run(self) -> None:
        """Keep the landed bytes, if they are not kept yet."""
        if self._task.landed is None:
            return
        try:
            keep(self._home, self._task.landed.path, self._task.file_id)
        except BaseException as error:  # noqa: BLE001 - raised again by the thread that waits
            self.error = error


def _read(home: Home, connection: duckdb.DuckDBPyConnection, task: Task) -> Facts:
    source = task.source
    file_id, entity, key = task.key
    rows = home.raw_rows / entity / f"{file_id}-{key}.parquet"
    refused = home.raw_refused / f"{file_id}-{key}.parquet"
    facts: Facts = {"layout": source.layout.name, "layout_key": key, "encoding": None}
    try:
        _check_suffix(task)
        scratch = home.cache / f".{file_id}-{key}.text.aside"
        with (
            _bytes(home, task) as path,
            written_aside(rows) as aside,
            _passing(aside, "refused") as refused_aside,
        ):
            reading = Reading(task.name, source.layout, source.entity, file_id, aside, refused_aside, scratch)
            counts, facts["encoding"] = read_file(connection, reading, path)
            _check_unchanged(task)
            if counts.rows_refused:
                with written_aside(refused) as place:
                    refused_aside.replace(place)
    except (FileNotFoundError, duckdb.IOException):
        _check_unchanged(task)
        raise
    except Unreadable as error:
        _check_unchanged(task)
        return facts | _refused_whole(error)
    return facts | {
        "rows_path": rows.relative_to(home.root).as_posix(),
        "rows_hash": sha256_of(rows),
        "refused_path": refused.relative_to(home.root).as_posix() if counts.rows_refused else None,
        **asdict(counts),
        "reason": None,
    }


def _check_suffix(task: Task) -> None:
    layout = task.source.layout
    if not layout.takes(task.name):
        wanted = " or ".join(layout.files)
        raise Unreadable(
            f"source {task.source.name} reads {wanted} files (.gz, .zst or .zip may follow a text form); "
            "convert or rename the file"
        )


def _bytes(home: Home, task: Task) -> AbstractContextManager[Path]:
    return reopened(home, task.file_id) if task.landed is None else nullcontext(task.landed.path)


def _check_unchanged(task: Task) -> None:
    if task.landed is not None and not task.landed.unchanged():
        raise FileChanged(task.name)


@contextmanager
def _passing(aside: Path, label: str) -> Iterator[Path]:
    """A passing file beside `aside`, gone at the end."""
    path = beside(aside, label)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _refused_whole(error: Unreadable) -> Facts:
    return {
        "rows_path": None,
        "rows_hash": None,
        "refused_path": None,
        "rows_read": 0,
        "rows_refused": 0,
        "truncated": error.truncated,
        "unknown_columns": [],
        "notes": [],
        "reason": str(error),
    }


def still_there(home: Home, facts: Facts) -> bool:
    """Whether what the ledger says was made of a file is still there and unharmed."""
    if not kept_path(home, facts["file_id"]).exists():
        return False
    if facts["refused_path"] is not None and not (home.root / facts["refused_path"]).exists():
        return False
    return facts["rows_path"] is None or (home.root / facts["rows_path"]).exists()


def same_bytes(home: Home, facts: Facts) -> bool:
    """Whether the rows file still has the hash that the ledger states (looked at before it is used anew)."""
    if not still_there(home, facts):
        return False
    return facts["rows_path"] is None or sha256_of(home.root / facts["rows_path"]) == facts["rows_hash"]
