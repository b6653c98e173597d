"""The samples as they arrive: a night for each file of a folder counts the same as one night for all."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.home import Home
from dagster_project.ingest.run import ingest
from dagster_project.orchestration.fingerprint import dbt_hash
from dagster_project.policy.load import load_policy
from dagster_project.warehouse.prepare import prepare
from tests.core_policy import core_policy
from tests.layouts.folders import folders, use_sources
from tests.layouts.site_files import SOURCES, land_site
from tests.warehouse.conftest import dbt

AS_OF = date(2026, 12, 31)
MODELS = ("+int_counted_event", "int_rep_day__seen", "int_identity_seen", "+contradiction")
COMPARED = {
    "core.fct_call": "* exclude (file_id, line_no, success_file_id, success_line_no)",
    "event.int_counted_event": "kpi_id, unit_id, rep_id, day, quantity",
    "core.contradiction": "key_space, call_id, kind",
}


class Site:
    """One home with the folders that have several files."""

    def __init__(self, place: Path) -> None:
        place.mkdir()
        self.chosen = [folder for folder in folders() if len(folder.samples) > 1]
        self.home, self.landing, self.place = Home(place / "home").ensure(), place / "landing", place
        self.whole = place / "whole"
        for folder in self.chosen:
            folder.land(self.whole)
        land_site(self.landing, folders())
        self.as_of: date | None = None

    def arrive(self, number: int) -> bool:
        """Land the file of that number of every folder; whether there was any."""
        found = False
        for folder in self.chosen:
            for sample in folder.samples[number : number + 1]:
                name = Path(folder.name) / sample.relative_to(folder.path)
                (self.landing / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(self.whole / name, self.landing / name)
                found = True
        return found

    def night(self) -> None:
        sources = use_sources(self.place, self.chosen, SOURCES)
        policy = load_policy(core_policy())
        ingest(self.home, self.landing, sources, policy.settings.time_zone, policy.settings.default_region)
        prepare(self.home, policy, AS_OF, self.as_of, code=dbt_hash(), sources=sources)
        dbt(
            self.home,
            "run",
            "--select",
            "+int_counted_event",
            "int_rep_day__seen",
            "int_identity_seen",
            "+contradiction",
        )
        self.as_of = AS_OF

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        with duckdb.connect(str(self.home.warehouse), read_only=True) as connection:
            return {
                name: connection.execute(f"select {columns} from {name} order by all").fetchall()
                for name, columns in COMPARED.items()
            }


def test_a_night_per_file_ends_like_one_night_for_all(tmp_path: Path) -> None:
    by_night, at_once = Site(tmp_path / "nights"), Site(tmp_path / "once")
    nights = 0
    while by_night.arrive(nights):
        at_once.arrive(nights)
        by_night.night()
        nights += 1
    at_once.night()
    assert nights > 1
    assert by_night.tables() == at_once.tables()
