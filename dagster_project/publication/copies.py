"""The policy and the SQL that a publication was made with, beside its tables."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from pathlib import Path
from typing import Any

from dagster_project.errors import ScorelineError
from dagster_project.policy.load import read_policy
from dagster_project.publication.aside import link, seal
from dagster_project.publication.versions import Manifest

NOT_SOURCE = {"target", "logs", "dbt_packages"}
"""Folders that dbt writes into its project."""

SECRET = "number_key"  # noqa: S105 - the setting's name, not its value
REDACTED = re.compile(r"sha256:[0-9a-f]{64}")


def copy_policy(
    folder: Path, policy_hash: str, making: Path, previous: Manifest | None
) -> list[dict[str, Any]]:
    """Copy the policy's CSV files to `policy/`, the key of the hash of numbers redacted; manifest entries.

    Raises ScorelineError if the folder no longer holds the policy that the run was made with.
    """
    policy, _ = read_policy(folder)
    if policy.hash != policy_hash:
        raise ScorelineError(
            f"{folder}: expected the policy that the run began with (hash {policy_hash}), found "
            f"{policy.hash}; it was edited meanwhile, nothing was published: run again"
        )
    before = _entries(previous, "policy")
    return [
        _place(
            f"policy/{name}",
            redacted(content) if name == "settings.csv" else content,
            making,
            previous,
            before,
        )
        for name, content in sorted(policy.contents.items())
    ]


def copy_sql(folder: Path, making: Path, previous: Manifest | None) -> list[dict[str, Any]]:
    """Copy the dbt project's `.sql` and `.yml` files to `sql/`, in their folders; manifest entries."""
    before = _entries(previous, "sql")
    entries = []
    for file in sorted(path for pattern in ("*.sql", "*.yml") for path in folder.rglob(pattern)):
        inside = file.relative_to(folder)
        if not any(part in NOT_SOURCE or part.startswith(".") for part in inside.parts):
            entries.append(_place(f"sql/{inside.as_posix()}", file.read_bytes(), making, previous, before))
    if not entries:
        raise ScorelineError(f"{folder}: expected the dbt project's .sql and .yml files, found none")
    return entries


def redacted(settings: bytes) -> bytes:
    """`settings.csv` with the value of `number_key` as `sha256:<hex of the key>`; line numbers stay.

    A value that is redacted already stays as it is, so that a publication's own policy can be used again.
    """
    rows = list(csv.reader(io.StringIO(settings.decode("utf-8-sig"), newline="")))
    header = [name.strip().lower() for name in rows[0]] if rows else []
    if "name" not in header or "value" not in header:
        raise ScorelineError(f"settings.csv:1: expected the columns name and value, found {','.join(header)}")
    name, value = header.index("name"), header.index("value")
    found = False
    for row in rows[1:]:
        if len(row) > max(name, value) and row[name].strip() == SECRET and (key := row[value].strip()):
            found = True
            if not REDACTED.fullmatch(key):
                row[value] = f"sha256:{hashlib.sha256(key.encode()).hexdigest()}"
    if not found:
        return settings
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _entries(previous: Manifest | None, part: str) -> dict[str, dict[str, Any]]:
    """Manifest entries of the publication before, by path."""
    return {} if previous is None else {entry["path"]: entry for entry in previous.content[part]}


def _place(
    path: str, content: bytes, making: Path, previous: Manifest | None, before: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """Link the file of the publication before if it holds the same bytes, else write it."""
    entry = before.get(path)
    same = entry is not None and entry["sha256"] == hashlib.sha256(content).hexdigest()
    if previous is not None and entry is not None and same and link(previous, entry, making):
        return entry
    target = making / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return seal(making, path)
