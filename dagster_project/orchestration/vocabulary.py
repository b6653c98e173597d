"""Whose words the vocabularies of a policy speak of: a row that names nobody would do nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dagster_project.errors import Problem, UsageError, nearest
from dagster_project.ingest.declared.layout_file import FOLDER, TEMPLATES
from dagster_project.ingest.declared.sources import load_sources
from dagster_project.policy.load import read_policy
from dagster_project.policy.sheet import Sheet

VOCABULARIES = ("dispositions", "results")


def unknown_sources(policy: Path, sources: Path) -> list[Problem]:
    """Rows of a vocabulary whose `source` is neither a source nor a layout; none while the sources are wrong.

    Shipped layouts count whether or not a source names them: the shipped policy knows all their words.
    """
    try:
        names = {source.name for source in load_sources(sources)}
    except UsageError:
        return []
    for folder in (FOLDER, TEMPLATES, sources.parent / "layouts"):
        names |= {path.stem for path in folder.glob("*.yml")}
    return list(_strangers(Sheet(read_policy(policy)[0]), names))


def _strangers(sheet: Sheet, names: set[str]) -> Iterator[Problem]:
    for table in VOCABULARIES:
        for line in sheet.lines(table):
            source = line.text("source")
            if source and source not in names:
                expected = f"no source and no layout of this name{nearest(source, names)}"
                yield line.problem("source", expected)
