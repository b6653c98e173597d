"""A warehouse file that is not the one that the last build left is never built upon."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.warehouse import compact
from dagster_project.warehouse.corrupt import found_damaged
from dagster_project.warehouse.state import WarehouseState, begin_build, finish_build, read_state

STATE = WarehouseState("code", "settings", "vocabulary", "policy", "closed", {}, {})


@pytest.fixture
def built(tmp_path: Path) -> Home:
    home = Home(tmp_path).ensure()
    begin_build(home, STATE)
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute("create table t as select range as i, md5(range::varchar) as x from range(200000)")
    finish_build(home)
    return home


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(12_300, len(content), 4096):
        content[place] ^= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def test_the_file_that_the_last_build_left_is_built_upon(
    built: Home, caplog: pytest.LogCaptureFixture
) -> None:
    with duckdb.connect(str(built.warehouse), read_only=True) as connection:
        assert connection.execute("select count(*) from t").fetchone() == (200000,)
    assert read_state(built) == STATE
    assert caplog.text == ""


@pytest.mark.parametrize(
    ("damage", "notice"),
    [
        (Path.unlink, "is gone"),
        (cut, "bytes, the last run left"),
        (flip, "was written to since the last run"),
    ],
)
def test_any_other_file_is_made_again_with_a_notice(
    built: Home, damage: Callable[[Path], None], notice: str, caplog: pytest.LogCaptureFixture
) -> None:
    damage(built.warehouse)
    with caplog.at_level(logging.WARNING, "scoreline"):
        assert read_state(built) is None
    assert notice in caplog.text
    assert "it is made again from the raw store" in caplog.text


def test_what_the_disk_changed_is_found_by_the_engine_and_the_next_night_starts_from_raw(built: Home) -> None:
    stat = built.warehouse.stat()
    flip(built.warehouse)
    os.utime(built.warehouse, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert read_state(built) == STATE
    with (
        pytest.raises(ScorelineError, match=r"the warehouse is damaged; nothing was published\. Run again"),
        found_damaged(built),
        duckdb.connect(str(built.warehouse), read_only=True) as connection,
    ):
        connection.execute("select sum(hash(t)) from t").fetchall()
    assert read_state(built) is None


def test_other_errors_pass_and_leave_the_warehouse(built: Home) -> None:
    with pytest.raises(duckdb.CatalogException), found_damaged(built):
        duckdb.execute("select * from nowhere")
    assert read_state(built) == STATE


def grow(home: Home, times: int) -> None:
    """Tables that nights make again elsewhere in the file: what they stood in before is free."""
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute("create or replace view few as select i from scoreline.main.t where i < 3")
        for number in range(times):
            connection.execute(f"create table more_{number} as from t")
        connection.execute("checkpoint; create table later as from t")
    with duckdb.connect(str(home.warehouse)) as connection:
        for number in range(times):
            connection.execute(f"drop table more_{number}")


def test_a_file_that_has_grown_and_is_free_in_part_is_written_anew(built: Home) -> None:
    before = built.warehouse.stat().st_size
    grow(built, 3)
    grown = built.warehouse.stat().st_size
    begin_build(built, STATE)
    finish_build(built)
    assert grown > 3 * before
    assert built.warehouse.stat().st_size < 2.2 * before
    assert read_state(built) == STATE
    with duckdb.connect(str(built.warehouse), read_only=True) as connection:
        assert connection.execute("select count(*) from few").fetchone() == (3,)


def test_a_file_that_cannot_be_written_anew_stays(
    built: Home, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_aside: Path, _warehouse: Path) -> None:
        raise OSError(28, "No space left on device")

    grow(built, 3)
    grown = built.warehouse.stat().st_size
    begin_build(built, STATE)
    monkeypatch.setattr(compact, "_take", full)
    finish_build(built)
    assert "it stays as large as it is" in caplog.text
    assert built.warehouse.stat().st_size == grown
    assert sorted(path.name for path in built.warehouse.parent.iterdir()) == [
        "scoreline.duckdb", "stamp.json", "state.json", "written.json",
    ]  # fmt: skip
    assert read_state(built) == STATE
