"""How a correction file is written: rows of cells under their header, or one JSON object per line."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from dagster_project.ingest.declared.layout import Layout
from dagster_project.quarantine.marks import BECAUSE, FILE, LINE, MARKS
from dagster_project.quarantine.originals import Cells, Objects
from dagster_project.spreadsheet import harmless

Marks = dict[int, list[str]]
"""Reasons by line number."""

_TEXT = "refused_text"


def write_rows(found: Cells, layout: Layout, file_id: str, because: Marks, target: Path) -> list[Path]:
    """Delimited text in the layout's own form; the paths written.

    Missing cells are filled up so that the marks stand below their names; cells too many follow the marks. A
    file without header keeps its columns and nothing else: its reasons stand in a file beside it, whose name
    keeps it from being taken for an export.
    """
    header = found.header
    kept = None if header is None else [i for i, name in enumerate(header) if name.strip() not in MARKS]
    with _opened(target, layout) as sink:
        sink.write("\n" * layout.skip_lines)
        lines = _Lines(sink, layout, layout.delimiter_for(target.name))
        if header is not None and kept is not None:
            lines.write([*(header[place] for place in kept), *MARKS])
        for line_no, cells in sorted(found.rows.items()):
            if header is None or kept is None:
                lines.write(cells)
                continue
            own = [cells[place] if place < len(cells) else "" for place in kept]
            marks = [str(line_no), "; ".join(because[line_no]), file_id]
            lines.write([*own, *marks, *cells[len(header) :]])
    return [target] if header is not None else [target, _reasons(found, file_id, because, target)]


def _reasons(found: Cells, file_id: str, because: Marks, target: Path) -> Path:
    beside = target.with_name(f"readme-{target.name}.reasons.csv")
    with beside.open("w", encoding="utf-8-sig", newline="") as sink:
        writer = csv.writer(sink, lineterminator="\n")
        writer.writerow(["line_here", *MARKS])
        for number, line_no in enumerate(sorted(found.rows), start=1):
            writer.writerow([number, line_no, "; ".join(because[line_no]), file_id])
    return beside


def write_objects(found: Objects, layout: Layout, file_id: str, because: Marks, target: Path) -> list[Path]:
    """One object per line, each inside the list in which the layout looks for records."""
    with target.open("w", encoding="utf-8", newline="") as sink:
        for line_no, (value, text) in sorted(found.rows.items()):
            marks = {LINE: line_no, BECAUSE: "; ".join(because[line_no]), FILE: file_id}
            record: Mapping[str, Any] = {**(value if value is not None else {_TEXT: text}), **marks}
            sink.write(json.dumps(_within(layout.records, record), ensure_ascii=False) + "\n")
    return [target]


def _within(path: str | None, record: Mapping[str, Any]) -> Any:
    held: Any = record if path is None else [record]
    for name in reversed(path.split(".") if path else []):
        held = {name: held}
    return held


def _opened(target: Path, layout: Layout) -> TextIO:
    """In the encoding that the source declares, else in UTF-8 with the mark by which Excel knows it."""
    encoding = "utf-8-sig" if layout.encoding in ("detect", "utf-8") else layout.encoding
    return target.open("w", encoding=encoding, newline="")


class _Lines:
    """Writes rows as the layout's reader reads them."""

    def __init__(self, sink: TextIO, layout: Layout, delimiter: str) -> None:
        self._sink, self._delimiter = sink, delimiter
        self._writer = (
            csv.writer(sink, delimiter=delimiter, quotechar=layout.quote, lineterminator="\n")
            if layout.quote
            else None
        )

    def write(self, cells: Sequence[str]) -> None:
        """Write one row; without quotes a cell cannot hold a delimiter or a line end."""
        safe = [harmless(cell) for cell in cells]
        if self._writer is not None:
            self._writer.writerow(safe)
            return
        plain = (re.sub(rf"[\r\n{re.escape(self._delimiter)}]", " ", cell) for cell in safe)
        self._sink.write(self._delimiter.join(plain) + "\n")
