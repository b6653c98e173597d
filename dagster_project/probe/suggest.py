"""What to paste: the lines of a source, or the beginning of a layout where none fits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from dagster_project.ingest.declared.entities import Entity, load_entity
from dagster_project.ingest.declared.layout import Layout
from dagster_project.ingest.read.header import plain_name
from dagster_project.probe.fit import Fit
from dagster_project.probe.look import Look

ZONE = "WHOSE_CLOCK"
"""Stands where a zone must be said; `scoreline check` refuses it: a wrong zone would move every call."""


def source_lines(fit: Fit, site_zone: str, declared: str | None) -> list[str]:
    """The source that reads the file: YAML to paste under `sources:`."""
    layout, entity = fit.layout, fit.entity
    name = re.sub(r"\W+", "_", layout.name if not layout.canonical else entity.name).lower()
    said = [f"name: {name}", f"entity: {entity.name}", f"layout: {layout.name}", f'path: "{name}/**"']
    if layout.needs_zone(entity):
        said.append(f"time_zone: {ZONE}")
    if declared is not None:
        said.append(f"encoding: {declared}")
    if fit.delimiter is not None:
        said.append(f"delimiter: {json.dumps(fit.delimiter)}")
    lines = [f"  - {{{', '.join(said)}}}"]
    if layout.needs_zone(entity):
        lines.insert(
            0,
            f"  # the times carry no zone; whose clock wrote them: {site_zone}, UTC, ...?",
        )
    return lines


def skeleton(look: Look, entity: str, layouts: Iterable[Layout]) -> list[str]:
    """The beginning of a layout for a header that none takes: columns as other layouts would take them."""
    header, known = look.first_cells, _known(entity, layouts)
    target = load_entity(entity)
    guessed: dict[str, str] = {}
    for name in header:
        guess = known.get(plain_name(name))
        if guess is not None and guess not in guessed:
            guessed[guess] = name
    lines = [
        "layout: my_export   # the file's own name: layouts/my_export.yml",
        f"entity: {entity}",
        f"files: [{Path(look.name).suffix.lower()}]",
    ]
    if look.delimiter not in (None, ","):
        lines.append(f"delimiter: {json.dumps(look.delimiter)}")
    lines.append("columns:")
    for column in target.columns:
        if column.name in guessed:
            lines.append(f"  {column.name}: {{from: {quoted(guessed[column.name])}}}")
        elif column.required:
            lines.append(f"  {column.name}: {{from: ...}}   # required: which column is it?")
    unused = [quoted(name) for name in header if name not in guessed.values() and name.strip()]
    return [*lines, f"unused: [{', '.join(unused)}]"]


def _known(entity: str, layouts: Iterable[Layout]) -> dict[str, str]:
    """Header names that any layout makes a canonical column of, by their plain form."""
    target: Entity = load_entity(entity)
    known = {plain_name(name): name for name in target.names}
    for layout in layouts:
        if layout.entity != entity:
            continue
        for rule in layout.rules:
            for origin in rule.sources:
                if len(origin.columns) == 1:
                    name = origin.columns[0]
                    for alias in (name, *layout.aliases.get(name, ())):
                        known.setdefault(plain_name(alias), rule.column)
    return known


def quoted(name: str) -> str:
    """A name as YAML."""
    return name if re.fullmatch(r"\w[\w .-]*\w|\w", name) and not name.isdigit() else repr(name)


def own_layouts(sources_file: Path) -> Path:
    """Where layouts of one's own stand: beside the sources file."""
    return sources_file.parent / "layouts"
