"""The fast reader: DuckDB cuts the text, where it cannot but agree with the careful reader."""

from __future__ import annotations

import csv
from itertools import islice

import duckdb

from dagster_project.ingest.columns_sql import quoted
from dagster_project.ingest.header import Columns
from dagster_project.ingest.measure import UNLIKELY
from dagster_project.ingest.plain_text import PlainText
from dagster_project.ingest.reading import Reading, beside, copy_rows


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
) -> int | None:
    """Write the rows but those that repeat the `header`; their number, or None when DuckDB finds the text
    malformed.
    """
    # Read through a link with a plain name: in a landed name [ and * would be taken for a pattern.
    link = beside(reading.scratch, "link")
    link.symlink_to(text.path.resolve())
    layout = reading.layout
    quote = quoted(layout.quote or "")
    types = ", ".join(f"'c{index}': 'VARCHAR'" for index in range(columns.width))
    delimiter = quoted(layout.delimiter_for(reading.name))
    options = (
        f"columns={{{types}}}, auto_detect=false, header=false, skip={first}, compression='none', "
        f"delim={delimiter}, quote={quote}, escape={quote}, nullstr={quoted(UNLIKELY)}, "
        "strict_mode=true, null_padding=false, ignore_errors=false, hive_partitioning=false"
    )
    numbered = (
        f"select *, row_number() over () + {first} as line_no from read_csv({quoted(str(link))}, {options})"
    )
    if header is not None:
        same = " and ".join(f"c{index} = {quoted(name)}" for index, name in enumerate(header))
        numbered = f"select * from ({numbered}) where not ({same})"
    try:
        return copy_rows(connection, reading, columns, numbered)
    except duckdb.InvalidInputException:
        return None
    finally:
        link.unlink()
