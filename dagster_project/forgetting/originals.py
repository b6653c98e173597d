"""Original bytes with the records of forgotten people rewritten, proved by reading them again.

Delimited text keeps its form, packing, encoding and line numbers: in a record of theirs each cell that holds
what was replaced in its row holds the replacement, and cells that no rule reads are blanked. Whatever reads
back otherwise than the rewritten rows, and every other form of file (workbooks, JSON, Parquet, zip), is
dropped: its rows stay, its bytes do not.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import zstandard

from dagster_project.forgetting.register import MARK
from dagster_project.ingest.declared.forms import kind_of, packing
from dagster_project.ingest.decode.plain_text import MARKS, PlainText, plain_text
from dagster_project.ingest.read.reading import Reading
from dagster_project.ingest.read.records import Record
from dagster_project.ingest.read.start import Start, find_start
from dagster_project.ingest.read.text_rows import records

Replaced = Mapping[int, Mapping[str, str]]
"""Line number to old and new texts of the row's cells."""


@dataclass(frozen=True)
class Lines:
    """What is rewritten: rows by line number, and numbers of refused lines, which are blanked whole."""

    rows: Replaced
    refused: frozenset[int]


def rewritten(reading: Reading, plain: Path, lines: Lines) -> bytes | None:
    """The new bytes of a file; None where they cannot be kept in its form."""
    if kind_of(reading.name) != "text" or packing(reading.name) == ".zip":
        return None
    with plain_text(plain, reading.name, reading.scratch, reading.layout) as text:
        if text.cut_inside_character:
            return None
        start = find_start(reading, text)
        content = _rewritten_text(reading, text, start, lines)
        encoding = text.encoding
    with plain.open("rb") as file:
        head = file.read(4)
    mark = next((mark for mark, each in MARKS if each == encoding and head.startswith(mark)), b"")
    data = mark + content.encode(encoding)
    if packing(reading.name) == ".gz":
        return gzip.compress(data, mtime=0)
    return zstandard.ZstdCompressor().compress(data) if packing(reading.name) == ".zst" else data


def _rewritten_text(reading: Reading, text: PlainText, start: Start, lines: Lines) -> str:
    """The text with the records at these lines written anew, each in as many lines as before."""
    rules = reading.layout.rules_for(reading.entity)
    hashed = {name for rule in rules for source in rule.sources if source.hashed for name in source.columns}
    read = {name for rule in rules for name in rule.reads} - hashed
    unread = set(range(start.columns.width)) - {
        place for name, place in start.columns.positions.items() if name in read
    }
    instead: dict[int, tuple[int, str]] = {}
    delimiter = reading.layout.delimiter_for(reading.name)
    for item in records(reading, text, start, []):
        if isinstance(item, Record) and item.line_no in lines.rows:
            fields = _fields(item.fields, lines.rows[item.line_no], unread)
            instead[item.line_no] = (item.lines, _joined(reading, fields, item.lines, unread))
        elif item.line_no in lines.refused:
            blank = "" if isinstance(item, Record) else delimiter * item.line.count(delimiter)
            instead[item.line_no] = (1, MARK + blank)
    with text.open() as source:
        physical = list(source)
    written = physical[:0]
    number = 1
    while number <= len(physical):
        if number in instead:
            count, line = instead[number]
            ends = physical[number + count - 2]
            written.append(line + ends[len(ends.rstrip("\r\n")) :])
            number += count
        else:
            written.append(physical[number - 1])
            number += 1
    return "".join(written)


def _fields(fields: list[str], replaced: Mapping[str, str], unread: set[int]) -> list[str]:
    """A record's cells: the replaced texts in them, blanks where nobody reads."""
    found = []
    for place, field in enumerate(fields):
        if place in unread:
            found.append("")
            continue
        value = field.strip()
        new = replaced.get(value)
        if new is None:
            inside = [old for old in replaced if len(old) > 3 and old in value]  # noqa: PLR2004 - shorter texts stand in anything
            new = value
            for old in sorted(inside, key=len, reverse=True):
                new = new.replace(old, replaced[old])
        found.append(field if new == value else new)
    return found


def _joined(reading: Reading, fields: list[str], lines: int, unread: set[int]) -> str:
    """One record in the layout's form, stretched over as many physical lines as it had in an unread cell."""
    quote, delimiter = reading.layout.quote, reading.layout.delimiter_for(reading.name)
    if quote is None:
        return delimiter.join(fields)
    short = lines - 1 - sum(field.count("\n") for field in fields)
    if short > 0 and unread:
        fields[min(unread)] += "\n" * short
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter, quotechar=quote, lineterminator="\r\n").writerow(fields)
    return target.getvalue().removesuffix("\r\n")
