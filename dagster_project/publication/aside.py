"""Writing aside, and the one moment at which it becomes a publication.

A publication grows in `<home>/published/.making-<unique>`, is decided by its line in the record log, gets
its name by one rename and its readers by one replace of the link `current`. What a killed run left under
`.making-*` is removed by the next one, unless the record names it; the home's lock, which the job holds, sees
to it that nobody else is writing.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from pathlib import Path
from typing import Any

from dagster_project.publication.versions import CURRENT, Manifest, folder_name

MAKING = ".making-"
READ_ONLY = 0o444


def begin(published: Path) -> Path:
    """A new empty folder aside, after removing what killed runs left behind."""
    published.mkdir(parents=True, exist_ok=True)
    for left in published.glob(f"{MAKING}*"):
        discard(left)
    making = published / f"{MAKING}{secrets.token_hex(8)}"
    making.mkdir()
    return making


def discard(path: Path) -> None:
    """Remove a folder or link that never became a publication."""
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
    else:
        shutil.rmtree(path)


def sha256_of(path: Path) -> str:
    """Hex SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def seal(folder: Path, path: str) -> dict[str, Any]:
    """Make a written file read-only and durable; its manifest entry: path below the folder, bytes, sha256."""
    file = folder / path
    file.chmod(READ_ONLY)
    sync(file)
    return {"path": path, "bytes": file.stat().st_size, "sha256": sha256_of(file)}


def link(previous: Manifest, entry: dict[str, Any], making: Path) -> bool:
    """Hard-link a file of the publication before into the new one, if its bytes are still the ones published.

    False, and nothing is made, if the file is gone or was edited. Copies where the file system has no links.
    """
    source, target = previous.folder / entry["path"], making / entry["path"]
    if (
        not source.is_file()
        or source.stat().st_size != entry["bytes"]
        or sha256_of(source) != entry["sha256"]
    ):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
        seal(making, entry["path"])
    return True


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folders(making: Path) -> None:
    """Bring every name below a folder, and its own, to the disk: a power cut loses none from here on."""
    for folder in [path for path in making.rglob("*") if path.is_dir()]:
        sync(folder)
    sync(making)
    sync(making.parent)


def commit(making: Path, version: int) -> Path:
    """Give a whole folder that is in the record its name, though nobody is sent to it yet."""
    named = making.with_name(folder_name(version))
    making.rename(named)
    sync(named.parent)
    return named


def point(published: Path, version: int) -> None:
    """Move the link `current` in one atomic step."""
    aside = published / f"{MAKING}{CURRENT}-{secrets.token_hex(8)}"
    aside.symlink_to(folder_name(version))
    aside.replace(published / CURRENT)
    sync(published)
