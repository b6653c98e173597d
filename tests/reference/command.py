"""The real command, started as a user starts it, and the tables it published."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

COMMAND = Path(sys.executable).with_name("scoreline")
KEYS = {
    **{f"kpi_{name}": 5 for name in ("daily", "weekly", "monthly", "quarterly", "yearly")},
    **{f"score_{name}": 4 for name in ("weekly", "monthly", "quarterly", "yearly")},
    "weekly_report": 3,
    "monthly_report": 3,
    "consequence": 3,
    "compliance_finding": 2,
    "incentive_line": 7,
    "incentive_total": 4,
}
KEY_COLUMNS = ("period_start", "subject_kind", "subject_id", "scheme_id", "kpi_id")
OWN_KEYS = {
    "consequence": ("rule_id", "subject_id", "period_start"),
    "compliance_finding": ("kind", "unit_id"),
    "incentive_line": (
        "subject_id", "period_start", "scheme_id", "subject_kind", "rule_id", "rule_line", "item",
    ),
    "incentive_total": ("subject_kind", "subject_id", "period_start", "scheme_id"),
}  # fmt: skip
# Tables that tell of the runs, not of the numbers.
OF_THE_RUN = {"publication", "gate_result", "restatement", "lineage_file"}


@dataclass
class Landed:
    """Where a run reads and writes."""

    landing: Path
    home: Path
    policy: Path

    def run(self, as_of: date) -> None:
        """One night; says what the command printed where it did not publish."""
        arguments = ["run", "--landing", self.landing, "--home", self.home, "--policy", self.policy]
        self._done([*arguments, "--as-of", as_of.isoformat()])

    def trace(self, subject: str, month: str, *more: str) -> str:
        """What a trace of a subject's month prints."""
        return self._done(["trace", "--home", self.home, "--subject", subject, "--month", month, *more])

    @staticmethod
    def _done(arguments: Sequence[str | Path]) -> str:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SCORELINE_")}
        done = subprocess.run(
            [COMMAND, *arguments], capture_output=True, text=True, check=False, env=environment
        )
        assert done.returncode == 0, f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    @property
    def database(self) -> Path:
        """The current publication's DuckDB file."""
        return self.home / "published" / "current" / "scoreline.duckdb"


def read_tables(database: Path) -> dict[str, dict[tuple[Any, ...], dict[str, Any]]]:
    """Table -> key -> row, for the tables that the reference knows; keys as in the published contract."""
    tables: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        for table, width in KEYS.items():
            keys = OWN_KEYS.get(table) or KEY_COLUMNS[:width]
            rows = _rows(connection, table)
            tables[table] = {tuple(row[column] for column in keys): row for row in rows}
            assert len(tables[table]) == len(rows), f"{table}: a key stands twice"
    return tables


def read_counted(database: Path) -> list[dict[str, Any]]:
    """All counted events."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return _rows(connection, "counted_event")


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> list[dict[str, Any]]:
    cursor = connection.execute(f"select * from {table}")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def differing_tables(one: Path, other: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Table -> rows that stand in one publication alone; tables that tell of the runs are left out."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with duckdb.connect() as connection:
        connection.execute(f"attach '{one}' as one (read_only)")
        connection.execute(f"attach '{other}' as other (read_only)")
        names: dict[str, set[str]] = {}
        for catalog in ("one", "other"):
            listed = connection.execute(
                "select table_name from duckdb_tables() where database_name = ?", [catalog]
            ).fetchall()
            names[catalog] = {name for (name,) in listed} - OF_THE_RUN
        assert names["one"] == names["other"]
        for name in sorted(names["one"]):
            sides = (("one", "other"), ("other", "one"))
            rows = [
                (f"only in {left}", *row)
                for left, right in sides
                for row in connection.execute(
                    f"select * from {left}.{name} except all select * from {right}.{name}"
                ).fetchall()
            ]
            if rows:
                found[name] = rows
    return found
