"""Hashes of the project's own files: which code made a publication, and whether the manifest still fits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from dagster_project.home import PROJECT

CODE = ("dagster_project", "dbt_models", "expectations", "tests/dbt", "requirements.lock")
"""Whatever can change a published number, policy and data apart."""

DBT = ("dbt_models", "tests/dbt", "requirements.lock")

MADE = frozenset({"__pycache__", "target", "logs", ".user.yml", "samples"})
"""Folders and files that running leaves behind or that hold data."""


def project_hash() -> str:
    """SHA-256 over every file that can change a published number, 64 hex digits."""
    return _hash(CODE)


def dbt_hash() -> str:
    """SHA-256 over the dbt project and the locked versions, 64 hex digits."""
    return _hash(DBT)


def _hash(roots: Iterable[str]) -> str:
    total = hashlib.sha256()
    for root in roots:
        for path in _files(PROJECT / root):
            name = path.relative_to(PROJECT).as_posix()
            total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
    if not root.is_dir():
        return
    for path in sorted(root.iterdir()):
        if path.name not in MADE:
            yield from _files(path)
