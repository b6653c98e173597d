"""A backup is whole or not there; a restored home is the same home and runs on."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
import zstandard

from dagster_project.errors import ScorelineError, UsageError
from dagster_project.home import PROJECT, Home
from dagster_project.keeping import backup as module
from dagster_project.keeping.backup import back_up, restore
from dagster_project.keeping.check import check
from dagster_project.orchestration.lock import hold
from dagster_project.publication.versions import current
from dagster_project.record.log import read
from dagster_project.upgrade.format import RESTORING, refuse_unfit, write_format
from tests.keeping.conftest import Scoreline, close_month, publish_night, unlock
from tests.publication.warehouse import Site


@pytest.fixture
def filled(site: Site) -> Site:
    """With something in every folder that a home has."""
    write_format(site.home)
    for name in ("raw/files/ab.zst", "exports/x.csv", "cache/x", "logs/x"):
        path = site.home.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    close_month(site.home, "2026-06", 2)
    key = site.home.root / "keys" / "k"
    key.parent.mkdir(exist_ok=True)
    key.write_text("secret")
    key.chmod(0o600)
    return site


def test_the_commands_take_a_home_along(filled: Site, scoreline: Scoreline, tmp_path: Path) -> None:
    done = scoreline("backup", tmp_path / "kept.tar.zst")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "kept.tar.zst").stat().st_mode & 0o777 == 0o600
    done = scoreline("restore", tmp_path / "kept.tar.zst", home=tmp_path / "new")
    assert done.returncode == 0, done.stderr
    assert "current version 3" in done.stdout
    new = Home(tmp_path / "new")
    assert sorted(path.name for path in new.root.iterdir()) == [
        "closed", "dagster", "exports", "format.json", "keys", "published", "raw", "record",
    ]  # fmt: skip
    assert (new.root / "keys" / "k").stat().st_mode & 0o777 == 0o600
    assert check(new).problems == []
    assert [entry.event for entry in read(new)][-1] == "restored"
    assert read(filled.home)[-1].facts["path"] == str(tmp_path / "kept.tar.zst")
    before, after = current(filled.home), current(new)
    assert before and after
    assert (after.tables_hash, after.sha256) == (before.tables_hash, before.sha256)
    assert links(new) == links(filled.home) > 20
    filled.home = new.ensure()
    assert publish_night(filled, 4) == 4
    assert check(new).problems == []


def links(home: Home) -> int:
    """How many files of the newest version are those of the one before."""
    second, third = (home.published / f"v00000{n}" for n in (2, 3))
    pairs = [(path, third / path.relative_to(second)) for path in second.rglob("*") if path.is_file()]
    return sum(new.exists() and path.stat().st_ino == new.stat().st_ino for path, new in pairs)


def test_a_folder_gets_a_file_named_after_the_moment_and_nothing_is_replaced(
    filled: Site, tmp_path: Path
) -> None:
    (tmp_path / "disk").mkdir()
    done = back_up(filled.home, tmp_path / "disk")
    assert done.path.name.startswith("scoreline-20")
    assert list((tmp_path / "disk").iterdir()) == [done.path]
    with pytest.raises(UsageError, match="is there already"):
        back_up(filled.home, done.path)
    with pytest.raises(UsageError, match="lies within the home"):
        back_up(filled.home, filled.home.root / "raw" / "b.tar.zst")


def test_a_backup_that_fails_leaves_no_file(
    filled: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "disk").mkdir()
    for step in ("write", "read"):
        with monkeypatch.context() as patch:
            patch.setattr(module.archive, step, lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                back_up(filled.home, tmp_path / "disk" / "b.tar.zst")
        assert list((tmp_path / "disk").iterdir()) == []
    assert read(filled.home, "backed_up") == []


KILLED = """
import os, signal, sys
from pathlib import Path
from dagster_project.home import Home
from dagster_project.keeping import archive, backup
count = 0
def add(*arguments, original=archive._add):
    global count
    count += 1
    if count == 40: os.kill(os.getpid(), signal.SIGKILL)
    original(*arguments)
