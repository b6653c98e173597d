"""One command to take a home along, one to bring it back."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from dagster_project.errors import UsageError
from dagster_project.home import Home
from dagster_project.keeping import archive
from dagster_project.keeping.check import check
from dagster_project.publication.aside import sha256_of, sync
from dagster_project.publication.versions import linked_version
from dagster_project.record.log import append, head
from dagster_project.upgrade.format import FORMAT, RESTORING, read_format

SUFFIX = ".tar.zst"


@dataclass(frozen=True)
class Done:
    """What was written or restored, and what was wrong with the home already."""

    path: Path
    files: int
    bytes: int
    current: int | None
    problems: list[str]


def back_up(home: Home, target: Path, by: str | None = None) -> Done:
    """Write the home into a file that gets its name when it is whole and was read back; record it.

    A folder as `target` gets a file named after the moment. The caller holds the home's lock. Raises
    UsageError if the file is there already, or lies within the home.
    """
    now = datetime.now(UTC).replace(microsecond=0)
    if target.is_dir():
        target = target / f"scoreline-{now:%Y%m%dT%H%M%SZ}{SUFFIX}"
    _refuse_target(home, target)
    lines, last = head(home)
    told = {
        "format": read_format(home) or FORMAT,
        "code_version": version("scoreline"),
        "made_at": now.isoformat(),
        "home": str(home.root),
        "current": linked_version(home),
        "log": {"lines": lines, "head": last},
    }
    aside = target.with_name(f".{target.name}.part")
    aside.unlink(missing_ok=True)
    try:
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
            hashes = archive.write(home.root, file, told)
            file.flush()
            os.fsync(file.fileno())
        archive.read(aside, None)
        sha256, size = sha256_of(aside), aside.stat().st_size
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    sync(target.parent)
    append(home, "backed_up", by=by, path=str(target), sha256=sha256, bytes=size, files=len(hashes))
    known = {home.root / name: value for name, value in hashes.items()}
    problems = check(home, lambda path: known.get(path) or sha256_of(path)).problems
    return Done(target, len(hashes), size, linked_version(home), problems)


def restore(source: Path, home: Home, by: str | None = None) -> Done:
    """Unpack a backup into an empty or new folder, every file against its SHA-256; the home then runs on.

    Raises UsageError if the folder holds anything or the backup is of a newer format, ScorelineError if the
    backup is damaged; the folder is then as it was.
    """
    if not source.is_file():
        raise UsageError(f"{source}: no such file; expected one that `scoreline backup` wrote")
    if home.root.exists() and (not home.root.is_dir() or any(home.root.iterdir())):
        raise UsageError(
            f"{home.root}: expected a new or empty folder to restore into, found something in it"
        )
    made = not home.root.exists()
    inside = Home(home.root / RESTORING)
    inside.root.mkdir(parents=True)
    try:
        told = archive.read(source, inside.root)
        _refuse_newer(source, told["format"])
        append(inside, "restored", by=by, path=str(source), sha256=sha256_of(source), made_at=told["made_at"])
        problems = check(inside).problems
    except BaseException:
        _clear(home.root, inside.root, made=made)
        raise
    os.sync()
    for path in sorted(inside.root.iterdir()):
        path.rename(home.root / path.name)
    inside.root.rmdir()
    sync(home.root)
    return Done(home.root, len(told["files"]), source.stat().st_size, linked_version(home), problems)


def _refuse_target(home: Home, target: Path) -> None:
    if target.exists():
        raise UsageError(f"{target}: is there already; a backup replaces nothing")
    if not target.parent.is_dir():
        raise UsageError(f"{target.parent}: no such folder")
    if target.resolve().is_relative_to(home.root.resolve()):
        raise UsageError(f"{target}: lies within the home that it is a backup of; choose another disk")


def _refuse_newer(source: Path, found: int) -> None:
    if found > FORMAT:
        raise UsageError(
            f"{source}: written by a newer version of Scoreline (format {found}; this version knows "
            f"{FORMAT}): install the newer version"
        )


def _clear(root: Path, inside: Path, *, made: bool) -> None:
    shutil.rmtree(inside)
    if made:
        root.rmdir()
