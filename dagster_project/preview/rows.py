"""Which rows of policy are others than those of the publication."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from dagster_project.policy.load import read_policy
from dagster_project.policy.model import Policy, Row
from dagster_project.policy.tables import NOTE, TABLES
from dagster_project.publication.copies import SECRET

Content = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class OtherRows:
    """Of one file: how many rows only the publication's policy has, and how many only the given one."""

    file: str
    gone: int
    new: int


def other_rows(published: Path, policy: Policy) -> list[OtherRows]:
    """By file; notes, order, and the key of the hash of numbers, which is a secret, do not count."""
    before, _ = read_policy(published)
    found = []
    for name, spec in TABLES.items():
        old, new = (Counter(map(_content, one.tables[name].rows)) for one in (before, policy))
        if old != new:
            found.append(OtherRows(spec.file, (old - new).total(), (new - old).total()))
    return found


def _content(row: Row) -> Content:
    hidden = {NOTE, "value"} if row.text("name") == SECRET else {NOTE}
    return tuple(sorted((name, text) for name, text in row.values.items() if text and name not in hidden))