archive._add = add
backup.back_up(Home(Path(sys.argv[1])), Path(sys.argv[2]))
"""


def test_a_killed_backup_leaves_no_file_under_its_name(filled: Site, tmp_path: Path) -> None:
    target = tmp_path / "b.tar.zst"
    command = [sys.executable, "-c", KILLED, str(filled.home.root), str(target)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    assert subprocess.run(command, env=environment, check=False).returncode == -signal.SIGKILL
    assert not target.exists()
    assert back_up(filled.home, target).problems == []
    assert [path.name for path in tmp_path.iterdir() if "tar" in path.name] == ["b.tar.zst"]


@pytest.mark.parametrize("how", ["flipped", "cut", "not one"])
def test_a_damaged_backup_is_refused_and_leaves_the_folder_as_it_was(
    filled: Site, tmp_path: Path, how: str
) -> None:
    target = back_up(filled.home, tmp_path / "b.tar.zst").path
    content = bytearray(target.read_bytes())
    if how == "flipped":
        content[len(content) // 2] ^= 1
    target.write_bytes({"cut": content[: len(content) // 2], "not one": b"hello"}.get(how, content))
    with pytest.raises(ScorelineError, match=r"damaged|not as it was written|cut short"):
        restore(target, Home(tmp_path / "new"))
    assert not (tmp_path / "new").exists()
    (tmp_path / "new").mkdir()
    with pytest.raises(ScorelineError):
        restore(target, Home(tmp_path / "new"))
    assert list((tmp_path / "new").iterdir()) == []


def test_a_file_that_was_edited_within_a_backup_is_named(filled: Site, tmp_path: Path) -> None:
    """The packing is whole and in order: only the SHA-256 tells."""
    target = back_up(filled.home, tmp_path / "b.tar.zst").path
    content = zstandard.ZstdDecompressor().decompressobj().decompress(target.read_bytes())
    assert content.count(b"s,red,0") == 1, "hard links are one"
    target.write_bytes(zstandard.compress(content.replace(b"s,red,0", b"s,red,9")))
    with pytest.raises(ScorelineError, match=r"not as it was written:\n  published/v000001/policy/bands.csv"):
        restore(target, Home(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_a_home_that_holds_something_is_not_restored_over(filled: Site, tmp_path: Path) -> None:
    target = back_up(filled.home, tmp_path / "b.tar.zst").path
    with pytest.raises(UsageError, match="expected a new or empty folder"):
        restore(target, filled.home)


def test_a_restore_that_was_cut_off_is_no_home(filled: Site, tmp_path: Path) -> None:
    (tmp_path / "new" / RESTORING).mkdir(parents=True)
    with pytest.raises(ScorelineError, match="a restore into this folder was cut off"):
        refuse_unfit(Home(tmp_path / "new"))


@pytest.mark.parametrize("name", ["../outside", "/outside", "link"])
def test_an_archive_cannot_write_outside_the_home(tmp_path: Path, name: str) -> None:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as tar:
        info = tarfile.TarInfo(name)
        if name == "link":
            info.type, info.linkname = tarfile.SYMTYPE, "../../outside"
        tar.addfile(info)
    (tmp_path / "b.tar.zst").write_bytes(zstandard.compress(content.getvalue()))
    with pytest.raises(ScorelineError, match="leads out of the home"):
        restore(tmp_path / "b.tar.zst", Home(tmp_path / "new" / "home"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.tar.zst", "new"]


def test_a_home_that_is_not_as_published_is_kept_and_named(
    filled: Site, scoreline: Scoreline, tmp_path: Path
) -> None:
    path = unlock(filled.home.published / "v000001" / "dim_rep.parquet")
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    done = scoreline("backup", tmp_path / "b.tar.zst")
    assert done.returncode == 1
    assert "the home itself is not as it was published" in done.stderr
    assert "v000001/dim_rep.parquet: edited or replaced" in done.stderr
    assert restore(tmp_path / "b.tar.zst", Home(tmp_path / "new")).problems


def test_a_publication_that_was_decided_is_finished_before(
    filled: Site, scoreline: Scoreline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("dagster_project.publication.aside.commit", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            publish_night(filled, 4)
    assert scoreline("backup", tmp_path / "b.tar.zst").returncode == 0
    new = Home(tmp_path / "new")
    assert (restore(tmp_path / "b.tar.zst", new).current, check(new).problems) == (4, [])


def test_it_waits_for_no_run(filled: Site, scoreline: Scoreline, tmp_path: Path) -> None:
    with hold(filled.home, "run-7"):
        assert scoreline("backup", tmp_path / "b.tar.zst").returncode == 4
    assert not (tmp_path / "b.tar.zst").exists()
