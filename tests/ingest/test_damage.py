"""Damaged files of the raw store: found by their hashes before they are used, named, made or taken again."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dagster_project.errors import ScorelineError
from dagster_project.ingest.kept import suspected
from dagster_project.ingest.ledger import segments
from dagster_project.ingest.run import IngestReport, ingest
from tests.ingest.site import Site, calls

Damaging = Callable[[Path], None]


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def remove(path: Path) -> None:
    path.unlink()


ways = pytest.mark.parametrize("damage", [flip, cut, remove])


def silently(damage: Damaging, path: Path) -> None:
    """As a disk does it: nobody wrote, so the time of writing is what it was."""
    stat = path.stat()
    damage(path)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@pytest.fixture
def landed(site: Site) -> Site:
    """Two files were taken in; one has a line that was refused."""
    site.put("calls/a.csv", calls(1, 2) + "3,r1\n")
    site.put("calls/b.csv", calls(4))
    site.ingest()
    return site


def kept(site: Site, folder: str, name: str = "calls/a.csv") -> Path:
    (path,) = (
        path for path in (site.home.root / "raw" / folder).rglob(f"{site.current()[name]['file_id']}*")
    )
    return path


def whole(site: Site) -> IngestReport:
    return ingest(site.home, site.landing, site.sources, "Asia/Shanghai", "CN", whole=True)


@ways
@pytest.mark.parametrize("folder", ["rows", "refused"])
def test_rows_are_made_again_from_the_original_bytes(landed: Site, damage: Damaging, folder: str) -> None:
    before, ledger = landed.tree(), landed.ledger()
    (landed.landing / "calls" / "a.csv").unlink()
    path = kept(landed, folder)
    assert not suspected(landed.home, ledger)
    damage(path)
    assert suspected(landed.home, ledger)
    (sentence,) = landed.ingest().mended
    assert str(path) in sentence
    assert "delivery calls/a.csv: made again from the original bytes" in sentence
    assert landed.tree() == before
    assert landed.ledger() == ledger, "nothing new was delivered"
    assert not suspected(landed.home, ledger)
    assert landed.ingest().mended == []


@ways
def test_original_bytes_come_again_from_the_landing_folder(landed: Site, damage: Damaging) -> None:
    before, ledger, path = landed.tree(), landed.ledger(), kept(landed, "files")
    damage(path)
    (sentence,) = landed.ingest().mended
    assert f"{path}: " in sentence
    assert "original of delivery calls/a.csv: taken again from the landing folder" in sentence
    assert landed.tree() == before
    assert landed.ledger() == ledger


@ways
def test_original_bytes_that_lie_nowhere_else_need_a_backup(landed: Site, damage: Damaging) -> None:
    path, sound = kept(landed, "files"), landed.tree()
    (landed.landing / "calls" / "a.csv").unlink()
    damage(path)
    flip(kept(landed, "rows", "calls/b.csv"))
    before = landed.tree()
    with pytest.raises(ScorelineError, match="restore these files from a backup") as error:
        landed.ingest()
    assert str(path) in str(error.value)
    assert "calls/a.csv" in str(error.value)
    assert landed.tree() == before, "nothing was taken away"
    landed.put("calls/a.csv", calls(1, 2) + "3,r1\n")
    assert any("made again" in sentence for sentence in landed.ingest().mended)
    assert landed.tree() == sound


def test_bytes_that_the_disk_changed_are_found_before_all_rows_are_read(landed: Site) -> None:
    before = landed.tree()
    silently(flip, kept(landed, "rows"))
    assert landed.ingest().mended == [], "size and time of writing are the same"
    (sentence,) = whole(landed).mended
    assert "expected SHA-256" in sentence
    assert landed.tree() == before


def test_rows_that_no_source_reads_any_more_need_their_source_back(landed: Site) -> None:
    landed.use_sources("sources:\n  - {name: other, entity: orders, layout: canonical, path: 'orders/**'}\n")
    flip(kept(landed, "rows"))
    with pytest.raises(ScorelineError, match="declare their source again"):
        landed.ingest()


def test_a_run_without_its_cache_hashes_everything_once(landed: Site) -> None:
    (landed.home.cache / "sound.json").write_text("{")
    silently(flip, kept(landed, "rows"))
    assert len(landed.ingest().mended) == 1


def test_a_killed_mending_is_done_by_the_next_run(landed: Site) -> None:
    before = landed.tree()
    kept(landed, "rows").unlink()  # what a run takes away first
    kept(landed, "refused").unlink()
    assert len(landed.ingest().mended) == 2
    assert landed.tree() == before
    assert len(segments(landed.home)) == 1
