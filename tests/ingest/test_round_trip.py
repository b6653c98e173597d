"""Whatever text a CSV writer writes comes back equal, with its line, through either reader."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dagster_project.ingest.declared.entities import load_entity
from dagster_project.ingest.declared.layout import Layout
from dagster_project.ingest.declared.layout_file import FOLDER, load_layout
from dagster_project.ingest.decode.plain_text import plain_text
from dagster_project.ingest.read.fast import may_be_fast
from dagster_project.ingest.read.reading import Reading
from dagster_project.ingest.read.start import find_start
from dagster_project.ingest.read.text_rows import read_careful, read_text

COLUMNS = ["customer_id", "name", "industry"]
NUL_FREE = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
CELL = st.text(st.one_of(st.sampled_from('a",; \t\r\n\\\x01\x02'), NUL_FREE), max_size=8)
PLAIN = st.text(st.characters(exclude_characters='\0\r\n",', exclude_categories=["Cs"]), max_size=8)
Rows = list[tuple[str, str, str, int]]
quick = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as connection:
        yield connection


@pytest.fixture(scope="module")
def layout() -> Layout:
    found, file = load_layout(FOLDER / "canonical.yml")
    assert not file.problems
    return found


class Bench:
    """Reads one text after another, and notes which reader was taken."""

    def __init__(self, engine: duckdb.DuckDBPyConnection, layout: Layout, folder: Path) -> None:
        self.engine, self.layout, self.folder = engine, layout, folder

    def read(self, text: str, *, careful: bool = False) -> tuple[Rows, int, bool]:
        """The rows, the number of refused lines, and whether the fast reader may be taken."""
        landed = self.folder / "x.csv"
        landed.write_bytes(text.encode())
        target = self.folder / "x.parquet"
        scratch = self.folder / ".x.text.aside"
        with plain_text(landed, "x.csv", scratch, self.layout) as plain:
            entity = load_entity("customers")
            refused = self.folder / "refused.parquet"
            reading = Reading("x.csv", self.layout, entity, "f", target, refused, scratch)
            start = find_start(reading, plain)
            fast = may_be_fast(reading, plain, start.before, start.columns)
            if careful:
                counts = read_careful(self.engine, reading, plain, start)
            else:
                counts = read_text(self.engine, reading, plain)
        query = f"select {', '.join(COLUMNS)}, line_no from '{target}' order by line_no"
        return self.engine.execute(query).fetchall(), counts.rows_refused, fast


@pytest.fixture
def bench(engine: duckdb.DuckDBPyConnection, layout: Layout, tmp_path: Path) -> Bench:
    return Bench(engine, layout, tmp_path)


def written(cells: list[list[str]], ending: str, quoting: int) -> tuple[str, Rows]:
    """The text of a CSV file, and the rows that it must give."""
    if any("\r" in cell for row in cells for cell in row):
        quoting = csv.QUOTE_ALL  # before Python 3.13 the writer leaves a lone CR unquoted
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, lineterminator=ending, quoting=quoting)
    writer.writerow(COLUMNS)
    expected = []
    for row in cells:
        text = sink.getvalue()
        line = text.count("\n") + text.count("\r") - text.count("\r\n") + 1
        expected.append((row[0], row[1], row[2], line))
        writer.writerow(row)
    return sink.getvalue(), expected


endings = st.sampled_from(["\n", "\r\n"])
quotings = st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])


@quick
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6), endings, quotings, st.booleans())
def test_any_text_comes_back(
    bench: Bench, cells: list[list[str]], ending: str, quoting: int, careful: bool
) -> None:
    text, expected = written(cells, ending, quoting)
    found, refused, _ = bench.read(text, careful=careful)
    assert (found, refused) == (expected, 0)


@quick
@given(st.lists(st.lists(PLAIN, min_size=3, max_size=3), min_size=1, max_size=6), endings, st.booleans())
def test_both_readers_agree_where_the_fast_one_is_taken(
    bench: Bench, cells: list[list[str]], ending: str, last: bool
) -> None:
    text, expected = written(cells, ending, csv.QUOTE_MINIMAL)
    text = text if last else text.removesuffix(ending)
    found, refused, fast = bench.read(text)
    assert fast or any(mark in text for mark in ("\x01\x02", '"'))
    assert (found, refused) == (expected, 0)
    assert bench.read(text, careful=True)[0] == expected


PIECES = [
    "a",
    "",
    " a",
    "a ",
    '"a"',
    '"a""b"',
    '"a,b"',
    'a"b',
    '"',
    '""',
    '"a" ',
    ' "a"',
    "\\",
    "#a",
    '"a\nb"',
]


@quick
@given(
    st.lists(st.lists(st.sampled_from(PIECES), min_size=2, max_size=4), min_size=1, max_size=5),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
    st.booleans(),
)
def test_broken_text_is_read_alike(bench: Bench, cells: list[list[str]], ending: str, last: bool) -> None:
    lines = [",".join(COLUMNS), *(",".join(row) for row in cells)]
    text = ending.join(lines) + (ending if last else "")
    assert bench.read(text)[:2] == bench.read(text, careful=True)[:2]


def test_quoted_files_take_the_fast_way_too(bench: Bench) -> None:
    text, expected = written([["1", 'a "b", c', ""], ["2", "", "王"]], "\r\n", csv.QUOTE_ALL)
    assert bench.read(text.replace(' "', '_"').replace('" ', '"_'))[2]
    assert bench.read(text)[0] == expected


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("1,b,c,", None),
        ('1, "b",c', ("1", ' "b"', "c")),
        ('1,\t"b",c', ("1", '\t"b"', "c")),
        ('1,"b" ,c', None),
        ('1,b"c,d', ("1", 'b"c', "d")),
        ("1,\x01\x02,c", ("1", "\x01\x02", "c")),
        ("1,#b,\\", ("1", "#b", "\\")),
    ],
)
def test_what_duckdb_would_forgive_or_take_otherwise(
    bench: Bench, line: str, found: tuple[str, str, str] | None
) -> None:
    text = f"{','.join(COLUMNS)}\n{line}\n2,x,y\n"
    rows, refused, _ = bench.read(text)
    assert refused == (found is None)
    assert rows == [*([] if found is None else [(*found, 2)]), ("2", "x", "y", 3)]
