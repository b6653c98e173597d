"""Many small files against few large ones: `python -m tests.bench.small_files [--files 20000 --rows 50]`.

The same rows in that many files and in 20, each taken into an empty home, looked at again with nothing
new, and read from the raw store as staging reads them: file by file, packed for the first time, and packed
already. Prints a table in Markdown with processor time beside wall time.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from dagster_project.home import Home
from dagster_project.ingest.declared.sources import SHIPPED
from dagster_project.ingest.run import ingest
from dagster_project.warehouse.packing import packed
from dagster_project.warehouse.raw_tables import FileRows, file_rows

FEW = 20
HEADER = "call_id,rep_id,started_at,disposition,talk_seconds,phone\n"
Times = tuple[float, float]


def write(landing: Path, files: int, rows: int) -> None:
    """`files` exports of two months with `rows` calls each."""
    folder = landing / "calls"
    folder.mkdir(parents=True)
    for number in range(files):
        at = number * 56 // files
        day = f"2026-{8 + at // 28:02}-{1 + at % 28:02}"
        lines = (
            f"c{number * rows + row:09},r{row % 40:03},{day} 09:{row % 60:02}:00,connected,{row % 300},"
            f"139{number * rows + row:08}\n"
            for row in range(rows)
        )
        (folder / f"calls_{day}_{number:05}.csv").write_text(HEADER + "".join(lines))


def timed(act: Callable[[], object]) -> Times:
    """Wall and processor seconds."""
    wall, processor = time.monotonic(), time.process_time()
    act()
    return time.monotonic() - wall, time.process_time() - processor


def read(files: list[FileRows]) -> None:
    """What staging does with them first."""
    paths = sorted({file.rows_path for file in files if file.rows_path})
    duckdb.sql(f"select count(*), max(line_no) from read_parquet({paths})").fetchall()


def measured(root: Path, files: int, rows: int) -> dict[str, Times]:
    """Every step over so many files."""
    write(root / "landing", files, rows)
    home = Home(root / "home")

    def take() -> None:
        ingest(home, root / "landing", SHIPPED, "UTC", "CN")

    def read_packed() -> None:
        with duckdb.connect() as engine:
            read(packed(engine, home, file_rows(home, "UTC", "CN", None)))

    return {
        "taken in": timed(take),
        "nothing new": timed(take),
        "read file by file": timed(lambda: read(file_rows(home, "UTC", "CN", None))),
        "packed and read": timed(read_packed),
        "read as packed": timed(read_packed),
    }


def main() -> None:
    """Write, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--rows", type=int, default=50, help="in each file")
    asked = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="scoreline-small-"))
    try:
        few = measured(root / "few", FEW, asked.files * asked.rows // FEW)
        many = measured(root / "many", asked.files, asked.rows)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    print(f"| {asked.files * asked.rows:,} rows | {FEW} files | {asked.files:,} files | times (processor) |")
    print("|---|---|---|---|")
    for step, (wall, processor) in many.items():
        less = few[step]
        print(
            f"| {step} | {less[0]:.2f} s ({less[1]:.2f} s) | {wall:.2f} s ({processor:.2f} s) "
            f"| {processor / max(less[1], 0.001):.1f} |"
        )


if __name__ == "__main__":
    main()
