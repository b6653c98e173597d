"""Excel workbooks to rows: every sheet that has the layout's header, or those that the layout names.

A row is numbered as in the workbook; rows of the second sheet begin at 10,000,001, those of the third at
20,000,001.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fnmatch import fnmatch
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.ingest.decode.unpack import Unreadable
from dagster_project.ingest.read.header import Columns, match_columns
from dagster_project.ingest.read.reading import Reading
from dagster_project.ingest.read.recognise import SAMPLE, check_recognised
from dagster_project.ingest.read.records import Record
from dagster_project.ingest.read.spool import Counts, write_records
from dagster_project.ingest.read.start import HEADER_WITHIN
from dagster_project.ingest.read.text_rows import is_trailer
from dagster_project.ingest.read.workbook import check_workbook

SHEET = 10_000_000
"""Rows of sheet n (from 1) are numbered from (n - 1) x this; a sheet has at most 1,048,576."""
EXACT = 1e15
"""Whole numbers below it are held exactly by a workbook."""


@dataclass
class Sheet:
    """A sheet with its columns and the rows below its header."""

    name: str
    columns: Columns
    header: list[str]
    first: int
    rows: list[Record]


def read_sheets(connection: duckdb.DuckDBPyConnection, reading: Reading, path: Path) -> Counts:
    """Write the rows of one workbook; raises Unreadable."""
    notes: list[str] = []
    sheets = list(open_sheets(reading, path, notes))
    names = reading.layout.wanted(reading.entity)
    columns = Columns(len(names), {name: index for index, name in enumerate(names)}, {}, objects=True)
    unknown: dict[str, None] = {}
    found = (record for sheet in sheets for record in _in_order(sheet, names, unknown))
    read, refused, _ = write_records(connection, reading, columns, found)
    return Counts(read + refused, refused, truncated=False, unknown_columns=list(unknown), notes=notes)


def open_sheets(reading: Reading, path: Path, notes: list[str]) -> Iterator[Sheet]:
    """The sheets to read; what is left out goes to `notes`. Raises Unreadable when there is none."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    check_workbook(path)
    layout = reading.layout
    problems: list[str] = []
    read = 0
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            for place, told in enumerate(book.sheets_metadata):
                if layout.sheets and not any(fnmatch(told.name, glob) for glob in layout.sheets):
                    notes.append(f"sheet {told.name} left out: the layout names others")
                elif told.visible != SheetVisibleEnum.Visible:
                    notes.append(f"sheet {told.name} left out: it is hidden")
                else:
                    try:
                        sheet = book.get_sheet_by_name(told.name)
                        found = _sheet(reading, told.name, place, _numbered(sheet), notes)
                    except Unreadable as error:
                        problems.append(f"sheet {told.name}: {error}")
                        continue
                    read += 1
                    yield found
    except CalamineError as error:
        raise Unreadable(f"no Excel workbook that can be read: {error}; save it again as .xlsx") from error
    if not read:
        raise Unreadable("; ".join(problems) or "no visible sheet of the names that the layout takes")
    notes.extend(f"left out: {problem}" for problem in problems)


def _numbered(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """Rows with their number in the sheet, as a person sees it."""
    if sheet.start is None:
        return
    yield from enumerate(sheet.iter_rows(), start=1)


def _sheet(
    reading: Reading, name: str, place: int, rows: Iterator[tuple[int, list[Any]]], notes: list[str]
) -> Sheet:
    layout, entity = reading.layout, reading.entity
    records = (
        Record(place * SHEET + number, cells)
        for number, row in rows
        if row.count("") < len(row) and any(cells := [_text(value) for value in row])
    )
    first: Unreadable | None = None
    for above, record in enumerate(islice(records, HEADER_WITHIN)):
        header = _stripped(record.fields)
        try:
            columns = match_columns(layout, entity, header, record.line_no)
        except Unreadable as error:
            first = first or error
            continue
        if above:
            notes.append(
                f"sheet {name}: {above} row(s) above the header in row {record.line_no % SHEET} left out"
            )
        below = list(records)
        data = [item for item in below if _stripped(item.fields) != header]
        if len(data) < len(below):
            notes.append(
                f"sheet {name}: the header stands again in {len(below) - len(data)} row(s); left out"
            )
        data = _without_trailer(reading, name, data, notes)
        check_recognised(layout, columns, data[:SAMPLE])
        return Sheet(name, columns, header, record.line_no, data)
    raise first or Unreadable("no row in it")


def _without_trailer(reading: Reading, name: str, rows: list[Record], notes: list[str]) -> list[Record]:
    kept = len(rows)
    while kept and is_trailer(reading, next(cell for cell in rows[kept - 1].fields if cell)):
        kept -= 1
    if kept < len(rows):
        notes.append(f"sheet {name}: {len(rows) - kept} row(s) at the end are a trailer; left out")
    return rows[:kept]


def _stripped(cells: list[str]) -> list[str]:
    """Cells without blanks around them and without empty ones at the end."""
    bare = [cell.strip() for cell in cells]
    while bare and not bare[-1]:
        bare.pop()
    return bare


def _in_order(sheet: Sheet, names: tuple[str, ...], unknown: dict[str, None]) -> Iterator[Record]:
    """The sheet's rows with the layout's columns in the layout's order."""
    positions = [sheet.columns.positions.get(name) for name in names]
    unknown.update(dict.fromkeys(name for name, place in sheet.columns.extra.items() if sheet.header[place]))
    width = len(sheet.header)
    for row in sheet.rows:
        cells = [
            row.fields[place] if place is not None and place < len(row.fields) else "" for place in positions
        ]
        named = {
            name: row.fields[place] for name, place in sheet.columns.extra.items() if place < len(row.fields)
        }
        beyond = {
            f"column {place + 1}": cell for place, cell in enumerate(row.fields) if place >= width and cell
        }
        extra = {name: cell for name, cell in {**named, **beyond}.items() if cell or name in unknown}
        unknown.update(dict.fromkeys(beyond))
        yield Record(row.line_no, cells, extra=json.dumps(extra, ensure_ascii=False) if extra else None)


def _text(value: Any) -> str:
    """A cell as text: whole numbers without `.0`, dates in ISO form, durations and times as H:MM:SS."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, timedelta):
        seconds = value.days * 86400 + value.seconds + round(value.microseconds / 1e6)
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return value.isoformat() if isinstance(value, date | time) else str(value)
