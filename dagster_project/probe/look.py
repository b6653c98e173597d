"""What one file looks like before any layout: packing, size, and for text encoding, line ends, delimiter."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from dagster_project.ingest.declared.forms import inner_name, kind_of, packing
from dagster_project.ingest.declared.layout import Layout
from dagster_project.ingest.decode.plain_text import plain_text
from dagster_project.ingest.decode.unpack import CHUNK, unpacked
from dagster_project.ingest.read.header import holds_number

HEAD = {"text": 1 << 20, "json": 1 << 26}
"""Bytes of a text form that are looked at."""
DELIMITERS = (",", "\t", ";", "|")
LINES = 50


@dataclass(frozen=True)
class Look:
    """A file's head as a plain file, and what it looks like. `encoding` and the like are None where they mean
    nothing. `whole`: nothing was cut off.
    """

    head: Path
    name: str
    size: int
    kind: str
    packing: str | None
    whole: bool
    encoding: str | None = None
    line_ends: str | None = None
    delimiter: str | None = None
    lines: tuple[str, ...] = ()

    @property
    def first_cells(self) -> tuple[str, ...]:
        """The cells of a table's first line; none of another form."""
        if self.delimiter is None or not self.lines:
            return ()
        return tuple(next(csv.reader(self.lines[:1], delimiter=self.delimiter), []))

    @property
    def begins_with_a_record(self) -> bool:
        """Whether the first line holds numbers where names would stand."""
        return any(holds_number(cell) for cell in self.first_cells)


def look_at(path: Path, folder: Path, encoding: str = "detect") -> Look:
    """Look at a file; `folder` takes its head. Raises Unreadable where not even that can be read."""
    name, size = path.name, path.stat().st_size
    kind = kind_of(name) or "text"
    if kind not in HEAD:
        return Look(path, name, size, kind, None, whole=True)
    bare = name[: len(inner_name(name))]
    head = folder / f"head-{bare}"
    with unpacked(path, name) as stream, head.open("wb") as sink:
        done = 0
        while done < HEAD[kind] and (chunk := stream.read(CHUNK)):
            sink.write(chunk)
            done += len(chunk)
        whole = not stream.read(1)
    layout = Layout("probe", path, b"", encoding=encoding, quote='"')
    with plain_text(head, bare, folder / "head.text", layout) as text:
        measure = text.measure
        with text.open() as content:
            lines = [line.rstrip("\r\n") for _, line in zip(range(LINES), content, strict=False)]
        ends = {"CR LF": measure.return_newlines, "LF": measure.newlines - measure.return_newlines}
        ends["CR"] = measure.returns - measure.return_newlines
        return Look(
            head,
            bare,
            size,
            kind,
            packing(name),
            whole,
            text.encoding,
            " and ".join(end for end, count in ends.items() if count) or "none",
            delimiter_of(lines) if kind == "text" else None,
            tuple(lines),
        )


def delimiter_of(lines: list[str]) -> str:
    """The delimiter that most lines hold equally often."""
    best, score = ",", 0
    for delimiter in DELIMITERS:
        counts = Counter(line.count(delimiter) for line in lines if line.strip())
        counts.pop(0, None)
        for per_line, often in counts.most_common(1):
            if often * per_line > score:
                best, score = delimiter, often * per_line
    return best
