# ruff: noqa: E501 (tables read best with one case a line)
"""Parquet files."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

import duckdb

from tests.ingest.fates.case import GOOD, Case, gz, put

FILE = "a.parquet"


def parquet(rep: str = "'r'", call_id: str = "cast(i as varchar)", more: str = "", rows: int = 2) -> bytes:
    """A file of so many calls whose columns are these expressions over the row number i."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as engine:
        engine.execute("set timezone = 'UTC'")
        path = Path(folder) / FILE
        columns = f"{call_id} as call_id, {rep} as rep_id, 't' as started_at, 'x' as disposition{more}"
        engine.execute(f"copy (select {columns} from range(1, {rows + 1}) t(i)) to '{path}' (format parquet)")
        return path.read_bytes()


def rep(expression: str) -> partial[bytes]:
    return partial(parquet, expression, rows=1)


CASES = [
    Case("texts", parquet, "1 2", FILE, lines=(1, 2)),
    Case("a number that came as floating point", rep("13800000000.0::double"), "1", FILE, reps=("13800000000",)),
    Case("other floating point", rep("0.25::double"), "1", FILE, reps=("0.25",)),
    Case("no number", rep("'nan'::double"), "1", FILE, reps=("",)),
    Case("ids that are whole numbers", partial(parquet, call_id="i"), "1 2", FILE),
    Case("time without zone", rep("timestamp '2026-03-02 09:00:00'"), "1", FILE, reps=("2026-03-02 09:00:00",)),
    Case("time with zone", rep("timestamptz '2026-03-02 09:00:00+08'"), "1", FILE, reps=("2026-03-02 01:00:00+00",)),
    Case("time in nanoseconds", rep("timestamp_ns '2026-03-02 09:00:00'"), "1", FILE, reps=("2026-03-02 09:00:00",)),
    Case("date", rep("date '2026-03-02'"), "1", FILE, reps=("2026-03-02",)),
    Case("decimal", rep("12.50::decimal(10, 2)"), "1", FILE, reps=("12.50",)),
    Case("truth value", rep("true"), "1", FILE, reps=("true",)),
    Case("list", rep("[1, 2]"), "1", FILE, reps=("[1,2]",)),
    Case("object", rep("{'a': 1, 'b': 'x'}"), "1", FILE, reps=('{"a":1,"b":"x"}',)),
    Case("no value", rep("null::varchar"), "1", FILE, reps=("",)),
    Case("bytes", rep("'a'::blob"), "1", FILE, reps=("a",)),
    Case("a text with line ends, quotes and NUL", rep("chr(10) || '\"' || chr(0)"), "1", FILE, reps=('\n"\0',)),
    Case("a new column", partial(parquet, more=", i as mood"), "1 2", FILE, unknown=("mood",)),
    Case("a column of the engine's own name", partial(parquet, more=", i as file_row_number"), "1 2", FILE,
         unknown=("file_row_number",)),
    Case("column twice", partial(parquet, more=", 'q' as \"Rep ID\""), file=FILE, whole="column rep_id stands twice"),
    Case("no row", partial(parquet, rows=0), "", FILE),
    Case("column missing", lambda: parquet().replace(b"rep_id", b"rep_ix"), file=FILE, whole="required column rep_id"),
    Case("cut off in the middle", lambda: parquet()[:200], file=FILE, whole="ends early", truncated=True),
    Case("cut off by one byte", lambda: parquet()[:-1], file=FILE, whole="ends early", truncated=True),
    Case("only its mark", b"PAR1", file=FILE, whole="no Parquet file that can be read"),
    Case("a damaged footer", lambda: put(parquet(), -20, b"\xff" * 8), file=FILE, whole="no Parquet file that can be read"),
    Case("damaged pages", lambda: put(parquet(rows=2000), 40, b"\xff" * 400), file=FILE,
         whole="no Parquet file that can be read"),
    Case("no byte of Parquet", b"", file=FILE, whole="empty file (0 bytes)"),
    Case("Parquet named .csv", parquet, whole="name the file .parquet"),
    Case("CSV named .parquet", GOOD, file=FILE, whole="do not begin as Parquet"),
    Case("Parquet packed once more", lambda: gz(parquet()), file="a.parquet.gz", whole="convert or rename the file"),
]  # fmt: skip
