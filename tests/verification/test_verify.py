"""`scoreline verify`, as a user calls it, on a home of two nights."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from dagster_project.home import PROJECT, Home
from dagster_project.orchestration import lock
from tests.end_to_end.decided import assert_there
from tests.end_to_end.site import SecondNight, Site, copied, said

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(1800)]

LEFT_OUT = shutil.ignore_patterns(
    "__pycache__", "target", "logs", ".user.yml", "tests", "samples", "docs", ".*"
)


def state(home: Path) -> dict[str, tuple[int, int]]:
    """Size and time of writing of every file; the lock's own come and go with whoever holds it."""
    found = ((path, path.lstat()) for path in home.rglob("*") if not path.name.startswith("lock"))
    return {str(path): (stat.st_size, stat.st_mtime_ns) for path, stat in found if not path.is_dir()}


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A copy of the checkout whose model counts every dial twice."""
    checkout = tmp_path / "checkout"
    shutil.copytree(PROJECT, checkout, ignore=LEFT_OUT)
    model = checkout / "dbt_models" / "models" / "events" / "calls" / "event_dials.sql"
    text = model.read_text(encoding="utf-8")
    assert text.count("cast(1 as") == 1
    model.write_text(text.replace("cast(1 as", "cast(2 as"), encoding="utf-8")
    return checkout


def test_nights_on_top_of_nights_are_equal_by_their_own_sql_while_the_home_is_held(
    second_night: SecondNight, edited: Path, tmp_path: Path
) -> None:
    assert_there(second_night)
    site = copied(second_night.site, tmp_path / "copy")
    before = state(site.home)
    with lock.hold(Home(site.home), "a night that goes on"):
        done = replace(site, checkout=edited).scoreline("verify")
    assert done.returncode == 0, said(done)
    assert "version 2 (as of 2026-09-30): equal" in done.stdout, said(done)
    assert "not compared, they tell of runs: gate_result, publication" in done.stdout
    assert state(site.home) == before


def test_every_difference_and_every_damaged_file_is_named(second_night: SecondNight, tmp_path: Path) -> None:
    site = copied(second_night.site, tmp_path)
    changed = edit_counted_event(site)
    raw = flip(of_first_night(site, "rows/contacts/*.parquet"))
    original = flip(of_first_night(site, "files/*.zst"))
    segment = site.home / "raw" / "ledger" / "000002.jsonl"
    segment.write_bytes(segment.read_bytes().replace(b'"truncated"', b'"Truncated"', 1))
    out = tmp_path / "differences.json"
    done = site.scoreline("verify", "1", "--out", str(out))
    assert done.returncode == 1, said(done)
    told = json.loads(out.read_text(encoding="utf-8"))
    assert not told["equal"]
    damaged = "\n".join(told["damaged"])
    assert "v000001/counted_event/2026-09.parquet: expected" in damaged
    for path in (raw, original):
        assert f"{path}: " in damaged
    assert "delivery contacts/" in damaged
    assert segment.name not in damaged, "version 1 was not made from the second night's segment"
    found = {table["table"]: table for table in told["tables"]}
    (difference,) = found["counted_event"]["differences"]
    assert difference["column"] == "quantity"
    assert (difference["key"]["unit_id"], difference["published"]) == (changed, "7.0000")
    assert all(table["equal"] for name, table in found.items() if name != "counted_event")
    assert f"unit_id={changed}" in done.stdout, said(done)


def edit_counted_event(site: Site) -> str:
    """Give one dial of the first version the quantity 7; the unit's id."""
    file = site.home / "published" / "v000001" / "counted_event" / "2026-09.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"create table events as from '{file}'")
        (unit,) = connection.execute("select min(unit_id) from events where kpi_id = 'dials'").fetchone()  # type: ignore[misc]
        connection.execute("update events set quantity = 7 where kpi_id = 'dials' and unit_id = ?", [unit])
        file.unlink()
        connection.execute(f"copy events to '{file}' (format parquet)")
    return str(unit)


def of_first_night(site: Site, pattern: str) -> Path:
    """A raw file that the first version was made from; names begin with the delivery's SHA-256."""
    ledger = (site.home / "raw" / "ledger" / "000001.jsonl").read_text(encoding="utf-8")
    return next(path for path in sorted((site.home / "raw").glob(pattern)) if path.name[:64] in ledger)


def flip(path: Path) -> Path:
    """Turn over one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)
    return path
