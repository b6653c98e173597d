"""Which layouts fit a file: each one is tried on the file's head with the readers of a real run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.ingest.declared.entities import Entity, entity_names, load_entity
from dagster_project.ingest.declared.layout import Layout
from dagster_project.ingest.declared.layout_file import CERTAINTIES, FOLDER, TEMPLATES, load_layout
from dagster_project.ingest.decode.unpack import Unreadable
from dagster_project.ingest.read.header import plain_name
from dagster_project.ingest.read.reading import Reading
from dagster_project.ingest.read.rows import read_file
from dagster_project.ingest.read.spool import Counts
from dagster_project.probe.look import Look

GOOD_SHARE = 0.5
WIDE, NEAR_MISS = 2, 3
"""A file without header that is at most so many columns wider or narrower is worth naming."""
CASTS = {"timestamp": "timestamptz", "date": "date", "seconds": "decimal(18, 3)", "number": "decimal(18, 4)"}


@dataclass(frozen=True)
class Fit:
    """A layout tried as one entity.

    `good`: rows with every required value, times and durations that are such; `filled`: canonical columns
    with a value somewhere; `reason`: why it does not fit; `delimiter`: that of the file, where the layout
    names another; `shared`: cells of the first lines that are names of the layout's columns.
    """

    layout: Layout
    entity: Entity
    counts: Counts | None = None
    good: int = 0
    filled: int = 0
    rows: tuple[dict[str, Any], ...] = ()
    reason: str | None = None
    delimiter: str | None = None
    shared: int = 0

    @property
    def fits(self) -> bool:
        """Whether at least half of the rows are good."""
        return self.counts is not None and self.good >= GOOD_SHARE * max(self.counts.rows_read, 1)


def layouts_for(own: Path) -> Iterator[Layout]:
    """Every layout that can be loaded: those beside the sources file (in `own`), shipped ones, templates."""
    seen = set()
    for folder in (own, FOLDER, TEMPLATES):
        for path in sorted(folder.glob("*.yml")):
            layout, file = load_layout(path)
            if not file.problems and path.stem not in seen:
                seen.add(path.stem)
                yield layout


def fits(
    look: Look, layouts: Iterable[Layout], folder: Path, shown: int, encoding: str | None = None
) -> list[Fit]:
    """Every layout that takes such files, best first; `shown` rows of each are kept. `encoding`: declared."""
    found = []
    with duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False}) as connection:
        connection.execute("set timezone = 'UTC'")
        for layout in layouts:
            if not layout.takes(look.name):
                continue
            other = _other_delimiter(layout, look)
            tried = replace(layout, delimiter=other or layout.delimiter, encoding=encoding or layout.encoding)
            names = [layout.entity] if layout.entity is not None else entity_names()
            for name in names:
                fit = _try(connection, look, tried, load_entity(name), folder, shown)
                found.append(replace(fit, delimiter=other, shared=_shared(layout, fit.entity, look)))
    return sorted(found, key=_order)


def columns_read(fit: Fit, look: Look) -> list[str]:
    """Names of the file's columns that the layout reads; where the file has no header, the layout's own."""
    layout = fit.layout
    names = [name for name in layout.wanted(fit.entity) if name not in layout.unused]
    if look.kind != "text" or not layout.header or look.delimiter is None:
        return names
    lines = (line.replace('"', "") for line in look.lines)
    cells = {plain_name(cell) for line in lines for cell in line.split(look.delimiter)}
    return [name for name in names if cells & {plain_name(n) for n in (name, *layout.aliases.get(name, ()))}]


def _shared(layout: Layout, entity: Entity, look: Look) -> int:
    """How many cells of the head are names that the layout knows."""
    names = layout.wanted(entity)
    known = {plain_name(other) for name in names for other in (name, *layout.aliases.get(name, ()))}
    if not layout.header and look.kind == "text" and look.lines:
        columns = look.lines[0].count(look.delimiter or ",") + 1
        widths = layout.widths or (len(layout.names),)
        return NEAR_MISS if any(abs(columns - width) <= WIDE for width in widths) else 0
    parts = (part for line in look.lines for part in re.split(r"[,;|\t:{}\[\]]", line))
    return len({plain_name(part.strip(' "')) for part in parts} & known)


def _other_delimiter(layout: Layout, look: Look) -> str | None:
    """The delimiter that the file has, where the layout has another and finds its columns by a header."""
    if look.kind != "text" or not layout.header or look.delimiter == layout.delimiter_for(look.name):
        return None
    return look.delimiter


def _order(fit: Fit) -> tuple[Any, ...]:
    unknown = len(fit.counts.unknown_columns) if fit.counts else 0
    share = fit.good / max(fit.counts.rows_read, 1) if fit.counts else 0
    certainty = CERTAINTIES.index(fit.layout.certainty)
    return (
        not fit.fits,
        -fit.shared if not fit.fits else 0,
        unknown,
        -share,
        certainty,
        -fit.filled,
        fit.layout.name,
        fit.entity.name,
    )


def _try(
    connection: duckdb.DuckDBPyConnection,
    look: Look,
    layout: Layout,
    entity: Entity,
    folder: Path,
    shown: int,
) -> Fit:
    rows = folder / "rows.parquet"
    reading = Reading(
        look.name, layout, entity, "probe", rows, folder / "refused.parquet", folder / "try.text"
    )
    try:
        counts, _ = read_file(connection, reading, look.head)
    except Unreadable as error:
        return Fit(layout, entity, reason=str(error))
    good, filled = _quality(connection, layout, entity, rows)
    cursor = connection.execute(f"select * exclude (file_id) from '{rows}' order by line_no limit {shown}")
    names = [str(column[0]) for column in cursor.description or []]
    kept = tuple(dict(zip(names, row, strict=True)) for row in cursor.fetchall())
    fit = Fit(layout, entity, counts, good, filled, kept)
    return fit if fit.fits else replace(fit, reason=f"{good} of {counts.rows_read} rows would be understood")


def _quality(
    connection: duckdb.DuckDBPyConnection, layout: Layout, entity: Entity, rows: Path
) -> tuple[int, int]:
    """How many rows staging would understand, as far as it can be told here, and columns with any value."""
    optional = {rule.column for rule in layout.rules_for(entity) if rule.optional}
    wrong = []
    for column in entity.columns:
        cell = f'trim("{column.name}")'
        if column.required and column.name not in optional:
            wrong.append(f"coalesce({cell}, '') = ''")
        if column.kind in CASTS:
            wrong.append(f"(coalesce({cell}, '') <> '' and try_cast({cell} as {CASTS[column.kind]}) is null)")
    filled = " + ".join(f"cast(count(nullif(trim(\"{name}\"), '')) > 0 as integer)" for name in entity.names)
    found = connection.execute(
        f"select count(*) filter (where not ({' or '.join(wrong) or 'false'})), {filled} from '{rows}'"
    ).fetchone()
    return (int(found[0]), int(found[1])) if found else (0, 0)
