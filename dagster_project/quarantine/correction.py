"""Files to correct and drop again: the refused records under their own header, with the reason beside each.

The records come from the original bytes, so nothing that a reader changed on the way gets in. A value that
a spreadsheet would take for a formula is written behind an apostrophe.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TextIO

from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.ingest.layout import Layout
from dagster_project.ingest.layout_file import load_layout
from dagster_project.ingest.ledger import Delivery, current_files, read_ledger
from dagster_project.ingest.original import reopened
from dagster_project.ingest.plain_text import plain_text
from dagster_project.ingest.sources import layout_path
from dagster_project.quarantine.store import RefusedLine

EXTRA = ("refused_line", "refused_because")
"""Columns added at the end; dropped again with the file they are unknown columns, which do no harm."""

FORMULA = ("=", "@", "\t", "\r")


def write_corrections(home: Home, sources_file: Path, lines: Sequence[RefusedLine], out: Path) -> list[Path]:
    """One CSV per file that holds refused records, beside the file's own path below `out`."""
    told = {delivery["file_id"]: delivery for delivery in current_files(read_ledger(home))}
    reasons: dict[str, dict[int, list[str]]] = {}
    for line in lines:
        column = f"{line.column_name}: " if line.column_name else ""
        reasons.setdefault(line.file_id, {}).setdefault(line.line_no, []).append(f"{column}{line.expected}")
    written = []
    for file_id, by_line in sorted(reasons.items(), key=lambda item: told[item[0]]["name"]):
        delivery = told[file_id]
        layout, file = load_layout(layout_path(sources_file, delivery["layout"]))
        if layout is None or file.problems:
            raise ScorelineError(f"layout {delivery['layout']} cannot be read; `scoreline check` says why")
        name = PurePosixPath(delivery["name"].removesuffix(".gz"))
        # The name still bears the time of export, and sorts behind the file that it corrects.
        target = out / name.with_name(f"{name.stem}.refused-{file_id[:8]}{name.suffix}")
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("w", encoding="utf-8", newline="") as sink:
            _write(home, delivery, layout, by_line, sink)
        written.append(target)
    return written


def _write(
    home: Home, delivery: Delivery, layout: Layout, reasons: dict[int, list[str]], sink: TextIO
) -> None:
    scratch = home.cache / f".{delivery['file_id']}.correction.text.aside"
    with (
        reopened(home, delivery["file_id"]) as plain,
        plain_text(plain, delivery["name"], scratch, layout) as text,
        text.open() as content,
    ):
        writer = csv.writer(sink, delimiter=layout.delimiter, lineterminator="\n")
        ends = _record_ends(home, delivery, sorted(reasons))
        first = layout.skip_lines + 1
        if layout.header:
            ends[first] = first
        for begin, record in _cut(content, ends):
            fields = _fields(record, layout)
            if layout.header and begin == first:
                writer.writerow([*fields, *EXTRA])
            else:
                told = "; ".join(reasons[begin])
                writer.writerow([*(_harmless(field) for field in fields), str(begin), told])


def _record_ends(home: Home, delivery: Delivery, begins: list[int]) -> dict[int, int]:
    """For each line where a refused record begins the last line that belongs to it."""
    import duckdb

    known = [delivery[name] for name in ("rows_path", "refused_path") if delivery[name]]
    paths = [str(home.root / name) for name in known]
    with duckdb.connect() as connection:
        rows = connection.execute(
            "select begin, "
            "(select min(line_no) from read_parquet(?, union_by_name = true) where line_no > begin) "
            "from (select unnest(?) as begin)",
            [paths, begins],
        ).fetchall()
    return {begin: (following or begin + 1) - 1 for begin, following in rows}


def _cut(content: TextIO, ends: dict[int, int]) -> Iterator[tuple[int, str]]:
    """The text of the records that begin at these lines, in order."""
    begin, taken = 0, ""
    for number, line in enumerate(content, start=1):
        if number in ends:
            begin, taken = number, ""
        if begin:
            taken += line
            if number >= ends[begin]:
                yield begin, taken
                begin, taken = 0, ""
    if begin:
        yield begin, taken


def _fields(record: str, layout: Layout) -> list[str]:
    text = record.rstrip("\r\n")
    if layout.quote is None:
        return text.split(layout.delimiter)
    return next(csv.reader([text], delimiter=layout.delimiter, quotechar=layout.quote), [])


def _harmless(field: str) -> str:
    """A formula becomes text; a number or a phone number with a sign stays as it is."""
    signed = field[:1] in ("+", "-") and not field[1:2].isdigit()
    return f"'{field}" if field.startswith(FORMULA) or signed else field
