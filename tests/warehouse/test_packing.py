"""Many small files are derived from as a few, and nothing of their rows is another for it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dagster_project.home import Home
from dagster_project.ingest.declared.sources import SHIPPED
from dagster_project.ingest.run import ingest
from dagster_project.warehouse.packing import MANY, packed
from dagster_project.warehouse.raw_tables import FileRows, file_rows


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """MANY small files of September, a few of October, one with a column of its own."""
    folder = tmp_path / "landing" / "calls"
    folder.mkdir(parents=True)
    for number in range(MANY + 3):
        month = 9 if number < MANY else 10
        (folder / f"calls_2026-{month:02}-05T1{number // 60}{number % 60:02}.csv").write_text(
            "call_id,rep_id,started_at,disposition\n"
            f"c{number},r1,2026-09-01 09:00:00,connected\nd{number},r2,2026-09-01 09:01:00,busy\n"
        )
    (folder / "calls_2026-09-02T2100.csv").write_text(
        "call_id,rep_id,started_at,disposition,mood\nx,r1,2026-09-02 09:00:00,connected,good\n"
    )
    home = Home(tmp_path / "home")
    ingest(home, tmp_path / "landing", SHIPPED, "Asia/Shanghai", "CN")
    return home


def files_of(home: Home) -> list[FileRows]:
    found = file_rows(home, "Asia/Shanghai", "CN", None)
    with duckdb.connect() as engine:
        return packed(engine, home, found)


def rows(files: list[FileRows]) -> list[tuple[object, ...]]:
    paths = sorted({str(file.rows_path) for file in files})
    return duckdb.sql(f"from read_parquet({paths}) order by file_id, line_no").fetchall()


def packs(home: Home) -> list[Path]:
    return sorted((home.cache / "packs").glob("*.parquet"))


def test_the_rows_are_the_same(home: Home) -> None:
    one_by_one, found = file_rows(home, "Asia/Shanghai", "CN", None), files_of(home)
    assert len({file.rows_path for file in one_by_one}) == MANY + 4
    assert len({file.rows_path for file in found}) == 1 + 3 + 1
    assert rows(found) == rows(one_by_one)
    assert [file.file_id for file in found] == [file.file_id for file in one_by_one]


def test_a_pack_is_used_again_and_a_damaged_one_is_not(home: Home) -> None:
    files_of(home)
    (pack,) = packs(home)
    written = pack.stat().st_ino, pack.read_bytes()
    files_of(home)
    assert pack.stat().st_ino == written[0]
    pack.write_bytes(b"damaged")
    files_of(home)
    assert pack.read_bytes() == written[1]


def test_a_pack_of_other_rows_replaces_it(home: Home) -> None:
    files_of(home)
    before = packs(home)
    landing = home.root.parent / "landing"
    (landing / "calls" / "calls_2026-09-03T2100.csv").write_text(
        "call_id,rep_id,started_at,disposition\ny,r1,2026-09-03 09:00:00,connected\n"
    )
    ingest(home, landing, SHIPPED, "Asia/Shanghai", "CN")
    found = files_of(home)
    assert len(packs(home)) == 1
    assert packs(home) != before
    assert rows(found) == rows(file_rows(home, "Asia/Shanghai", "CN", None))


def test_few_files_are_read_as_they_are(home: Home) -> None:
    with duckdb.connect() as engine:
        known = [file.marked(is_new=False, is_moved=False) for file in file_rows(home, "UTC", "CN", None)]
        assert packed(engine, home, known) == known
    assert packs(home) == []
