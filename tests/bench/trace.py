"""How long a trace takes: `python -m tests.bench.trace [--calls 1000000] [--times 10] [--home DIR]`.

One real run over generated calls makes a home (or --home names one that is kept as it is: a copy is used).
That home is then made `--times` as large: every file of calls again under new ids for other reps, in the raw
store, the ledger and the publication's tables, so that a trace has as much to look through as in a home of
that many calls. Each question is the real command as a process of its own, three times; the best and the
worst wall time are printed as a table in Markdown.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.generate import generate
from dagster_project.home import Home
from dagster_project.ingest.kept import rows_files
from dagster_project.ingest.ledger import current_files, read_ledger, segments
from tests.bench.first_load import CALLS_PER_DAY, DAYS, SEED, WORKING_DAYS, measure, nightly

ROUNDS = 3
REP_TABLES = {
    "counted_event": "unit_id || '~{k}' as unit_id, sha256(file_id || '~{k}') as file_id",
    "rep_day": None,
    "target_day": None,
    "excluded_event": "unit_id || '~{k}' as unit_id, sha256(file_id || '~{k}') as file_id",
}
"""Tables by months with a row for a rep, and what changes beside the rep."""
QUESTIONS = {
    "a rep's day, all events": ["--subject", "{rep}", "--day", "2026-09-15", "--events", "0"],
    "a rep's month": ["--subject", "{rep}", "--month", "2026-09"],
    "a rep's month, all events": ["--subject", "{rep}", "--month", "2026-09", "--events", "0"],
    "a rep's month as a page, with what was not counted": [
        "--subject", "{rep}", "--month", "2026-09", "--excluded", "--format", "html",
    ],
    "a rep's quarter": ["--subject", "{rep}", "--quarter", "2026-Q3"],
    "a team's month": ["--subject", "{team}", "--month", "2026-09"],
    "a team's quarter": ["--subject", "{team}", "--quarter", "2026-Q3"],
}  # fmt: skip


def enlarge(home: Home, times: int) -> int:
    """Make the home that many times as large; the number of lines of calls that it holds then."""
    folder = home.published / (home.published / "current").readlink()
    manifest = json.loads((folder / "manifest.json").read_bytes())
    files = [
        file for file in current_files(read_ledger(home)) if file["entity"] == "calls" and file["rows_path"]
    ]
    with duckdb.connect() as connection:
        lines = [
            line for k in range(1, times) for file in files for line in [_raw(connection, home, file, k)]
        ]
        for table, change in REP_TABLES.items():
            told = manifest["tables"][table]
            told["files"] += [
                _table(connection, folder, file, change, k)
                for k in range(1, times)
                for file in list(told["files"])
            ]
    segment = segments(home)[-1]
    with segment.open("a", encoding="utf-8") as ledger:
        ledger.writelines(json.dumps(line) + "\n" for line in lines)
    (folder / "manifest.json").unlink()
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return times * sum(int(file["rows_read"]) for file in files)


def _raw(connection: duckdb.DuckDBPyConnection, home: Home, file: dict[str, Any], k: int) -> dict[str, Any]:
    """A file of calls again, of other reps; its line of the ledger."""
    source = ", ".join(f"'{path}'" for path in rows_files(home, file["rows_path"]))
    file_id = connection.execute(f"select sha256('{file['file_id']}' || '~{k}')").fetchall()[0][0]
    path = f"raw/rows/calls/{file_id}-{file['layout_key']}.parquet"
    connection.execute(
        f"copy (select * replace ('{file_id}' as file_id, call_id || '~{k}' as call_id, "
        f"rep_id || '~{k}' as rep_id, linked_id || '~{k}' as linked_id) from read_parquet([{source}])) "
        f"to '{home.root / path}' (format parquet, compression lz4)"
    )
    return file | {"file_id": file_id, "name": f"{file['name']}~{k}", "rows_path": path, "refused_path": None}


def _table(
    connection: duckdb.DuckDBPyConnection, folder: Path, file: dict[str, Any], change: str | None, k: int
) -> dict[str, Any]:
    """A month of a published table again, for other reps; its entry of the manifest."""
    path = file["path"].replace(".parquet", f"~{k}.parquet")
    changes = f"rep_id || '~{k}' as rep_id" + (f", {change.format(k=k)}" if change else "")
    connection.execute(
        f"copy (select * replace ({changes}) from '{folder / file['path']}') to '{folder / path}' "
        "(format parquet, compression zstd)"
    )
    return file | {"path": path}


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
    print("| | wall, best of three | worst | processor | peak memory | lines |\n|---|---|---|---|---|---|")
    for what, words in QUESTIONS.items():
        command = [scoreline, "trace", "--home", str(home.root), *(word.format(**asked) for word in words)]
        rounds = [measure(what, command, folder / "trace.log") for _ in range(ROUNDS)]
        best = min(rounds, key=lambda each: each.wall)
        worst = max(each.wall for each in rounds)
        lines = (folder / "trace.log").read_bytes().count(b"\n")
        print(
            f"| {what} | {best.wall:.1f} s | {worst:.1f} s | {best.processor:.1f} s | {best.memory:,.0f} MiB "
            f"| {lines:,} |",
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
    parser.add_argument("--times", type=int, default=10, help="how many times as large the home is made")
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
