"""The fast reader: DuckDB cuts the text, where it cannot but agree with the careful reader."""

from __future__ import annotations

import csv
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from itertools import islice
from pathlib import Path

import duckdb

from dagster_project.ingest.decode.measure import UNLIKELY
from dagster_project.ingest.decode.plain_text import PlainText
from dagster_project.ingest.read.columns_sql import quoted
from dagster_project.ingest.read.header import Columns
from dagster_project.ingest.read.parts import parts_of, streamed
from dagster_project.ingest.read.reading import Reading, beside, copy_rows

WORKERS = min(os.cpu_count() or 1, 4)


def may_be_fast(reading: Reading, text: PlainText, first: int, columns: Columns) -> bool:
    """Whether the text has one record of the right width on every line and no quote in a doubtful place.

    `first` is the number of lines before the first record. DuckDB forgives a delimiter at the end of a line
    and blanks around quotes; the careful reader does not, so such text is left to it.
    """
    measure, layout = text.measure, reading.layout
    one_line_end = measure.returns == 0 or measure.returns == measure.return_newlines == measure.newlines
    whole = not (measure.odd or measure.nul or text.cut_inside_character) and measure.lines > first
    plain_start = first == layout.skip_lines + int(layout.header)
    if not (whole and one_line_end and columns.width > 1 and plain_start):
        return False
    with text.open() as lines:
        before = sum(line.count(layout.delimiter_for(reading.name)) for line in islice(lines, first))
    right_width = measure.delimiters - before == (measure.lines - first) * (columns.width - 1)
    if not measure.quotes or (right_width and measure.simply_quoted):
        return right_width
    return _regular(reading, text, first, columns.width)


def _regular(reading: Reading, text: PlainText, first: int, width: int) -> bool:
    layout = reading.layout
    with text.open() as lines:
        body = islice(lines, first, None)
        reader = csv.reader(
            body, delimiter=layout.delimiter_for(reading.name), quotechar=layout.quote, strict=True
        )
        count = 0
        try:
            for fields in reader:
                if len(fields) != width:
                    return False
                count += 1
        except csv.Error:
            return False
    return count == text.measure.lines - first


def read_fast(
    connection: duckdb.DuckDBPyConnection,
    reading: Reading,
    text: PlainText,
    first: int,
    columns: Columns,
    header: list[str] | None,
) -> tuple[int, int] | None:
    """Write the rows but those that begin like the `header`, a large text in several parts at a time.

    Returns the number of rows and of parts, or None when DuckDB finds the text malformed.
    """
    parts = parts_of(text)
    targets = reading.parts(len(parts))

    def read(place: int) -> int:
        part, pipe = parts[place], beside(reading.scratch, f"pipe-{place}")
        skipped = first if place == 0 else 0
        own = connection.cursor() if len(parts) > 1 else nullcontext(connection)
        with own as cursor, streamed(text.path, part, pipe) as stream:
            if len(parts) > 1:
                cursor.execute("set timezone = 'UTC'")
            numbered = _numbered(reading, stream, columns, skipped, part.lines + skipped, header)
            return copy_rows(cursor, reading, columns, numbered, targets[place])

    try:
        if len(parts) == 1:
            return read(0), 1
        with ThreadPoolExecutor(WORKERS) as pool:
            return sum(pool.map(read, range(len(parts)))), len(parts)
    except duckdb.InvalidInputException:
        return None


def _numbered(
    reading: Reading, stream: Path, columns: Columns, skipped: int, before: int, header: list[str] | None
) -> str:
    """A query that gives c0, c1, ... and line_no; `before` lines of the file stand above its first record."""
    layout = reading.layout
    quote = quoted(layout.quote or "")
    types = ", ".join(f"'c{index}': 'VARCHAR'" for index in range(columns.width))
    delimiter = quoted(layout.delimiter_for(reading.name))
    options = (
        f"columns={{{types}}}, auto_detect=false, header=false, skip={skipped}, compression='none', "
        f"delim={delimiter}, quote={quote}, escape={quote}, nullstr={quoted(UNLIKELY)}, "
        "strict_mode=true, null_padding=false, ignore_errors=false, hive_partitioning=false"
    )
    lines = f"read_csv({quoted(str(stream))}, {options})"
    numbered = f"select *, row_number() over () + {before} as line_no from {lines}"
    if header is None:
        return numbered
    # A line that begins like the header may repeat it; left out here it is missed in the count, and the
    # careful reader looks at the whole record.
    return f"select * from ({numbered}) where c0 <> {quoted(header[0])}"
