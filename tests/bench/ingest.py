"""One large file against the engine's bare copy of it: `python -m tests.bench.ingest [--mb 2048]`.

One run writes a file of calls in UTF-8 and the same one in GB18030, then times, each as a process of its own:
the bare `copy (from read_csv(..., all_varchar = true)) to parquet` of the UTF-8 file before and after, and
the ingestion of either file into an empty home, the compressed original kept. Memory is the largest resident
set of a process. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

import duckdb

from dagster_project.home import Home
from dagster_project.ingest.declared.sources import SHIPPED
from dagster_project.ingest.run import ingest
from tests.bench.first_load import Measured, measure

BYTES_PER_CALL = 109
WRITE = """
copy (
    select
        'c' || i as call_id, 'rep' || (i % 150) as rep_id,
        cast(timestamp '2026-01-01 09:00:00' + interval (i // 20) second as varchar) as started_at,
        case i % 3 when 0 then 'connected' when 1 then 'no_answer' else 'busy' end as disposition,
        cast(hash(i) % 300 as varchar) as talk_seconds, cast(i % 40 as varchar) as ring_seconds,
        'outbound' as direction, '+86138' || lpad(cast(hash(i) % 100000000 as varchar), 8, '0') as phone,
        'cust' || (hash(i) % 50000) as customer_id, null as contact_id,
        case when i % 3 = 0 then 'key_person' end as result, null as linked_id,
        '客户活动' || (i % 7) as campaign
    from range({calls}) as t(i)
) to '{path}' (header)
"""


def bare(path: Path, out: Path) -> None:
    """The least that one could do: the engine's own reader and writer, every column as text."""
    source = f"read_csv('{path}', all_varchar = true)"
    duckdb.execute(f"copy (from {source}) to '{out}' (format parquet)")


def take(landing: Path, home: Path) -> None:
    """Ingest a landing folder and say what came of it."""
    report = ingest(Home(home), landing, SHIPPED, "Asia/Shanghai", "CN")
    [line] = report.new_deliveries
    if line["rows_refused"] or line["reason"]:
        sys.exit(f"not the clean file that was meant: {line}")


def main() -> None:
    """Write, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mb", type=int, default=512, help="size of the UTF-8 file in MiB")
    parser.add_argument("--one", nargs=3, metavar=("WHAT", "FROM", "TO"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        what, source, target = options.one
        (bare if what == "bare" else take)(Path(source), Path(target))
        return
    folder = Path(tempfile.mkdtemp(prefix="scoreline-bench-"))
    try:
        _compare(folder, options.mb << 20)
    finally:
        shutil.rmtree(folder)


def _compare(folder: Path, size: int) -> None:
    utf8 = folder / "utf8" / "calls" / "a.csv"
    gb = folder / "gb18030" / "calls" / "a.csv"
    for path in (utf8, gb):
        path.parent.mkdir(parents=True)
    duckdb.execute(WRITE.format(calls=size // BYTES_PER_CALL, path=utf8))
    with (
        utf8.open(encoding="utf-8", newline="") as source,
        gb.open("w", encoding="gb18030", newline="") as sink,
    ):
        shutil.copyfileobj(source, sink, 1 << 20)
    runs = [
        _run(folder, "bare copy, UTF-8", "bare", utf8),
        _run(folder, "ingestion, UTF-8", "take", folder / "utf8"),
        _run(folder, "bare copy, UTF-8, again", "bare", utf8),
        _run(folder, "ingestion, GB18030", "take", folder / "gb18030"),
    ]
    sizes = [utf8.stat().st_size, utf8.stat().st_size, utf8.stat().st_size, gb.stat().st_size]
    least = (runs[0].wall + runs[2].wall) / 2
    sys.stdout.write(f"{sizes[0] >> 20:,} MiB, {os.cpu_count()} processors, DuckDB {duckdb.__version__}\n\n")
    sys.stdout.write(
        "| | wall | processor | peak memory | MB/s | times the bare copy |\n|---|---|---|---|---|---|\n"
    )
    for run, read in zip(runs, sizes, strict=True):
        figures = f"{run.wall:.1f} s | {run.processor:.1f} s | {run.memory:,.0f} MiB"
        sys.stdout.write(
            f"| {run.what} | {figures} | {read / run.wall / 1e6:,.0f} | {run.wall / least:.2f} |\n"
        )


def _run(folder: Path, what: str, how: str, source: Path) -> Measured:
    target = folder / f"{how}-{source.name}.out"
    command = [sys.executable, "-m", "tests.bench.ingest", "--one", how, str(source), str(target)]
    return measure(what, command, folder / "log")


if __name__ == "__main__":
    main()
