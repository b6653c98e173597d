"""Where every line of a text went, found out without the reader's help: by line numbers, and by cutting just
the lines in question once more.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from dagster_project.ingest.declared.entities import load_entity
from dagster_project.ingest.declared.layout_file import load_layout
from dagster_project.ingest.decode.unpack import Unreadable
from dagster_project.ingest.read.reading import Reading
from dagster_project.ingest.read.rows import read_file

COLUMNS = ["customer_id", "name", "industry"]
LAYOUT = """\
layout: any
entity: customers
files: [.csv, .tsv, .json, .jsonl, .parquet, .xlsx]
trailer: ['Total: \\d+']
columns:
  customer_id: {from: customer_id}
  name: {from: name}
  industry: {from: industry}
"""
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass
class Outcome:
    """What came of a file: its rows and refused lines (text, and what was found in it) by line number, or why
    there are none.
    """

    reason: str | None = None
    encoding: str | None = None
    truncated: bool = False
    rows: dict[int, tuple[str, ...]] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    found: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        return [row[0] for row in self.rows.values()]


class Bench:
    """Reads one file after another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine = duckdb.connect(config={"threads": 1})
        # Other bytes come under the same names within a moment here, which the cache does not notice.
        self.engine.execute("set enable_external_file_cache = false")
        path = folder / "any.yml"
        path.write_text(LAYOUT)
        self.layout, problems = load_layout(path)
        assert not problems.problems

    def reading(self, name: str) -> Reading:
        rows, refused = self.folder / "rows.parquet", self.folder / "refused.parquet"
        scratch = self.folder / ".x.text.aside"
        return Reading(name, self.layout, load_entity("customers"), "f", rows, refused, scratch)

    def read(self, name: str, data: bytes) -> Outcome:
        """Read the bytes under a name; arithmetic and line numbers are checked on the way."""
        landed = self.folder / "landed"
        landed.write_bytes(data)
        reading = self.reading(name)
        try:
            counts, encoding = read_file(self.engine, reading, landed)
        except Unreadable as error:
            assert str(error)
            return Outcome(str(error), truncated=error.truncated)
        finally:
            left = sorted(path.name for path in self.folder.glob(".*"))
            assert left == [], left
        rows = self.fetch(f"select line_no, {', '.join(COLUMNS)} from '{reading.rows}' order by line_no")
        refused = []
        if counts.rows_refused:
            refused = self.fetch(f"select line_no, line, value from '{reading.refused}' order by line_no")
        assert counts.rows_refused == len(refused)
        assert counts.rows_read == len(rows) + len(refused)
        numbers = [row[0] for row in [*rows, *refused]]
        assert len(set(numbers)) == len(numbers), "two rows bear the same number"
        return Outcome(
            None,
            encoding,
            truncated=counts.truncated,
            rows={row[0]: tuple(row[1:]) for row in rows},
            refused={row[0]: row[1] for row in refused},
            notes=counts.notes,
            found={row[0]: row[2] for row in refused},
        )

    def fetch(self, query: str) -> list[tuple[int, str, str, str]]:
        return self.engine.execute(query).fetchall()


def one_record(lines: list[str], delimiter: str) -> tuple[list[str], int]:
    """The record that begins with the first line, and how many lines it takes."""
    used = 0

    def counted() -> object:
        nonlocal used
        for line in lines:
            used += 1
            yield line

    csv.field_size_limit(1 << 21)
    fields = next(csv.reader(counted(), delimiter=delimiter, strict=True))  # type: ignore[call-overload]
    return fields, used


def _refused_lines(lines: list[str], shown: str, found: str, delimiter: str) -> int:
    if len(shown) == 2000 and re.fullmatch(r"\d+ fields?", found):  # what is shown does not tell the lines
        return one_record(lines, delimiter)[1]
    for count in range(1, len(lines) + 1):
        if "".join(lines[:count]).rstrip("\r\n")[:2000] == shown:
            return count
    raise AssertionError(f"a refusal shows what does not stand there: {shown!r}")


def account(text: str, outcome: Outcome, delimiter: str = ",") -> None:
    """Fail unless every line below the header is blank, in one row, in one refusal, or left out with note."""
    lines = LINE.findall(text)
    assert "".join(lines) == text
    above = [re.search(r"above the header in line (\d+)", note) for note in outcome.notes]
    start = next((int(match[1]) for match in above if match), None)
    if start is None:
        start = next(number for number, line in enumerate(lines, 1) if line.strip(" \t\r\n"))
    header, used = one_record(lines[start - 1 :], delimiter)
    position, met, repeated, trailers = start + used, set(), 0, 0
    while position <= len(lines):
        rest = lines[position - 1 :]
        if position in outcome.rows:
            fields, count = one_record(rest, delimiter)
            places = [[name.strip().lower() for name in header].index(name) for name in COLUMNS]
            assert len(fields) == len(header)
            assert tuple(fields[place] for place in places) == outcome.rows[position]
        elif position in outcome.refused:
            found = outcome.found.get(position, "")
            count = _refused_lines(rest, outcome.refused[position], found, delimiter)
        elif not rest[0].strip(" \t\r\n"):
            position += 1
            continue
        else:
            at_the_end = max([0, *outcome.rows, *outcome.refused]) < position
            if at_the_end and re.fullmatch(r'[\s"]*Total: \d+[\s"]*', rest[0]):
                trailers, position = trailers + 1, position + 1
                continue
            fields, count = one_record(rest, delimiter)
            assert fields == header, f"line {position} is lost: {rest[0]!r}"
            repeated += 1
        met.add(position)
        position += count
    assert (trailers > 0) == any("are a trailer" in note for note in outcome.notes)
    assert (repeated > 0) == any("the header stands again" in note for note in outcome.notes)
    assert {*outcome.rows, *outcome.refused} <= met, "a row that stands on no line"
