"""Sample exports: a folder per layout, with the source lines that a user would paste and what comes of it.

`expected.yml` of a folder says:

    rows          every row that is read, in the order of files and lines: `file` (where there are several),
                  `line_no` and the canonical columns that matter; a blank stands for "not given"
    refused       rows that are not (0)
    unknown_columns  columns that are reported as new (none)
    reps          ids that the roster needs
    contacts      rows of the CRM that the samples are judged with (contact_id, customer_id, phone, ...)
    calls         rows of fct_call
    counted       distinct units per KPI
    talk_seconds  talk of the dials, whoever made them
    connected     calls that were answered at the far end
    human_answered  calls that a person is known to have answered
    contradictions  rows by kind of what contradicts itself (none)
    unmapped      words that the shipped policy does not know
    survivors     customer ids and whom they were merged into
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from dagster_project.home import PROJECT

HERE = Path(__file__).parent
LAYOUTS = PROJECT / "dagster_project" / "layouts"
TEMPLATES = LAYOUTS / "templates"
PLANS = ("source.yml", "expected.yml")
ELSEWHERE = ("bank_call_centre", "canonical")
"""Layouts with tests of their own."""
FIRST_EXPORT = 1_767_600_000
"""The sources ask for no stamp in the names of files: these count as exported in the order of names."""


@dataclass(frozen=True)
class Folder:
    """One folder of samples."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @cached_property
    def source_lines(self) -> str:
        return (self.path / "source.yml").read_text(encoding="utf-8")

    @cached_property
    def source(self) -> dict[str, Any]:
        [source] = yaml.safe_load(self.source_lines)
        assert isinstance(source, dict)
        return source

    @cached_property
    def expected(self) -> dict[str, Any]:
        """As it is written: every value is a text, as in a raw row."""
        text = (self.path / "expected.yml").read_text(encoding="utf-8")
        said = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the loader that makes nothing but texts
        assert isinstance(said, dict)
        return said

    def number(self, key: str) -> int:
        return int(self.expected.get(key, 0))

    @property
    def samples(self) -> list[Path]:
        return sorted(p for p in self.path.rglob("*") if p.is_file() and p.name not in PLANS)

    @property
    def template(self) -> Path | None:
        """The template that the source's layout is a copy of."""
        path = TEMPLATES / f"{self.source['layout']}.yml"
        return path if path.exists() else None

    def land(self, landing: Path) -> None:
        """Copy the samples below the landing folder, one exported an hour after the other."""
        for hour, sample in enumerate(self.samples):
            target = landing / self.name / sample.relative_to(self.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(sample, target)
            os.utime(target, (FIRST_EXPORT + hour * 3600,) * 2)


def folders() -> list[Folder]:
    """Folders that are complete."""
    return [Folder(path.parent) for path in sorted(HERE.glob("*/expected.yml"))]


def use_sources(folder: Path, chosen: list[Folder], more: str = "") -> Path:
    """A sources file with the lines of the chosen folders, with templates copied beside it."""
    path = folder / "sources.yml"
    path.write_text("sources:\n" + "".join(f.source_lines for f in chosen) + more, encoding="utf-8")
    own = folder / "layouts"
    own.mkdir(exist_ok=True)
    for template in {f.template for f in chosen} - {None}:
        assert template is not None
        shutil.copyfile(template, own / template.name)
    return path
