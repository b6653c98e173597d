"""One file's way: from landed or kept bytes to its rows in the raw store."""

from __future__ import annotations

import logging
import os
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.errors import ScorelineError
from dagster_project.forgetting.overlay import read_overlay
from dagster_project.home import Home
from dagster_project.ingest.aside import ENDING, written_aside
from dagster_project.ingest.declared.sources import Source
from dagster_project.ingest.decode.unpack import Unreadable
from dagster_project.ingest.kept import hash_now, hash_of, rows_files, rows_name
from dagster_project.ingest.original import FileChanged, keep, kept_path, reopened, sha256_of
from dagster_project.ingest.read.reading import Reading, beside
from dagster_project.ingest.read.rows import read_file
from dagster_project.ingest.scan import Found

Facts = dict[str, Any]
UNFORESEEN = (duckdb.Error, ArithmeticError, RuntimeError, RecursionError)
"""What one file's values may set off in a rule or a reader: the file is refused, which blocks the gate, and
the others are read all the same."""
MACHINE = (duckdb.IOException, duckdb.OutOfMemoryException)
"""What says nothing about the file: the run ends, and the next one tries again."""
log = logging.getLogger(__name__)


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
    """Write the rows; returns the facts that the ledger holds about the reading.

    Raises FileChanged when the landed file does not stay as it was; nothing of it is left then.
    """
    if task.landed is not None:
        try:
            keep(home, task.landed.path, task.file_id)
        except FileNotFoundError as error:
            raise FileChanged(task.name) from error
    return _read(home, connection, task)


def _read(home: Home, connection: duckdb.DuckDBPyConnection, task: Task) -> Facts:
    source = task.source
    file_id, entity, key = task.key
    rows = home.raw_rows / entity / f"{file_id}-{key}.parquet"
    refused = home.raw_refused / f"{file_id}-{key}.parquet"
    facts: Facts = {"layout": source.layout.name, "layout_key": key, "encoding": None}
    scratch = home.cache / f".{file_id}-{key}.text.aside"
    reading = Reading(
        task.name,
        source.layout,
        source.entity,
        file_id,
        beside(scratch, "parquet"),
        beside(scratch, "refusals"),
        scratch,
    )
    try:
        _check_suffix(task)
        with _bytes(home, task) as path:
            counts, facts["encoding"] = read_file(connection, reading, path)
        _check_unchanged(task)
        targets = rows_files(home, rows_name(rows, counts.parts).relative_to(home.root).as_posix())
        for part, target in zip(reading.parts(counts.parts), targets, strict=True):
            _placed(part, target)
        if counts.rows_refused:
            _placed(reading.refused, refused)
    except FileNotFoundError:
        _check_unchanged(task)
        raise
    except MACHINE as error:
        _check_unchanged(task)
        raise ScorelineError(f"{task.name}: {str(error).strip().splitlines()[0]}") from error
    except UNFORESEEN as error:
        _check_unchanged(task)
        log.debug("%s", task.name, exc_info=True)
        said = (str(error).strip().splitlines() or [type(error).__name__])[0]
        reason = (
            f"layout {source.layout.name} fails on it: {said}; mend the file or the layout, or report both"
        )
        return facts | _refused_whole(Unreadable(reason))
    except Unreadable as error:
        _check_unchanged(task)
        return facts | _refused_whole(error)
    finally:
        for left in os.scandir(home.cache):
            if left.name.startswith(scratch.name.removesuffix(ENDING)):
                Path(left).unlink()
    counted = asdict(counts)
    del counted["parts"]
    return facts | {
        "rows_path": rows_name(rows, counts.parts).relative_to(home.root).as_posix(),
        "rows_hash": hash_of(targets),
        "refused_path": refused.relative_to(home.root).as_posix() if counts.rows_refused else None,
        "refused_hash": sha256_of(refused) if counts.rows_refused else None,
        **counted,
        "reason": None,
    }


def _placed(passing: Path, target: Path) -> None:
    """Put a finished file where it stays, whole or not at all."""
    with written_aside(target) as aside:
        passing.replace(aside)


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


def _refused_whole(error: Unreadable) -> Facts:
    return {
        "rows_path": None,
        "rows_hash": None,
        "refused_path": None,
        "refused_hash": None,
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
    return facts["rows_path"] is None or all(p.exists() for p in rows_files(home, facts["rows_path"]))


def same_bytes(home: Home, facts: Facts) -> bool:
    """Whether the rows file still has the hash that the ledger states (looked at before it is used anew)."""
    if not still_there(home, facts):
        return False
    if facts["rows_path"] is None:
        return True
    expected = hash_now(read_overlay(home), facts["rows_path"], facts["rows_hash"])
    return hash_of(rows_files(home, facts["rows_path"])) == expected
