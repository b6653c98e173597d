"""A home over several nights that are read, derived and published for real; the gate alone is left out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from dagster_project.home import PROJECT, Home
from dagster_project.ingest.ledger import input_hash, read_ledger
from dagster_project.ingest.run import ingest
from dagster_project.orchestration.fingerprint import dbt_hash
from dagster_project.policy.load import load_policy
from dagster_project.publication.facts import Published, RunFacts
from dagster_project.publication.inputs import read_inputs
from dagster_project.publication.publish import publish
from dagster_project.warehouse.closed_tables import closed_lines
from dagster_project.warehouse.environment import DBT_PROJECT
from dagster_project.warehouse.prepare import prepare
from dagster_project.warehouse.state import finish_build
from tests.core_policy import copy_core_policy
from tests.publication.warehouse import Check
from tests.warehouse.conftest import dbt

SOURCES = PROJECT / "dagster_project" / "sources.yml"
TELLS_OF_RUNS = {"publication", "gate_result", "lineage_file", "restatement"}


@dataclass(frozen=True)
class Books:
    """`folder` holds the home, its landing folder and its policy."""

    folder: Path

    @property
    def home(self) -> Home:
        """The home of these books."""
        return Home(self.folder / "home").ensure()

    @property
    def policy(self) -> Path:
        """A copy of the shipped policy that a test may change."""
        place = self.folder / "policy"
        if not place.exists():
            copy_core_policy(place)
        return place

    def land(self, files: Mapping[str, str], exported: str) -> None:
        """Put texts into the landing folder, exported at that time."""
        at = datetime.fromisoformat(f"{exported} 21:00:00").timestamp()
        for name, text in files.items():
            path = self.folder / "landing" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            os.utime(path, (at, at))

    def night(self, as_of: str) -> Published:
        """Read what landed, derive, publish."""
        home, policy = self.home, load_policy(self.policy)
        settings = policy.settings
        ingest(home, self.folder / "landing", SOURCES, settings.time_zone, settings.default_region)
        prepare(home, policy, date.fromisoformat(as_of), None, code=dbt_hash(), sources=SOURCES)
        dbt(home, "run", "--select", "+config.schema:candidate", "int_identity_seen", *SEEN, *DECISIONS)
        finish_build(home)
        facts = RunFacts(
            as_of=date.fromisoformat(as_of),
            code_version="test",
            project_hash=dbt_hash(),
            policy_hash=policy.hash,
            input_hash=input_hash(read_ledger(home), *closed_lines(home)),
            engine="duckdb",
            gate_results=(Check("volume"),),
            inputs=read_inputs(home, policy),
        )
        return publish(home, home.warehouse, self.policy, DBT_PROJECT, facts)

    def twin(self, folder: Path) -> Books:
        """Other books with the same exports and policy that published nothing yet."""
        other = Books(folder)
        shutil.copytree(self.folder / "landing", other.folder / "landing")
        shutil.copytree(self.policy, other.folder / "policy")
        return other

    def rows(self, version: int, query: str) -> list[tuple[object, ...]]:
        """Rows of a query on a version; dates and decimals as text."""
        path = self.home.published / f"v{version:06}" / "scoreline.duckdb"
        with duckdb.connect(str(path), read_only=True) as connection:
            found = connection.execute(query).fetchall()
        return [
            tuple(value if value is None or isinstance(value, int) else str(value) for value in row)
            for row in found
        ]


SEEN = ("int_rep_day__seen", "int_adjustment__seen")
DECISIONS = ("refused_decision", "unknown_decision")


def differing(one: Path, other: Path) -> dict[str, list[tuple[object, ...]]]:
    """Tables that two publications (folders) hold otherwise, each with the rows; empty if they agree."""
    found: dict[str, list[tuple[object, ...]]] = {}
    with duckdb.connect() as connection:
        for name, folder in (("a", one), ("b", other)):
            connection.execute(f"attach '{folder / 'scoreline.duckdb'}' as {name} (read_only)")
        tables = connection.execute(
            "select distinct table_name from duckdb_tables() where database_name in ('a', 'b') order by all"
        ).fetchall()
        for (table,) in tables:
            if table not in TELLS_OF_RUNS:
                left, right = f"from a.{table}", f"from b.{table}"
                both = f"(({left}) except all ({right})) union all (({right}) except all ({left}))"
                if rows := connection.execute(both).fetchall():
                    found[table] = rows
    return found
