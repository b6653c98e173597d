"""The first load, against a bare script: `python -m tests.bench.first_load [--calls 1000000]`.

One run generates the exports, then times, each as a process of its own: the bare DuckDB script (`bare.py`),
the whole `scoreline run` into an empty home, the same command again with nothing new, and the whole job over
almost no data, which is its fixed cost. Memory is the largest resident set of a process. Prints a table in
Markdown.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dagster_project.generate import GenerateReport, generate
from dagster_project.generate.run import LAST_DAY

DAYS, WORKING_DAYS, CALLS_PER_DAY = 92, 66, 100
SEED = 1
FULL_SIZE = 2  # the first two measurements read every call; the others have no rate


@dataclass(frozen=True)
class Measured:
    """One process: what it did, wall and processor time in seconds, largest resident set in MiB."""

    what: str
    wall: float
    processor: float
    memory: float

    def row(self, calls: int) -> str:
        """A line of the table; the rate is calls per second of wall time."""
        rate = f"{calls / self.wall:,.0f}" if calls else ""
        return (
            f"| {self.what} | {self.wall:.1f} s | {self.processor:.1f} s | {self.memory:,.0f} MiB | {rate} |"
        )


def measure(what: str, command: list[str], log: Path, ends: tuple[int, ...] = (0,)) -> Measured:
    """Run a command to its end; another end than these ends the benchmark and shows what it wrote."""
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in ends:
        sys.exit(f"{' '.join(command)}\nended with {process.returncode}:\n{log.read_text()[-4000:]}")
    in_mib = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Measured(what, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / in_mib)


def nightly(landing: Path, home: Path) -> list[str]:
    """The whole job as a person types it."""
    scoreline = Path(sys.executable).with_name("scoreline")
    return [str(scoreline), "run", "--landing", str(landing), "--home", str(home), "--as-of", str(LAST_DAY)]


def compare(folder: Path, report: GenerateReport) -> Iterator[Measured]:
    """Time the bare script, the job, the job with nothing new, and the job over almost nothing."""
    almost_nothing = generate(folder / "small", reps=2, days=DAYS, calls_per_day=2, seed=SEED)
    bare = [sys.executable, "-m", "tests.bench.bare", str(report.out), str(folder / "counts")]
    whole, small = nightly(report.out, folder / "home"), nightly(almost_nothing.out, folder / "small_home")
    yield measure("bare DuckDB script", bare, folder / "bare.log")
    yield measure("`scoreline run`, empty home", whole, folder / "run.log")
    yield measure("`scoreline run` again, nothing new", whole, folder / "again.log")
    yield measure(f"`scoreline run`, {almost_nothing.calls} calls", small, folder / "small.log")


def main() -> None:
    """Measure and print, line by line as the numbers come."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--calls", type=int, default=1_000_000, help="about how many calls to generate")
    calls = parser.parse_args().calls
    reps = max(1, round(calls / (WORKING_DAYS * CALLS_PER_DAY)))
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        started = time.perf_counter()
        report = generate(folder / "landing", reps, DAYS, CALLS_PER_DAY, SEED)
        generated = time.perf_counter() - started
        print(f"{report.calls:,} calls of {reps} reps, {report.files} files, {report.bytes / 1e6:,.0f} MB;")
        print(f"generated in {generated:.1f} s. {os.cpu_count()} processors,", end=" ")
        print(f"Python {platform.python_version()},", end=" ")
        print(f"DuckDB {duckdb.__version__}.\n")
        print("| | wall | processor | peak memory | calls/s |\n|---|---|---|---|---|", flush=True)
        measured: list[Measured] = []
        for line in compare(folder, report):
            measured.append(line)
            print(line.row(report.calls if len(measured) <= FULL_SIZE else 0), flush=True)
    bare, whole, _, fixed = measured
    print(
        f"\nThe job takes {whole.wall / bare.wall:.1f} times the bare script; less its fixed cost of", end=" "
    )
    print(f"{fixed.wall:.1f} s, {(whole.wall - fixed.wall) / bare.wall:.1f} times.")


if __name__ == "__main__":
    main()
