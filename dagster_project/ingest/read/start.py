"""Where the records of a delimited text begin, and which column is which: its header, or its lines' width."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from dagster_project.ingest.decode.plain_text import PlainText
from dagster_project.ingest.decode.unpack import Unreadable
from dagster_project.ingest.read.header import Columns, match_columns
from dagster_project.ingest.read.reading import Reading
from dagster_project.ingest.read.recognise import SAMPLE, check_recognised
from dagster_project.ingest.read.records import Form, Record, Refusal, read_records

HEADER_WITHIN = 20
"""Records among which the header is looked for: title lines may stand above it."""
PAGE = re.compile(r"\s*<(!doctype|html|\?xml|table)\b", re.IGNORECASE)


@dataclass
class Start:
    """Where the records begin: `before` physical lines stand above them; `header` is the header's record."""

    before: int
    columns: Columns
    header: list[str] | None = None
    notes: list[str] = field(default_factory=list)


def find_start(reading: Reading, text: PlainText) -> Start:
    """The header, or for a layout without one the number of columns; raises Unreadable."""
    layout = reading.layout
    with text.open() as lines:
        body = islice(lines, layout.skip_lines, None)
        found = read_records(body, form_of(reading), layout.skip_lines + 1)
        if layout.header:
            start, sample = _search(reading, found)
        else:
            sample = [item for item in islice(found, SAMPLE) if isinstance(item, Record)]
            start = Start(layout.skip_lines, _columns_by_width(reading, sample))
    check_recognised(layout, start.columns, sample)
    return start


def _search(reading: Reading, found: Iterator[Record | Refusal]) -> tuple[Start, list[Record]]:
    """The first record that has the columns of a header, and records below it."""
    layout, entity = reading.layout, reading.entity
    first: Unreadable | None = None
    for above, item in enumerate(islice(found, HEADER_WITHIN)):
        if isinstance(item, Refusal):
            first = first or Unreadable(
                f"the header in line {item.line_no} holds {item.value}; expected {item.expected}"
            )
            continue
        if PAGE.match(item.fields[0]):
            raise Unreadable("a web page or XML, not a table of text; save it as .xlsx or .csv")
        try:
            columns = match_columns(layout, entity, item.fields, item.line_no)
        except Unreadable as error:
            first = first or error
            continue
        last = item.line_no + item.lines - 1
        notes = [f"{above} record(s) above the header in line {item.line_no} left out"] if above else []
        sample = [below for below in islice(found, SAMPLE) if isinstance(below, Record)]
        return Start(last, columns, item.fields, notes), sample
    raise first or Unreadable("no header row; only blank lines")


def _columns_by_width(reading: Reading, sample: list[Record]) -> Columns:
    """The columns of a file without header, told by how many fields its lines have."""
    layout = reading.layout
    widths = layout.widths or (len(layout.names),)
    common = Counter(len(record.fields) for record in sample).most_common(1)
    width = common[0][0] if common and (layout.widths or len(sample) > 1) else widths[0]
    if width not in widths:
        expected = " or ".join(str(width) for width in widths)
        line = next(record.line_no for record in sample if len(record.fields) == width)
        raise Unreadable(
            f"line {line} has {width} fields; layout {layout.name} expects "
            f"{expected} columns; `scoreline probe` names the layouts that fit"
        )
    return match_columns(layout, reading.entity, layout.names[:width], None)


def form_of(reading: Reading, width: int | None = None, *, cut: bool = False) -> Form:
    """How the lines of this file are cut; `width` fields a record where that is known."""
    return Form(reading.layout.delimiter_for(reading.name), reading.layout.quote, width, cut)
