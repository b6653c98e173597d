"""What a query reads is found out once, whichever home asks."""

from __future__ import annotations

from pathlib import Path

from dagster_project.lineage_events.remembered import FILE, Remembered

READ = {"actual": {("kpi.kpi_row", "actual"), ("raw.run", "as_of")}, "band": set[tuple[str, str]]()}


def test_another_home_finds_what_the_first_one_read(tmp_path: Path) -> None:
    """By the text of the query: another text is not known."""
    first = Remembered(tmp_path)
    assert first.get("select 1") is None
    first.put("select 1", READ)
    first.keep()
    assert Remembered(tmp_path).get("select 1") == READ
    assert Remembered(tmp_path).get("select 2") is None


def test_a_file_that_was_cut_off_is_read_as_none(tmp_path: Path) -> None:
    """It is a cache: what is not understood is found out again."""
    (tmp_path / FILE).write_text('{"abc": {"act', encoding="utf-8")
    assert Remembered(tmp_path).get("select 1") is None


def test_without_the_folder_nothing_is_kept(tmp_path: Path) -> None:
    """The folder is the manifest's: where there is none, nobody would ever look."""
    remembered = Remembered(tmp_path / "gone")
    remembered.put("select 1", READ)
    remembered.keep()
    assert not (tmp_path / "gone").exists()
