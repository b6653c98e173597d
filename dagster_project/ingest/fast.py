"""The fast reader: DuckDB cuts the text, where it cannot but agree with the careful reader."""

from __future__ import annotations

import csv
from itertools import islice

import duckdb

from dagster_project.ingest.columns_sql import quoted
from dagster_project.ingest.header import Columns
from dagster_project.ingest.plain_text import UNLIKELY
from dagster_project.ingest.reading import Reading, beside, copy_rows


def may_be_fast(reading: Reading, first: int, columns: Columns) -> bool:
    """Whether the text has one record of the right width on every line and no quote in a doubtful place.

    `first` is the number of lines before the first record. DuckDB forgives a delimiter at the end of a line
    and blanks around quotes; the careful reader does not, so such text is left to it.
    """
    text, layout = reading.text, reading.layout
    one_line_end = text.returns == 0 or text.returns == text.return_newlines == text.newlines
    whole = not (text.odd or text.nul or text.cut_inside_character) and text.lines > first
    plain_start = first == layout.skip_lines + int(layout.header)
    if not (whole and one_line_end and columns.width > 1 and plain_start):
        return False
    if text.quotes:
        return _regular(reading, first, columns.width)
    with text.open() as lines:
        before = sum(line.count(layout.delimiter) for line in islice(lines, first))
    return text.delimiters - before == (text.lines - first) * (columns.width - 1)


def _regular(reading: Reading, first: int, width: int) -> bool:
    layout = reading.layout
    with reading.text.open() as lines:
        body = islice(lines, first, None)
        reader = csv.reader(body, delimiter=layout.delimiter, quotechar=layout.quote, strict=True)
        count = 0
        try:
            for fields in reader:
                if len(fields) != width:
                    return False
                count += 1
        except csv.Error:
            return False
    return count == reading.text.lines - first


def read_fast(
    connection: duckdb.DuckDBPyConnection, reading: Reading, first: int, columns: Columns
) -> int | None:
    """Write the rows; their number, or None when DuckDB finds the text malformed."""
    # Read through a link with a plain name: in a landed name [ and * would be taken for a pattern.
    link = beside(reading.scratch, "link")
    link.symlink_to(reading.text.path.resolve())
    layout = reading.layout
    quote = quoted(layout.quote or "")
    types = ", ".join(f"'c{index}': 'VARCHAR'" for index in range(columns.width))
    options = (
        f"columns={{{types}}}, auto_detect=false, header=false, skip={first}, compression='none', "
        f"delim={quoted(layout.delimiter)}, quote={quote}, escape={quote}, nullstr={quoted(UNLIKELY)}, "
        "strict_mode=true, null_padding=false, ignore_errors=false, hive_partitioning=false"
    )
    numbered = (
        f"select *, row_number() over () + {first} as line_no from read_csv({quoted(str(link))}, {options})"
    )
    try:
        return copy_rows(connection, reading, columns, numbered)
    except duckdb.InvalidInputException:
        return None
    finally:
        link.unlink()
