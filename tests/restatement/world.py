"""A small world that a test writes by hand: published tables as rows, one publication per night.

Two reps of one team, one week. Numbers are what the test says; the evidence beneath them as well.
"""

from __future__ import annotations

import copy
import hashlib
import json
import shutil
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import yaml

from dagster_project.home import PROJECT, Home
from dagster_project.publication.facts import Published
from dagster_project.publication.tables import DECLARED
from tests.publication.warehouse import Site

Row = dict[str, Any]
MONDAY, TUESDAY, SUNDAY = "2026-09-07", "2026-09-08", "2026-09-13"
PHASE = "first half year"
POLICY_FILES = ("targets.csv", "weights.csv", "bands.csv", "calendar.csv", "settings.csv")


def sha(name: str) -> str:
    """What stands for the hash of a file."""
    return hashlib.sha256(name.encode()).hexdigest()


class World(Site):
    """Change `rows`, then `night()`; `restated()` is what the last night told."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.rows: dict[str, list[Row]] = {}
        self.nights = 0
        self.day = self.week = self.team = self.site = self.score = self.other = Row()
        for name in ("calls/0907.csv", "roster/roster.csv", "opportunities/o.csv", "customers/c.csv"):
            self.file(name)
        for rep in ("R1", "R2"):
            for day in (MONDAY, TUESDAY):
                self.rep_day(rep, day)
                self.target_day(rep, day)
        for line, file in enumerate(POLICY_FILES, 2):
            content = {"scheme_id": "s", "date": "2026-10-01", "line_no": line}
            self.add(
                "dim_policy", file=file, line_no=line, content=json.dumps(content, separators=(",", ":"))
            )
        for day in (MONDAY, TUESDAY):
            self.add(
                "weight_day",
                scheme_id="s",
                phase=PHASE,
                day=day,
                grain="week",
                kpi_id="dials",
                points=10,
                line_no=2,
            )

    def add(self, table: str, **values: Any) -> Row:
        """One more row; the row itself, to be changed later."""
        self.rows.setdefault(table, []).append(values)
        return values

    def file(self, name: str, exported_at: str = "2026-09-08T00:00:00") -> str:
        """A delivered file; its hash."""
        entity = name.partition("/")[0]
        self.add("lineage_file", file_id=sha(name), entity=entity, source="s", name=name, status="read")
        number = len(list(self.home.ledger.iterdir())) + 1
        told = {"file_id": sha(name), "name": name, "exported_at": exported_at}
        (self.home.ledger / f"{number:06}.jsonl").write_text(json.dumps(told) + "\n")
        return sha(name)

    def rep_day(self, rep: str, day: str, **values: Any) -> Row:
        """A rep's day with the roster's first file."""
        usual = {
            "team_id": "T1", "phase": PHASE, "schemes": "s", "calendar_id": "", "is_working_day": True,
            "fte": 1,
            "leave_fraction": 0, "excused_fraction": 0, "is_due": True, "day_reason": "working day",
            "available": 1,
            "file_id": sha("roster/roster.csv"), "line_no": 2, "tenure_days": 100,
        }  # fmt: skip
        return self.add("rep_day", rep_id=rep, day=day, **usual | values)

    def target_day(self, rep: str, day: str, **values: Any) -> Row:
        """Ten dials a day."""
        usual = {
            "scheme_id": "s", "kpi_id": "dials", "grains": "day;week", "target_line": 2, "per": "day",
            "standard": 10,
            "minimum_per": "day", "base_days": 1, "available": 1,
        }  # fmt: skip
        return self.add("target_day", rep_id=rep, day=day, **usual | values)

    def event(self, unit_id: str, file: str, rep: str = "R1", day: str = MONDAY, **values: Any) -> Row:
        """A dial."""
        usual = {"kpi_id": "dials", "unit": "call", "quantity": 1, "team_id": "T1", "line_no": 2}
        return self.add(
            "counted_event", unit_id=unit_id, rep_id=rep, day=day, file_id=sha(file), **usual | values
        )

    def sale(self, file: str, rep: str, day: str = MONDAY, **values: str) -> None:
        """One line of an export of orders, opportunities or training, in the raw store."""
        entity = file.partition("/")[0]
        moment = "signed_at" if entity == "orders" else "won_at"
        if entity == "training":
            return self._line(entity, file, {"rep_id": rep, "date": day, "completed": "1"} | values)
        told = {"rep_id": rep, moment: f"{day} 10:00:00", "cancelled_at": ""}
        return self._line(entity, file, told | values)

    def _line(self, entity: str, file: str, row: dict[str, str]) -> None:
        folder = self.home.raw_rows / entity
        folder.mkdir(parents=True, exist_ok=True)
        listed = ", ".join(f"'{value}' as {name}" for name, value in (row | {"file_id": sha(file)}).items())
        duckdb.sql(f"select {listed}").write_parquet(str(folder / f"{sha(file)}-k.parquet"))

    def kpi(self, table: str, start: str, end: str, kind: str, subject: str, **values: Any) -> Row:
        """A KPI row; dials of scheme s unless said otherwise."""
        usual = {"scheme_id": "s", "kpi_id": "dials"}
        named = {"period_start": start, "period_end": end, "subject_kind": kind, "subject_id": subject}
        return self.add(table, **named, **usual | values)

    def night(self, as_of: str = "2026-09-30", **facts: Any) -> Published:
        """Publish the rows as they are now; every night has another input."""
        self.nights += 1
        self._fill()
        facts = {"input_hash": f"{self.nights:064}", "as_of": date.fromisoformat(as_of)} | facts
        return self.publish(**facts)

    def restated(self, *columns: str) -> list[tuple[Any, ...]]:
        """Rows of the last night's restatements, dates as text."""
        usual = "table_name subject_id column_name old_value new_value cause first_source_file"
        return self.all_restated(*(columns or usual.split()), last=True)

    def all_restated(self, *columns: str, last: bool = False) -> list[tuple[Any, ...]]:
        """Rows of all nights' restatements."""
        listed = ", ".join(f"{name}::varchar" if name.startswith("period") else name for name in columns)
        folder = self.home.published / "current"
        where = "where version = (select max(version) from publication)" if last else ""
        with duckdb.connect(str(folder / "scoreline.duckdb"), read_only=True) as connection:
            return connection.execute(
                f"select {listed} from restatement {where} order by version, table_name, row_key, column_name"
            ).fetchall()

    def copied(self, root: Path) -> World:
        """The same rows and publications at another place."""
        other = copy.deepcopy(self)
        shutil.copytree(self.home.root, root / "home", symlinks=True)
        other.home = Home(root / "home")
        return other

    def _fill(self) -> None:
        self.home.warehouse.unlink(missing_ok=True)
        with duckdb.connect(str(self.home.warehouse)) as connection:
            connection.execute("create schema candidate")
            for name, spec in yaml.safe_load(DECLARED.read_text()).items():
                columns = contract(name)
                assert set(spec["key"]) <= set(columns), name
                listed = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
                connection.execute(f"create table candidate.{name} ({listed})")
                for row in self.rows.get(name, []):
                    assert set(row) <= set(columns), (name, set(row) - set(columns))
                    marks = ", ".join("?" for _ in row)
                    connection.execute(
                        f"insert into candidate.{name} ({', '.join(row)}) values ({marks})",
                        list(row.values()),
                    )


@lru_cache
def contract(table: str) -> dict[str, str]:
    """Columns and types of a published table, as its model's contract says."""
    found = yaml.safe_load(
        (PROJECT / "dbt_models" / "models" / "candidate" / f"{table}.yml").read_text(encoding="utf-8")
    )
    return {column["name"]: column["data_type"] for column in found["models"][0]["columns"]}
