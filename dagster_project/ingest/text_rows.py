"""From plain text to the immutable Parquet files of rows and of refused lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import duckdb

from dagster_project.ingest.columns_sql import quoted
from dagster_project.ingest.fast import may_be_fast, read_fast
from dagster_project.ingest.header import Columns, match_columns
from dagster_project.ingest.plain_text import Unreadable
from dagster_project.ingest.reading import Reading, beside, copy_rows, copy_to_parquet
from dagster_project.ingest.records import Form, Record, Refusal, read_records

LONGEST_RECORD = 1 << 28


@dataclass
class Counts:
    """What reading gave: data records read and refused, whether the last one is cut off, unknown columns."""

    rows_read: int
    rows_refused: int
    truncated: bool
    unknown_columns: list[str]


def write_rows(connection: duckdb.DuckDBPyConnection, reading: Reading) -> Counts:
    """Write the rows (and the refused lines, if any) of one file; raises Unreadable."""
    first, columns = _header(reading)
    if may_be_fast(reading, first, columns):
        expected = reading.text.lines - first
        if read_fast(connection, reading, first, columns) == expected:
            return Counts(expected, 0, truncated=False, unknown_columns=list(columns.extra))
    return read_careful(connection, reading, first, columns)


def _header(reading: Reading) -> tuple[int, Columns]:
    """Number of lines before the first record, and the columns."""
    layout, entity = reading.layout, reading.entity
    if not layout.header:
        return layout.skip_lines, match_columns(layout, entity, layout.names, None)
    with reading.text.open() as lines:
        form = Form(layout.delimiter, layout.quote)
        body = islice(lines, layout.skip_lines, None)
        record = next(read_records(body, form, layout.skip_lines + 1), None)
    if record is None:
        raise Unreadable("no header row; only blank lines")
    if isinstance(record, Refusal):
        raise Unreadable(
            f"the header in line {record.line_no} holds {record.value}; expected {record.expected}"
        )
    last = record.line_no + record.lines - 1
    return last, match_columns(layout, entity, record.fields, record.line_no)


def read_careful(
    connection: duckdb.DuckDBPyConnection, reading: Reading, first: int, columns: Columns
) -> Counts:
    """Cut the text record by record; write the rows and, if there are any, the refused lines."""
    form = Form(
        reading.layout.delimiter, reading.layout.quote, columns.width, reading.text.cut_inside_character
    )
    good, bad = beside(reading.scratch, "rows"), beside(reading.scratch, "refused")
    try:
        with reading.text.open() as lines:
            found = read_records(islice(lines, first, None), form, first + 1)
            read, refused, cut_off = _spool(found, good, bad)
        fields = ", ".join(f"f[{index + 1}] as c{index}" for index in range(columns.width))
        spooled = _json(good, "{'n': 'BIGINT', 'f': 'VARCHAR[]'}")
        written = copy_rows(connection, reading, columns, f"select n as line_no, {fields} from {spooled}")
        if written != read:
            raise RuntimeError(f"{reading.text.path}: {read} records read, {written} written")
        if refused:
            _write_refused(connection, reading, bad)
    finally:
        good.unlink(missing_ok=True)
        bad.unlink(missing_ok=True)
    truncated = reading.text.cut_inside_character or cut_off
    return Counts(read + refused, refused, truncated, list(columns.extra))


def _write_refused(connection: duckdb.DuckDBPyConnection, reading: Reading, bad: Path) -> None:
    spooled = _json(
        bad, "{'line_no': 'BIGINT', 'value': 'VARCHAR', 'expected': 'VARCHAR', 'line': 'VARCHAR'}"
    )
    first = f"{quoted(reading.file_id)} as file_id, line_no, cast(null as varchar) as column_name"
    query = f"select {first}, value, expected, line from {spooled}"
    copy_to_parquet(connection, query, reading.refused)


def _json(path: Path, types: str) -> str:
    options = f"format='newline_delimited', columns={types}, maximum_object_size={LONGEST_RECORD}"
    return f"read_json({quoted(str(path))}, {options})"


def _spool(found: Iterator[Record | Refusal], good: Path, bad: Path) -> tuple[int, int, bool]:
    """Write records and refusals as JSON lines, which no text can break.

    Returns the number of records, the number of refusals, and whether one of these is cut off.
    """
    read = refused = 0
    cut_off = False
    with good.open("w", encoding="ascii") as rows, bad.open("w", encoding="ascii") as refusals:
        for item in found:
            if isinstance(item, Record):
                rows.write(json.dumps({"n": item.line_no, "f": item.fields}) + "\n")
                read += 1
            else:
                shown = {
                    "line_no": item.line_no,
                    "value": item.value,
                    "expected": item.expected,
                    "line": item.line,
                }
                refusals.write(json.dumps(shown) + "\n")
                refused += 1
                cut_off = cut_off or item.cut_off
    return read, refused, cut_off
