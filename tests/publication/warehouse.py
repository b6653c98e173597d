"""Small hand-made warehouses, and the facts of a run, to publish from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb
import yaml

from dagster_project.home import Home
from dagster_project.policy.load import read_policy
from dagster_project.publication.facts import Published, RunFacts
from dagster_project.publication.publish import publish
from dagster_project.publication.tables import DECLARED

KPI_COLUMNS = """period_start date, subject_kind varchar, subject_id varchar, scheme_id varchar,
    kpi_id varchar, period_end date, actual decimal(18,4), attainment decimal(18,6),
    band varchar, meets_minimum boolean"""
EVENT_COLUMNS = """kpi_id varchar, unit_id varchar, rep_id varchar, day date, unit varchar,
    quantity decimal(18,4), team_id varchar, file_id varchar, line_no bigint"""


@dataclass(frozen=True)
class Check:
    """A gate result."""

    check_id: str
    passed: bool = True
    table_name: str | None = "kpi_daily"
    guards: str = "plausibility"
    scope: str | None = "2026-07-31"
    accepted_by: str | None = None
    accepted_why: str | None = None
    severity: str = "error"
    observed: str | None = "1"
    expected: str | None = "1"


FACTS = RunFacts(
    as_of=date(2026, 7, 31),
    code_version="0.1.0",
    project_hash="1" * 64,
    policy_hash="2" * 64,
    input_hash="3" * 64,
    engine="duckdb 1.5.6",
    gate_results=(Check("volume"), Check("missing_night")),
)


class Site:
    """A home, a policy, a dbt project and a warehouse below one folder."""

    def __init__(self, root: Path) -> None:
        self.home = Home(root / "home").ensure()
        self.policy, self.sql = root / "policy", root / "dbt_models"
        self.policy.mkdir()
        (self.policy / "settings.csv").write_text("name,value\ntime_zone,Asia/Shanghai\nnumber_key,geheim\n")
        (self.policy / "bands.csv").write_text("scheme_id,band,lower_bound\ns,red,0\n")
        (self.sql / "models" / "core").mkdir(parents=True)
        (self.sql / "target").mkdir()
        (self.sql / "dbt_project.yml").write_text("name: scoreline\n")
        (self.sql / "models" / "core" / "fct_call.sql").write_text("select 1\n")
        (self.sql / "target" / "compiled.sql").write_text("select 2\n")

    def build(
        self, days: list[str], calls: int = 3, reverse: bool = False, changed: str | None = None
    ) -> None:
        """A warehouse with `calls` dials on each day; those of the month `changed` come from another file."""
        self.home.warehouse.unlink(missing_ok=True)
        with duckdb.connect(str(self.home.warehouse)) as connection:
            connection.execute("begin; create schema candidate; create schema core")
            connection.execute("create table core.fct_call (phone varchar)")
            for name, spec in yaml.safe_load(DECLARED.read_text()).items():
                columns = {"kpi_daily": KPI_COLUMNS, "counted_event": EVENT_COLUMNS}.get(
                    name,
                    ", ".join(
                        f"{column} {'date' if column == spec.get('month') else 'varchar'}"
                        for column in dict.fromkeys([*spec["key"], spec.get("month", "note"), "note"])
                    ),
                )
                connection.execute(f"create table candidate.{name} ({columns})")
            for day in reversed(days) if reverse else days:
                self._add_day(
                    connection, day, calls, "b" if changed and day.startswith(changed) else "a", reverse
                )
            connection.execute(
                "insert into candidate.dim_rep values ('R1', '2026-01-01', ''), ('R0', '', null)"
            )
            connection.execute("alter table candidate.counted_event rename to event")
            connection.execute("create schema event")
            connection.execute("create table event.counted as from candidate.event")
            connection.execute("drop table candidate.event")
            connection.execute("create view candidate.counted_event as from scoreline.event.counted")
            connection.execute("commit")

    @staticmethod
    def _add_day(
        connection: duckdb.DuckDBPyConnection, day: str, calls: int, file: str, reverse: bool
    ) -> None:
        connection.execute(
            f"""
            insert into candidate.counted_event
            select 'dials', '{day}-' || i, 'R' || i % 7, date '{day}', 'call', 1, null, ?, i
            from range({calls}) t (i) order by i {"desc" if reverse else ""}
            """,
            [hashlib.sha256(file.encode()).hexdigest()],
        )
        connection.execute(
            "insert into candidate.kpi_daily "
            "values (?, 'rep', 'R1', 's', 'dials', ?, ?, 0.6, 'yellow', null)",
            [day, day, calls],
        )

    def publish(self, **facts: object) -> Published:
        return publish(self.home, self.home.warehouse, self.policy, self.sql, self.facts(**facts))

    def facts(self, **facts: object) -> RunFacts:
        """FACTS with the hash of the policy folder, and what is given."""
        return replace(FACTS, **{"policy_hash": read_policy(self.policy)[0].hash, **facts})  # type: ignore[arg-type]
