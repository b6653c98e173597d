"""Where the time goes: `python -m tests.bench.first_load [--calls 1000000] [--times 3]`.

One run generates the exports, then times, each as a process of its own: the bare DuckDB script (`bare.py`),
the whole `scoreline run` into an empty home, the same with nothing new, a night that brings one more day, a
target that changes from the first of the last month on, the whole job over almost no data, which is its fixed
cost, and `dbt build` by its own command over that. Of what can be run again the median of several is told.
Memory is the largest resident set of a process. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb

from dagster_project.generate import GenerateReport, generate
from dagster_project.generate.run import LAST_DAY
from dagster_project.home import PROJECT
from tests.bench import changes

DAYS, WORKING_DAYS, CALLS_PER_DAY = 92, 66, 100
SEED = 1
TESTED = (0, 1)  # dbt says 1 when a test failed: the job's gate judges those
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


def middle(runs: Iterable[Measured]) -> Measured:
    """The one in the middle by wall time."""
    ordered = sorted(runs, key=lambda one: one.wall)
    return ordered[len(ordered) // 2]


def nightly(landing: Path, home: Path, as_of: date = LAST_DAY, policy: Path = PROJECT / "seeds") -> list[str]:
    """The whole job as a person types it."""
    folders = ("--landing", str(landing), "--home", str(home), "--policy", str(policy))
    return [sys.executable, "-m", "dagster_project.command.main", "run", *folders, "--as-of", str(as_of)]


def compare(folder: Path, report: GenerateReport, times: int) -> Iterator[Measured]:
    """Time everything that the table tells, in its order."""
    home, eve = folder / "home", LAST_DAY - timedelta(days=1)
    files = changes.hold_back(report.out, LAST_DAY, folder / "held")
    bare = [sys.executable, "-m", "tests.bench.bare", str(report.out), str(folder / "counts")]
    yield middle(measure("bare DuckDB script", bare, folder / "bare.log") for _ in range(times))
    yield measure("`scoreline run`, empty home", nightly(report.out, home, eve), folder / "run.log")
    again = nightly(report.out, home, eve)
    told = "`scoreline run` again, nothing new"
    yield middle(measure(told, again, folder / "again.log") for _ in range(times))
    changes.land(folder / "held", report.out)
    night = nightly(report.out, home)
    yield measure(f"a night: one more day, {files} files", night, folder / "night.log")
    policy = changes.policy_of_one_month(folder / "policy", LAST_DAY.replace(day=1))
    changed = nightly(report.out, home, LAST_DAY, policy)
    yield measure("a target changes from the last month on", changed, folder / "policy.log")
    yield from fixed_cost(folder, times)


def fixed_cost(folder: Path, times: int) -> Iterator[Measured]:
    """The job over almost nothing, each time into an empty home, and dbt alone over the same."""
    small = generate(folder / "small", reps=2, days=DAYS, calls_per_day=2, seed=SEED)
    told, log = f"`scoreline run`, {small.calls} calls", folder / "small.log"
    homes = [folder / f"small_home{number}" for number in range(times)]
    yield middle(measure(told, nightly(small.out, home), log) for home in homes)
    told, command = "`dbt build` of the same, warm", changes.dbt_build(homes[0], folder / "dbt")
    _, *warm = [measure(told, command, folder / "dbt.log", ends=TESTED) for _ in range(times + 1)]
    yield middle(warm)


def main() -> None:
    """Measure and print, line by line as the numbers come."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--calls", type=int, default=1_000_000, help="about how many calls to generate")
    parser.add_argument("--times", type=int, default=3, help="how often to run what can be run again")
    asked = parser.parse_args()
    calls = asked.calls
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
        for line in compare(folder, report, asked.times):
            measured.append(line)
            print(line.row(report.calls if len(measured) <= FULL_SIZE else 0), flush=True)
    bare, whole, _, night, _, fixed, dbt = measured
    data = whole.wall - fixed.wall
    print(f"\nFirst load: {whole.wall / bare.wall:.1f} times the bare script;", end=" ")
    print(f"less the fixed cost, {data / bare.wall:.1f} times.", end=" ")
    print(f"A night's data time: {(night.wall - fixed.wall) / data:.0%} of the first load's.", end=" ")
    print(f"Fixed cost: `dbt build` and {fixed.wall - dbt.wall:.1f} s.")


if __name__ == "__main__":
    main()
