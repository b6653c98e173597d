"""How long a trace takes: `python -m tests.bench.trace [--calls 1000000] [--times 11] [--home DIR]`.

One real run over generated calls makes a home (or --home names one that is kept as it is: a copy is used).
That home is then made `--times` as large (`enlarge.py`). Each question is the real command as a process of
its own, three times; the best and the worst wall time are printed as a table in Markdown, with how many
processes waited for a processor meanwhile.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb

from dagster_project.generate import generate
from dagster_project.home import Home
from tests.bench.enlarge import enlarge
from tests.bench.first_load import CALLS_PER_DAY, DAYS, SEED, WORKING_DAYS, measure, nightly

ROUNDS = 3
DIFFERS = 1
REP, TEAM = ["--subject", "{rep}"], ["--subject", "{team}"]
DAY, WEEK, MONTH = ["--day", "2026-09-15"], ["--week", "2026-W38"], ["--month", "2026-09"]
QUARTER, YEAR = ["--quarter", "2026-Q3"], ["--year", "2026"]
ALL, LEFT_OUT, PAGE = ["--events", "0"], ["--excluded"], ["--format", "html"]
QUESTIONS = {
    "a rep's day, all events": [*REP, *DAY, *ALL],
    "a rep's week, with what was not counted": [*REP, *WEEK, *LEFT_OUT],
    "a rep's month": [*REP, *MONTH],
    "a rep's month, all events": [*REP, *MONTH, *ALL],
    "a rep's month as a page, with what was not counted": [*REP, *MONTH, *LEFT_OUT, *PAGE],
    "a rep's quarter": [*REP, *QUARTER],
    "a rep's quarter as a page, with what was not counted": [*REP, *QUARTER, *LEFT_OUT, *PAGE],
    "a rep's year": [*REP, *YEAR],
    "a team's week, with what was not counted": [*TEAM, *WEEK, *LEFT_OUT],
    "a team's month": [*TEAM, *MONTH],
    "a team's quarter": [*TEAM, *QUARTER],
    "the site's month": ["--subject", "site", *MONTH],
}


def subjects(home: Home) -> dict[str, str]:
    """The rep with the most dials, and that rep's team."""
    events = home.published / "current" / "counted_event" / "*.parquet"
    with duckdb.connect() as connection:
        rep, team = connection.execute(
            f"select rep_id, max(team_id) from '{events}' "
            "where kpi_id = 'dials' and not contains(rep_id, '~') "
            "group by rep_id order by count(*) desc, rep_id limit 1"
        ).fetchall()[0]
    return {"rep": rep, "team": team}


def time_questions(home: Home, folder: Path) -> None:
    """Print a line for each question."""
    asked = subjects(home)
    scoreline = str(Path(sys.executable).with_name("scoreline"))
    print(
        "| | wall, best of three | worst | processor | peak memory | lines | load |",
        "|---|---|---|---|---|---|---|",
        sep="\n",
    )
    for what, words in QUESTIONS.items():
        command = [scoreline, "trace", "--home", str(home.root), *(word.format(**asked) for word in words)]
        # The site's rounded numbers were multiplied: they may be one unit beside.
        ends = (0, DIFFERS) if "site" in words else (0,)
        rounds = [measure(what, command, folder / "trace.log", ends) for _ in range(ROUNDS)]
        best = min(rounds, key=lambda each: each.wall)
        worst = max(each.wall for each in rounds)
        lines = (folder / "trace.log").read_bytes().count(b"\n")
        print(
            f"| {what} | {best.wall:.1f} s | {worst:.1f} s | {best.processor:.1f} s | {best.memory:,.0f} MiB "
            f"| {lines:,} | {os.getloadavg()[0]:.1f} |",
            flush=True,
        )


def real_home(folder: Path, calls: int) -> Path:
    """A home that published about so many generated calls."""
    reps = max(1, round(calls / (WORKING_DAYS * CALLS_PER_DAY)))
    generate(folder / "landing", reps, DAYS, CALLS_PER_DAY, SEED)
    subprocess.run(nightly(folder / "landing", folder / "made"), check=True, stdout=subprocess.DEVNULL)
    return folder / "made"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--calls", type=int, default=1_000_000, help="about how many calls the real run reads"
    )
    parser.add_argument("--times", type=int, default=11, help="how many times as large the home is made")
    parser.add_argument("--home", type=Path, help="a home to copy in place of a real run")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-trace-") as name:
        folder = Path(name)
        made = said.home or real_home(folder, said.calls)
        shutil.copytree(
            made, folder / "home", symlinks=True, ignore=shutil.ignore_patterns("warehouse", "dagster")
        )
        lines = enlarge(Home(folder / "home"), said.times)
        print(f"{lines:,} lines of calls\n")
        time_questions(Home(folder / "home"), folder)


if __name__ == "__main__":
    main()
