"""The disk that 60 nights take: `python -m tests.bench.disk`, options below.

One real run over generated exports makes the warehouse; then every night is published from it by the real
`publish`, with the rows up to that night. What is simulated: the rows of open periods come from the last
night and are made to differ from night to night, as they would. Prints a table in Markdown, before and after
`prune` with the shipped settings.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb
import yaml

from dagster_project.generate import generate
from dagster_project.generate.run import LAST_DAY
from dagster_project.home import PROJECT, Home
from dagster_project.keeping.check import check
from dagster_project.keeping.prune import plan, prune
from dagster_project.policy.load import load_policy, read_policy
from dagster_project.publication.publish import publish
from dagster_project.publication.tables import DECLARED
from tests.publication.warehouse import FACTS

SEED = 1


def first_run(folder: Path, reps: int, days: int, calls: int) -> int:
    """Exports and one real run over them; the number of calls."""
    report = generate(folder / "landing", reps, days, calls, SEED)
    command = [sys.executable, "-m", "dagster_project.command.main", "run", "--landing", folder / "landing"]
    command += ["--home", folder / "made", "--as-of", LAST_DAY.isoformat()]
    with (folder / "run.log").open("wb") as log:
        done = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        sys.exit((folder / "run.log").read_text()[-4000:])
    return report.calls


def set_whole_aside(made: Path) -> None:
    """Keep the rows of the last night in schema `whole`; `candidate` is for what each night shows of them."""
    with duckdb.connect(str(made)) as connection:
        connection.execute("create schema whole")
        for name in yaml.safe_load(DECLARED.read_text()):
            connection.execute(f"create table whole.{name} as from candidate.{name}")
        connection.execute("drop schema candidate cascade; create schema candidate")


def show_night(made: Path, night: date) -> None:
    """The candidate as it was that night: rows up to it, open periods different from the night before."""
    with duckdb.connect(str(made)) as connection:
        for name, spec in yaml.safe_load(DECLARED.read_text()).items():
            columns = dict(
                connection.execute(
                    "select column_name, data_type from duckdb_columns() "
                    "where schema_name = 'whole' and table_name = ? order by column_index",
                    [name],
                ).fetchall()
            )
            day = spec.get("month") or ("period_start" if "period_start" in columns else None)
            where = f"where {day} <= date '{night}'" if day else ""
            chosen = ", ".join(_value(column, kind, columns, night) for column, kind in columns.items())
            connection.execute(
                f"create or replace view candidate.{name} as "
                f"select {chosen} from scoreline.whole.{name} {where}"
            )


def _value(column: str, kind: str, columns: dict[str, str], night: date) -> str:
    """The column; the first number of an open period differs every night."""
    if column == "is_complete" and "period_end" in columns:
        return f"is_complete and period_end <= date '{night}' as is_complete"
    numbers = [name for name, one in columns.items() if one.startswith("DECIMAL")]
    if "period_end" not in columns or "is_complete" not in columns or column not in numbers[:1]:
        return f'"{column}"'
    change = f'cast("{column}" + {night.toordinal() % 97} as {kind})'
    return f'case when period_end > date \'{night}\' then {change} else "{column}" end as "{column}"'


def nights(count: int) -> Iterator[date]:
    """The last nights, oldest first."""
    for back in reversed(range(count)):
        yield LAST_DAY - timedelta(days=back)


def used(folder: Path, pattern: str = "*") -> tuple[float, float]:
    """GB of the files below, and what they would be without hard links."""
    files = [path.stat() for path in folder.rglob(pattern) if path.is_file() and not path.is_symlink()]
    shared = {(stat.st_dev, stat.st_ino): stat.st_size for stat in files}
    return sum(shared.values()) / 1e9, sum(stat.st_size for stat in files) / 1e9


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reps", type=int, default=200)
    parser.add_argument("--days", type=int, default=92, help="calendar days of calls, nights included")
    parser.add_argument("--nights", type=int, default=60)
    parser.add_argument("--calls", type=int, default=100, help="a rep and working day")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="scoreline-disk-") as name:
        folder, home = Path(name), Home(Path(name) / "home").ensure()
        calls = first_run(folder, asked.reps, asked.days, asked.calls)
        policy, _ = read_policy(PROJECT / "seeds")
        started = time.perf_counter()
        warehouse = folder / "made" / "warehouse" / "scoreline.duckdb"
        set_whole_aside(warehouse)
        for night in nights(asked.nights):
            show_night(warehouse, night)
            facts = {"as_of": night, "policy_hash": policy.hash, "input_hash": night.isoformat()}
            publish(home, warehouse, PROJECT / "seeds", PROJECT / "dbt_models", _facts(facts))
        print(
            f"{asked.reps} reps, {calls:,} calls in {asked.days} days, the last {asked.nights} nights "
            f"published in {time.perf_counter() - started:.0f} s.\n"
        )
        report(home, folder / "made")


def report(home: Home, made: Path) -> None:
    """Print what is used, before and after retention."""
    print("| | on disk | without hard links |\n|---|---|---|")
    print("| raw store (bytes, rows, ledger) | {:.2f} GB | |".format(used(made / "raw")[0]))
    for what in ("as published", "after `scoreline prune`"):
        print("| publications, {} | {:.2f} GB | {:.2f} GB |".format(what, *used(home.published)))
        print("| - of it `scoreline.duckdb` | {:.2f} GB | |".format(used(home.published, "*.duckdb")[0]))
        print("| - of it Parquet | {:.2f} GB | {:.2f} GB |".format(*used(home.published, "*.parquet")))
        print("| - of it manifests | {:.3f} GB | |".format(used(home.published, "manifest.json")[0]))
        settings = load_policy(PROJECT / "seeds").settings
        kept = settings.retention_nights, settings.retention_database_nights
        prune(home, plan(home, *kept), *kept)
    newest = max(home.published.glob("v*"))
    print(f"| the newest publication alone | {used(newest)[0]:.3f} GB | |")
    started = time.perf_counter()
    found = check(home)
    print(f"\n`versions --check`: {time.perf_counter() - started:.1f} s, {len(found.problems)} problems.")


def _facts(changed: dict[str, object]) -> object:
    from dataclasses import replace

    return replace(FACTS, **changed)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
