"""What people wrote is not shown whole without a line in the record."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from dagster_project.command.main import app
from dagster_project.home import Home
from dagster_project.ingest.declared.sources import SHIPPED
from dagster_project.ingest.ledger import read_ledger
from dagster_project.ingest.run import ingest
from dagster_project.quarantine.store import stored
from dagster_project.record.log import read
from dagster_project.record.mask import masked_misfit

CALLS = "call_id,rep_id,started_at,disposition,phone\n1,r1,2026-03-02 09:00,13812345678,\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A number that slipped into the next column, refused."""
    home = Home(tmp_path / "home").ensure()
    (tmp_path / "landing" / "calls").mkdir(parents=True)
    (tmp_path / "landing" / "calls" / "a.csv").write_text(CALLS)
    ingest(home, tmp_path / "landing", SHIPPED, "Asia/Shanghai", "CN")
    (told,) = read_ledger(home)
    with duckdb.connect() as connection:
        connection.execute(
            "copy (select 'calls' as entity, ? as file_id, ? as file_name, 2::bigint as line_no, "
            "'disposition' as column_name, '13812345678' as value, 'a known word' as expected) "
            f"to '{stored(home)}' (format parquet)",
            [told["file_id"], told["name"]],
        )
    return home


def quarantine(home: Home, *words: str) -> str:
    done = CliRunner().invoke(app, ["quarantine", *words, "--home", str(home.root)], catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def test_a_number_is_shown_whole_only_on_demand_and_that_is_recorded(home: Home, tmp_path: Path) -> None:
    shown = quarantine(home, "show")
    assert "column disposition: '138*****678': a known word" in shown
    assert "138*****678" in quarantine(home, "show", "--json")
    assert read(home) == []
    assert "13812345678" in quarantine(home, "show", "--reveal")
    quarantine(home, "export", "--out", str(tmp_path / "out"))
    assert [(entry.event, entry.facts["command"]) for entry in read(home)] == [
        ("revealed", "quarantine show"),
        ("revealed", "quarantine export"),
    ]


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("started_at", "2026-13-45", "2026-13-45"),
        ("amount", "1,000.00", "1,000.00"),
        ("talk_seconds", "x 13812345678", "x 138*****678"),
        ("name", "王小明", "王**"),
        (None, "4 fields", "4 fields"),
        (None, None, None),
    ],
)
def test_what_may_stand_in_a_wrong_column(column: str | None, value: str | None, shown: str | None) -> None:
    assert masked_misfit(column, value) == shown
