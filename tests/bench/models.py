"""Processor time of each model, test and commit of a first load: `python -m tests.bench.models HOME`.

HOME is a home of one run: a copy of its warehouse keeps what dbt is handed (raw, policy), loses every layer,
and is built again with one dbt thread. Processor time is little changed by other work on the machine. What a
commit costs stands under the model before it: tables of less than a row group are compressed there.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.home import Home
from dagster_project.orchestration.fingerprint import project_hash
from dagster_project.warehouse import dbt_run
from dagster_project.warehouse.state import begin_build, read_state

HANDED = ("raw", "policy", "main", "information_schema", "pg_catalog")
NODE = re.compile(r'"node_id": "\w+\.\w+\.([^".]+)')


def emptied(home: Home, folder: Path) -> Home:
    """A home whose warehouse is a copy without any layer."""
    state = read_state(home)
    if state is None:
        sys.exit(f"{home.warehouse}: expected the warehouse of a finished run; start `scoreline run` first")
    copy = Home(folder).ensure()
    shutil.copyfile(home.warehouse, copy.warehouse)
    with duckdb.connect(str(copy.warehouse)) as connection:
        layers = connection.execute(
            "select distinct schema_name from duckdb_schemas() where database_name = current_database()"
        ).fetchall()
        for (layer,) in layers:
            if layer not in HANDED:
                connection.execute(f'drop schema "{layer}" cascade')
    begin_build(copy, state)
    return copy


def listen() -> Counter[str]:
    """Have the adapter's statements counted by node, in seconds of this process."""
    from dbt.adapters.duckdb.environments.local import DuckDBCursorWrapper

    spent: Counter[str] = Counter()
    run, last = DuckDBCursorWrapper.execute, [""]

    def execute(self: Any, sql: str, bindings: Any = None) -> Any:
        named = NODE.search(sql)
        if named:
            last[0] = named[1]
        started = time.process_time()
        try:
            return run(self, sql, bindings)
        finally:
            is_commit = named is None and "COMMIT" in sql[-10:]
            spent[f"commit after {last[0]}" if is_commit else last[0]] += time.process_time() - started

    DuckDBCursorWrapper.execute = execute
    return spent


def main() -> None:
    """Build and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--top", type=int, default=40, help="how many rows to print")
    asked = parser.parse_args()
    os.environ["SCORELINE_THREADS"] = "1"
    with tempfile.TemporaryDirectory(prefix="bench-models-") as name:
        home = emptied(Home(asked.home), Path(name))
        spent = listen()
        done = dbt_run.build(home, project_hash())
    print(f"{sum(spent.values()):.1f} s in {len(done.nodes)} models and tests\n\n| | processor |\n|---|---|")
    for what, seconds in spent.most_common(asked.top):
        print(f"| `{what}` | {seconds:.2f} s |")


if __name__ == "__main__":
    main()
