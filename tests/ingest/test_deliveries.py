"""Deliveries: once is once, whatever the order, however often, and wherever a run was killed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.ingest import ledger, original, take
from dagster_project.ingest import run as ingest_run
from dagster_project.ingest.read import spool
from tests.ingest.site import HEADER, Site, calls

LAYOUT = """\
layout: pbx
entity: calls
columns:
  call_id: {from: id}
  rep_id: {from: agent}
  started_at: {from: start}
  disposition: {const: %s}
"""
SOURCES = """\
sources:
  - {name: pbx, entity: calls, layout: pbx, path: "pbx/**", time_zone: %s}
"""
PBX = "id,agent,start\n1,r1,2026-03-02 09:00:00\n"


def test_a_second_run_finds_nothing_new(site: Site) -> None:
    site.put("calls/a.csv", calls(1, 2))
    assert site.changed()
    first = site.ingest()
    before, hashed = site.tree(), site.input_hash()
    assert not site.changed()
    second = site.ingest()
    assert (len(first.new_deliveries), first.seen) == (1, 0)
    assert (second.new_deliveries, second.seen) == ([], 1)
    assert (site.tree(), site.input_hash(), len(site.ledger())) == (before, hashed, 1)


def test_a_touched_file_is_not_a_new_delivery(site: Site) -> None:
    path = site.put("calls/a.csv", calls(1), at=1_000_000_000)
    site.ingest()
    os.utime(path, (1_100_000_000, 1_100_000_000))
    assert site.changed()
    assert site.ingest().new_deliveries == []
    assert not site.changed()


def test_the_cache_may_be_deleted(site: Site) -> None:
    site.put("calls/a.csv", calls(1))
    site.ingest()
    shutil.rmtree(site.home.cache)
    assert site.changed()
    assert site.ingest().new_deliveries == []
    next(site.home.cache.glob("*.json")).write_text("{broken")
    assert site.ingest().new_deliveries == []
    assert not site.changed()


def test_unchanged_files_are_not_hashed_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        site.put(f"calls/{number}.csv", calls(number))
    site.ingest()
    hashed: list[Path] = []
    monkeypatch.setattr(ingest_run, "keep_new", hashed.append)
    assert site.ingest().seen == 5
    assert hashed == []


def test_the_same_bytes_under_two_names_are_read_once(site: Site) -> None:
    site.put("calls/b.csv", calls(1), at=1_000_000_000)
    site.put("calls/a.csv", calls(1), at=900_000_000)
    site.ingest()
    assert [(line["name"], line["status"]) for line in site.ledger()] == [
        ("calls/a.csv", "read"),
        ("calls/b.csv", "repeated"),
    ]
    assert list(site.current()) == ["calls/b.csv"]  # the later of the two
    assert len(list(site.home.raw_rows.rglob("*.parquet"))) == 1


def test_the_order_of_arrival_does_not_matter(site: Site, tmp_path: Path) -> None:
    files = {
        "calls/a.csv": (calls(1), 900_000_000),
        "calls/b.csv": (calls(1), 1_000_000_000),
        "calls/c.csv": (calls(2) + "x", 800_000_000),
        "customers/x.csv": ("customer_id\nc\n", 700_000_000),
    }
    other = replace(site, landing=tmp_path / "other", home=Home(tmp_path / "other_home"))
    for name, (content, at) in files.items():
        site.put(name, content, at=at)
    site.ingest()
    for name, (content, at) in reversed(files.items()):
        other.put(name, content, at=at)
        other.ingest()
    facts = ("file_id", "exported_at", "rows_hash", "rows_read", "status", "truncated")
    found = [{name: [line[f] for f in facts] for name, line in s.current().items()} for s in (site, other)]
    assert found[0] == found[1]
    assert site.tree() == other.tree()
    assert site.input_hash() == other.input_hash()


def test_a_file_replaced_and_put_back_counts_as_delivered_last(site: Site) -> None:
    site.put("calls/a.csv", calls(1), at=900_000_000)
    site.ingest()
    site.put("calls/a.csv", calls(2), at=910_000_000)
    site.ingest()
    site.put("calls/a.csv", calls(1), at=920_000_000)
    assert len(site.ingest().new_deliveries) == 1
    newest = max(ledger.current_files(site.ledger()), key=lambda line: str(line["exported_at"]))
    assert site.rows(newest, "call_id") == [("1",)]
    assert site.ingest().new_deliveries == []


def killed(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    "place",
    [
        (original.zstandard.ZstdCompressor, "stream_writer"),
        (take, "sha256_of"),
        (spool, "copy_to_parquet"),
        (take, "read_file"),
        (take, "_check_unchanged"),
        (ingest_run, "append_segment"),
        (ledger.json, "dumps"),
        (ingest_run.StatCache, "save"),
    ],
    ids=lambda place: place[1],
)
def test_a_killed_run_leaves_nothing_half(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: tuple[object, str]
) -> None:
    whole = replace(site, home=Home(tmp_path / "whole"))
    site.put("calls/a.csv", f"{HEADER}\n1,r1,t,x\n2,r1\n", at=900_000_000)
    site.put("roster/a.csv", "rep_id,valid_from\nr1,2026-01-01\n", at=900_000_000)
    whole.ingest()
    monkeypatch.setattr(*place, killed)
    with pytest.raises(KeyboardInterrupt):
        site.ingest()
    monkeypatch.undo()
    complete = whole.tree()
    assert all(complete.get(name) == content for name, content in site.tree().items())
    site.ingest()
    assert site.tree() == complete
    assert len(site.ledger()) == 2
    assert site.input_hash() == whole.input_hash()
    assert site.ingest().new_deliveries == []


def test_what_a_killed_process_left_aside_is_removed(site: Site) -> None:
    site.home.ensure()
    leftovers = [
        site.home.raw_files / ".x.zst.1.aside",
        site.home.raw_rows / "calls" / ".x.parquet.1.aside",
        site.home.cache / ".x.text.rows.aside",
    ]
    for path in leftovers:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"half")
    site.ingest()
    assert not any(path.exists() for path in leftovers)


def pbx(site: Site, disposition: str = "connected", zone: str = "Asia/Shanghai") -> None:
    site.use_layout("pbx", LAYOUT % disposition)
    site.use_sources(SOURCES % zone)


@pytest.mark.parametrize("still_landed", [True, False])
def test_a_mended_layout_reads_old_bytes_anew(site: Site, still_landed: bool) -> None:
    pbx(site)
    path = site.put("pbx/a.csv", PBX, at=900_000_000)
    site.ingest()
    hashed = site.input_hash()
    if not still_landed:
        path.unlink()
    pbx(site, disposition="busy")
    assert site.changed()
    assert len(site.ingest().new_deliveries) == 1
    [line] = site.current().values()
    assert site.rows(line, "disposition") == [("busy",)]
    assert (line["status"], line["exported_at"]) == ("read", "1998-07-09T16:00:00.000000Z")
    assert site.input_hash() != hashed
    assert site.ingest().new_deliveries == []
    pbx(site)  # back to the first layout: its rows are still there and are not read again
    before = site.tree()
    site.ingest()
    assert site.tree() == before
    assert site.rows(site.current()["pbx/a.csv"], "disposition") == [("connected",)]


def test_a_mended_layout_keeps_what_lies_in_the_folder_as_the_latest(site: Site) -> None:
    pbx(site)
    site.put("pbx/a.csv", PBX, at=900_000_000)
    site.ingest()
    site.put("pbx/a.csv", PBX.replace("r1", "r2"), at=910_000_000)
    site.ingest()
    pbx(site, disposition="busy")
    assert len(site.ingest().new_deliveries) == 2
    assert site.ingest().new_deliveries == []
    newest = max(ledger.current_files(site.ledger()), key=lambda line: str(line["exported_at"]))
    assert site.rows(newest, "rep_id") == [("r2",)]


def test_a_mended_source_supersedes_the_line_without_reading_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    pbx(site)
    site.put("pbx/a.csv", PBX)
    site.ingest()
    pbx(site, zone="Europe/Berlin")
    monkeypatch.setattr(ingest_run, "take", killed)
    site.ingest()
    [line] = site.current().values()
    assert (line["time_zone"], line["key_space"]) == ("Europe/Berlin", "pbx")


def damage_rows(site: Site, line: dict[str, Any]) -> None:
    (site.home.root / line["rows_path"]).unlink()


def damage_kept(site: Site, line: dict[str, Any]) -> None:
    original.kept_path(site.home, line["file_id"]).unlink()


@pytest.mark.parametrize("damage", [damage_rows, damage_kept])
def test_what_was_lost_is_made_again_from_what_lies_there(
    site: Site, damage: Callable[[Site, dict[str, Any]], None]
) -> None:
    line = site.take(calls(1))
    before = site.tree()
    damage(site, line)
    site.ingest()
    assert site.tree() == before


def test_lost_rows_come_back_from_the_kept_bytes(site: Site) -> None:
    line = site.take(calls(1))
    before = site.tree()
    shutil.rmtree(site.landing / "calls")
    damage_rows(site, line)
    site.ingest()
    assert site.tree() == before
    damage_rows(site, line)
    damage_kept(site, line)
    with pytest.raises(ScorelineError, match="is gone; original of delivery"):
        site.ingest()


def test_damaged_kept_bytes_are_not_read(site: Site) -> None:
    line = site.take(calls(1))
    (site.landing / "calls" / "a.csv").unlink()
    damage_rows(site, line)
    kept = original.kept_path(site.home, line["file_id"])
    kept.write_bytes(kept.read_bytes()[:40])
    with pytest.raises(ScorelineError, match="original of delivery"):
        site.ingest()


def test_a_damaged_ledger_is_named_with_its_line(site: Site) -> None:
    site.take(calls(1))
    with (site.home.ledger / "000001.jsonl").open("a") as file:
        file.write("{half")
    with pytest.raises(ScorelineError, match=r"000001\.jsonl:2: expected one JSON object a line"):
        site.ledger()


def test_the_same_bytes_from_two_sources_are_two_files(site: Site) -> None:
    site.use_layout("pbx", LAYOUT % "busy")
    site.use_sources(
        "defaults: {entity: calls, layout: pbx, time_zone: UTC}\n"
        "sources: [{name: east, path: 'east/*'}, {name: west, path: 'west/*'}]\n"
    )
    site.put("east/a.csv", PBX)
    site.put("west/a.csv", PBX)
    site.ingest()
    assert [(line["key_space"], line["status"]) for line in site.current().values()] == [
        ("east", "read"),
        ("west", "read"),
    ]
