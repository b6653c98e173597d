"""Several nights of one home: files land with a time of export, dbt derives what they change."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import duckdb

from dagster_project.home import PROJECT, Home
from dagster_project.ingest.run import ingest
from dagster_project.orchestration.fingerprint import dbt_hash
from dagster_project.policy.load import load_policy
from dagster_project.warehouse.prepare import prepare
from dagster_project.warehouse.state import finish_build
from tests.core_policy import core_policy
from tests.warehouse.conftest import build, rows

# What a night reads and what the next one compares itself with.
MODELS = "+int_counted_event +int_counted_day +int_identity_seen +int_rep_day__seen +int_adjustment__seen "
MODELS += "+file_rows +contradiction"
KEPT = ("core.fct_call", "core.contradiction", "event.int_event__live", "core.file_rows")


@dataclass
class Nights:
    """A home over several nights; `sources` is the text of its sources file."""

    folder: Path
    sources: str = ""
    policy: Path = field(default_factory=core_policy)
    landed: dict[str, tuple[str, datetime]] = field(default_factory=dict)

    def night(self, as_of: str, files: Mapping[str, str], exported: str = "", more: str = "") -> Home:
        """Land the texts, exported at that time (midnight of the as-of day if not said), and derive."""
        at = datetime.fromisoformat(exported or f"{as_of} 00:00:00")
        self.landed |= {name: (text, at) for name, text in files.items()}
        return self._derive("home", as_of, {name: self.landed[name] for name in files}, more)

    def differences(self, as_of: str) -> dict[str, list[tuple[object, ...]]]:
        """What the home holds otherwise than one that is given every file at once; empty if all is well."""
        fresh = self._derive("fresh", as_of, self.landed, "")
        found: dict[str, list[tuple[object, ...]]] = {}
        with duckdb.connect() as connection:
            for name, home in (("a", Home(self.folder / "home")), ("b", fresh)):
                connection.execute(f"attach '{home.warehouse}' as {name} (read_only)")
            for table in KEPT:
                one, other = f"select * from a.{table}", f"select * from b.{table}"
                both = f"(({one}) except all ({other})) union all (({other}) except all ({one}))"
                if differing := connection.execute(both).fetchall():
                    found[table] = differing
        return found

    def changed(self) -> list[tuple[object, ...]]:
        """Reps and days that the last night counted anew."""
        home = Home(self.folder / "home")
        return rows(home, "select rep_id, cast(day as text) from event.int_pair__changed order by all")

    def counted(self, kpi_id: str = "dials") -> dict[tuple[object, ...], int]:
        """Counted events of a KPI by rep and day."""
        home = Home(self.folder / "home")
        query = (
            "select rep_id, cast(day as text), cast(sum(quantity) as integer) from event.int_counted_event"
        )
        found = rows(home, f"{query} where kpi_id = '{kpi_id}' group by all order by all")
        return {(rep, day): int(str(quantity)) for rep, day, quantity in found}

    def arithmetic(self) -> dict[object, tuple[object, ...]]:
        """File name to lines read, loaded, repeated, refused."""
        query = "select name, rows_read, rows_loaded, rows_duplicate, rows_quarantined from core.file_rows"
        return {name: tuple(counts) for name, *counts in rows(Home(self.folder / "home"), query)}

    def _derive(self, name: str, as_of: str, files: Mapping[str, tuple[str, datetime]], more: str) -> Home:
        home, landing = Home(self.folder / name).ensure(), self.folder / f"{name}-landing"
        for path, (text, at) in files.items():
            place = landing / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
            os.utime(place, (at.timestamp(), at.timestamp()))
        sources = PROJECT / "dagster_project" / "sources.yml"
        if self.sources:
            sources = self.folder / "sources.yml"
            sources.write_text(self.sources, encoding="utf-8")
        policy = load_policy(self.policy)
        ingest(home, landing, sources, policy.settings.time_zone, policy.settings.default_region)
        prepare(home, policy, date.fromisoformat(as_of), None, code=dbt_hash(), sources=sources)
        build(home, f"{MODELS} {more}")
        finish_build(home)
        return home
