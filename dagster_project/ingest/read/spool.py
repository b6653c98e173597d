"""Records and refusals on their way to Parquet, written aside as JSON lines, which no text can break."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

import duckdb

from dagster_project.ingest.read.columns_sql import quoted
from dagster_project.ingest.read.header import Columns
from dagster_project.ingest.read.reading import Reading, beside, copy_rows, copy_to_parquet
from dagster_project.ingest.read.records import MAX_SHOWN, Record, Refusal

LONGEST_RECORD = 1 << 26
"""Characters of a record as JSON; the engine reserves twice as much."""


@dataclass
class Counts:
    """What reading gave: data records read and refused, whether the last one is cut off, unknown columns, and
    what was left out because it is no record (title lines, repeated headers, sheets). `parts`: the number of
    Parquet files that the rows were written to.
    """

    rows_read: int
    rows_refused: int
    truncated: bool
    unknown_columns: list[str]
    notes: list[str] = field(default_factory=list)
    parts: int = 1


def write_records(
    connection: duckdb.DuckDBPyConnection,
    reading: Reading,
    columns: Columns,
    found: Iterable[Record | Refusal],
) -> tuple[int, int, bool]:
    """Write the rows and, if there are any, the refused lines.

    Returns how many records were read, how many refused, and whether one of these is cut off.
    """
    good, bad = beside(reading.scratch, "rows"), beside(reading.scratch, "refused")
    read = refused = 0
    cut_off = False
    try:
        with good.open("w", encoding="ascii") as rows, bad.open("w", encoding="ascii") as refusals:
            for item in found:
                line = _spooled(item)
                if isinstance(item, Record) and len(line) < LONGEST_RECORD:
                    rows.write(line)
                    read += 1
                else:
                    refusal = item if isinstance(item, Refusal) else _too_long(item)
                    refusals.write(_spooled(refusal))
                    refused += 1
                    cut_off = cut_off or refusal.cut_off
        fields = ", ".join(f"f[{index + 1}] as c{index}" for index in range(columns.width))
        spooled = _json(good, "{'n': 'BIGINT', 'f': 'VARCHAR[]', 'x': 'VARCHAR'}")
        written = copy_rows(connection, reading, columns, f"select n as line_no, x, {fields} from {spooled}")
        if written != read:
            raise RuntimeError(f"{reading.name}: {read} records read, {written} written")
        if refused:
            types = "{'line_no': 'BIGINT', 'value': 'VARCHAR', 'expected': 'VARCHAR', 'line': 'VARCHAR'}"
            first = f"{quoted(reading.file_id)} as file_id, line_no, cast(null as varchar) as column_name"
            query = f"select {first}, value, expected, line from {_json(bad, types)}"
            copy_to_parquet(connection, query, reading.refused)
    finally:
        good.unlink(missing_ok=True)
        bad.unlink(missing_ok=True)
    return read, refused, cut_off


def _spooled(item: Record | Refusal) -> str:
    if isinstance(item, Record):
        return json.dumps({"n": item.line_no, "f": item.fields, "x": item.extra}) + "\n"
    shown = {name: getattr(item, name) for name in ("line_no", "value", "expected", "line")}
    return json.dumps(shown) + "\n"


def _too_long(record: Record) -> Refusal:
    wanted = f"a record of at most {LONGEST_RECORD:,} characters"
    shown = ",".join(field[:MAX_SHOWN] for field in record.fields[:MAX_SHOWN])[:MAX_SHOWN]
    return Refusal(record.line_no, "a longer record", wanted, shown)


def _json(path: object, types: str) -> str:
    options = f"format='newline_delimited', columns={types}, maximum_object_size={LONGEST_RECORD}"
    return f"read_json({quoted(str(path))}, {options})"
