"""A home as it was when a publication was made, laid out in a scratch folder: nothing of the home is changed.

The ledger's segments are copied, rows and closed months are linked to. Everything that prepares a warehouse
then works on it as on any home.
"""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from typing import Any

from dagster_project.closing.forgotten import hashes_since
from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.ingest.original import sha256_of
from dagster_project.publication.copies import REDACTED, SECRET
from dagster_project.publication.inputs import CLOSED, kept_key
from dagster_project.publication.versions import Manifest

ARCHIVE = "archive"


def lay_out(home: Home, inputs: dict[str, Any], folder: Path) -> Home:
    """The home of that time below `folder`. Raises ScorelineError where the home no longer holds a part."""
    scratch = Home(folder / "home").ensure()
    shutil.rmtree(scratch.root / "raw")
    scratch.ledger.mkdir(parents=True)
    for name in ("rows", "refused", "files"):
        (scratch.root / "raw" / name).symlink_to((home.root / "raw" / name).resolve())
    for told in inputs["ledger"]:
        segment = home.ledger / told["segment"]
        if not segment.is_file():
            raise ScorelineError(f"{segment}: expected a segment of the ledger; restore it from a backup")
        shutil.copyfile(segment, scratch.ledger / segment.name)
    for month, sha256 in inputs["closed"].items():
        (scratch.closed / month).symlink_to(closed_month(home, month, sha256).resolve())
    return scratch


def closed_month(home: Home, month: str, sha256: str) -> Path:
    """The folder of a month as it was closed then, reopened or not. Raises ScorelineError if it is gone."""
    known = hashes_since(home, sha256)
    for folder in (home.closed / month, *(home.closed / ARCHIVE / each for each in known)):
        if (folder / CLOSED).is_file() and sha256_of(folder / CLOSED) == known[-1]:
            return folder
    raise ScorelineError(
        f"{home.closed / month}: expected the month as it was closed then ({CLOSED} with SHA-256 "
        f"{sha256}), there or under {home.closed / ARCHIVE}; restore it from a backup"
    )


def policy_then(home: Home, manifest: Manifest, folder: Path) -> Path:
    """The policy that the publication carries, with the key of the hash of numbers put back."""
    policy = folder / "policy"
    shutil.copytree(manifest.folder / "policy", policy)
    settings = policy / "settings.csv"
    if settings.is_file():
        settings.chmod(0o600)
        key = kept_key(home, manifest.content["inputs"]["number_key"])
        settings.write_text(_with_key(settings.read_text(encoding="utf-8-sig"), key), encoding="utf-8")
    return policy


def sql_then(manifest: Manifest, folder: Path) -> Path:
    """A copy of the dbt project that the publication carries, for dbt to write beside."""
    project = folder / "dbt_models"
    shutil.copytree(manifest.folder / "sql", project)
    for path in [project, *project.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)
    return project


def _with_key(settings: str, key: str) -> str:
    """`settings.csv` with the key where its hash stands; line numbers stay."""
    rows = list(csv.reader(io.StringIO(settings, newline="")))
    header = [name.strip().lower() for name in rows[0]] if rows else []
    if not {"name", "value"} <= set(header):
        return settings
    name, value = header.index("name"), header.index("value")
    for row in rows[1:]:
        if len(row) > max(name, value) and row[name].strip() == SECRET and REDACTED.fullmatch(row[value]):
            row[value] = key
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
