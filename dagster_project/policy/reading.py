"""One policy file: bytes to rows of text, each with the physical line on which it starts.

CSV as RFC 4180 has it, UTF-8 with or without BOM, LF or CRLF. Nothing is guessed: a record that does not
fit its header, or a quote that is never closed, is a problem with its line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from dagster_project.errors import Problem, nearest
from dagster_project.policy.model import PolicyTable, Row
from dagster_project.policy.tables import DATES, TableSpec


def read_table(spec: TableSpec, content: bytes) -> tuple[PolicyTable, list[Problem]]:
    """The rows that can be read, and every problem of form."""
    nothing = PolicyTable(spec.name, (), [])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        value = f"0x{content[error.start]:02x}"
        return nothing, [Problem(spec.file, line, None, value, "expected UTF-8 text: save the file as UTF-8")]
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return nothing, [Problem(spec.file, line, None, "0x00", "expected text without NUL characters")]
    problems: list[Problem] = []
    records = _records(spec.file, text, problems)
    first = next(records, None)
    if first is None:
        return nothing, problems or [Problem(spec.file, 1, None, None, "expected a header line")]
    line_no, cells = first
    header = tuple(cell.lower() for cell in cells)
    problems.extend(_header_problems(spec, line_no, header))
    rows: list[Row] = []
    for line_no, cells in records:
        if len(cells) == len(header):
            rows.append(Row(line_no, dict(zip(header, cells, strict=True))))
        else:
            expected = f"expected {len(header)} cells as in the header, found {len(cells)}"
            problems.append(Problem(spec.file, line_no, None, None, expected))
    return PolicyTable(spec.name, header, rows), problems


def _records(file: str, text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """(line on which the record starts, stripped cells); blank lines left out; stops where CSV breaks."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line_no = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            expected = f"expected CSV with every quote closed ({error}); what follows was not read"
            problems.append(Problem(file, line_no, None, None, expected))
            return
        if cells is None:
            return
        stripped = [cell.strip() for cell in cells]
        if cells and stripped != [""]:
            yield line_no, stripped


def _header_problems(spec: TableSpec, line_no: int, header: tuple[str, ...]) -> Iterator[Problem]:
    known = {column.name for column in spec.columns}
    for column in spec.columns:
        if column.must_exist and column.name not in header:
            yield Problem(spec.file, line_no, column.name, None, "expected this column in the header")
    for name in sorted(set(header)):
        if header.count(name) > 1:
            yield Problem(spec.file, line_no, name, None, "expected this column once in the header")
        if name not in known and name not in DATES:
            hint = nearest(name, known - set(header)) or f"; its columns are {', '.join(sorted(known))}"
            yield Problem(spec.file, line_no, name, None, f"no such column in this table{hint}")
