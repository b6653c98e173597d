"""From a vendor's file to raw rows: every shipped layout and template has samples, read to the last cell."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project.home import PROJECT, Home
from dagster_project.ingest.ledger import current_files, read_ledger
from dagster_project.ingest.run import ingest
from tests.layouts.folders import ELSEWHERE, LAYOUTS, TEMPLATES, Folder, folders, use_sources

FOLDERS = folders()


def test_every_layout_and_template_has_a_folder() -> None:
    shipped = {path.stem for path in LAYOUTS.glob("*.yml")} - set(ELSEWHERE)
    templates = {f"template_{path.stem}" for path in TEMPLATES.glob("*.yml")}
    assert {folder.name for folder in FOLDERS} == shipped | templates


@pytest.mark.parametrize("table", ["dispositions", "results"])
def test_words_of_vendors_stand_under_a_layout_that_ships_and_say_where_they_are_from(table: str) -> None:
    with (PROJECT / "seeds" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        words = [row for row in csv.DictReader(file) if row["source"]]
    assert {row["source"] for row in words} <= {path.stem for path in LAYOUTS.rglob("*.yml")}
    assert all(row["note"] for row in words)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_source_reads_its_own_folder_with_the_layout_of_that_name(folder: Folder) -> None:
    assert folder.name.removeprefix("template_") == folder.source["layout"]
    assert folder.name.startswith("template_") == (folder.template is not None)
    assert folder.source["path"] == f"{folder.name}/**"
    assert folder.samples


@dataclass
class Taken:
    """What came of all files of a home: rows by name and line."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    refused: int = 0
    wrong: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)


def taken(home: Home) -> Taken:
    found = Taken()
    for delivery in sorted(current_files(read_ledger(home)), key=lambda line: line["name"]):
        if delivery["status"] != "read":
            found.wrong.append(f"{delivery['name']}: {delivery['reason']}")
            continue
        found.unknown.update(delivery["unknown_columns"])
        found.refused += delivery["rows_refused"]
        with duckdb.connect() as engine:
            rows = engine.execute(f"select * from '{home.root / delivery['rows_path']}' order by line_no")
            names = [column[0] for column in rows.description]
            file = Path(delivery["name"]).name
            found.rows += [{"file": file, **dict(zip(names, row, strict=True))} for row in rows.fetchall()]
    return found


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_samples_give_exactly_the_expected_rows(folder: Folder, tmp_path: Path) -> None:
    home, landing = Home(tmp_path / "home").ensure(), tmp_path / "landing"
    folder.land(landing)
    ingest(home, landing, use_sources(tmp_path, [folder]), "Asia/Shanghai", "CN")
    found = taken(home)
    assert not found.wrong
    assert sorted(found.unknown) == sorted(folder.expected.get("unknown_columns", []))
    expected = folder.expected["rows"]
    assert (len(found.rows), found.refused) == (len(expected), folder.number("refused"))
    for row, told in zip(found.rows, expected, strict=True):
        assert {name: text(row[name]) for name in told} == told


def text(value: object) -> str:
    """A raw cell as it is written in expected.yml."""
    return "" if value is None else str(value).strip()
