"""Whose words the vocabularies of a policy speak of: a row that names nobody would do nothing."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

from dagster_project.errors import Problem, nearest
from dagster_project.policy.load import read_policy
from dagster_project.policy.sheet import Sheet

VOCABULARIES = ("dispositions", "results")


def unknown_sources(folder: Path, names: AbstractSet[str]) -> list[Problem]:
    """Rows of a policy's vocabularies whose `source` is none of these names of sources and layouts."""
    return list(_strangers(Sheet(read_policy(folder)[0]), names))


def _strangers(sheet: Sheet, names: AbstractSet[str]) -> Iterator[Problem]:
    for table in VOCABULARIES:
        for line in sheet.lines(table):
            source = line.text("source")
            if source and source not in names:
                expected = f"no source and no layout of this name{nearest(source, names)}"
                yield line.problem("source", expected)
