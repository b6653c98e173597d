"""A home that an older version made goes on; one that a newer version made is not touched.

`home_of_format_1.tar.zst` is a home after two nights of two made-up reps, written by the last version before
the record log.
"""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest
import zstandard
from typer.testing import CliRunner

from dagster_project.command.main import app
from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.keeping.check import check
from dagster_project.keeping.rollback import roll_back
from dagster_project.orchestration.lock import hold
from dagster_project.publication.versions import current
from dagster_project.record import log
from dagster_project.upgrade import to_2
from dagster_project.upgrade.format import FORMAT, path_of, read_format
from dagster_project.upgrade.steps import upgrade

OLD = Path(__file__).with_name("home_of_format_1.tar.zst")


@pytest.fixture
def old(tmp_path: Path) -> Home:
    return unpacked(tmp_path / "old")


def unpacked(root: Path) -> Home:
    with (
        OLD.open("rb") as file,
        zstandard.ZstdDecompressor().stream_reader(file) as content,
        tarfile.open(fileobj=content, mode="r|") as tar,
    ):
        tar.extractall(root, filter="tar")
    return Home(root)


def test_the_next_holder_of_the_lock_upgrades_and_says_so(
    old: Home, caplog: pytest.LogCaptureFixture
) -> None:
    assert read_format(old) == 1
    with hold(old, "run-1"):
        pass
    assert read_format(old) == FORMAT
    assert "this home was of format 1 and is of format 2 now" in caplog.text
    assert [entry.event for entry in log.read(old)] == ["published", "published", "upgraded"]
    assert check(old).problems == []
    caplog.clear()
    with hold(old, "run-2"):
        pass
    assert caplog.text == ""


def test_an_older_home_can_be_looked_at_and_backed_up_before(old: Home) -> None:
    report = check(old)
    assert (report.problems, report.versions) == ([], 2)
    assert report.notes == ["an older version wrote this home; `scoreline upgrade` enters it into the log"]
    with hold(old, "backup", upgrading=False):
        pass
    assert read_format(old) == 1


def test_current_stays_where_it_was(old: Home) -> None:
    (old.published / "current").unlink()
    (old.published / "current").symlink_to("v000001")
    upgrade(old)
    with hold(old, "run-1"):
        now = current(old)
    assert now is not None
    assert now.version == 1
    roll_back(old, 2, None)
    assert check(old).problems == []


@pytest.mark.parametrize("lines", [0, 1, 2, 3])
def test_an_upgrade_cut_off_anywhere_is_taken_again(
    old: Home, monkeypatch: pytest.MonkeyPatch, lines: int
) -> None:
    written = 0

    def append(*arguments: object, **facts: object) -> object:
        nonlocal written
        if written == lines:
            raise ZeroDivisionError
        written += 1
        return log.append(*arguments, **facts)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(to_2, "append", append)
        if lines == 3:
            patch.setattr("dagster_project.upgrade.steps.write_format", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            upgrade(old)
    assert read_format(old) == 1
    upgrade(old)
    assert [entry.event for entry in log.read(old)] == ["published", "published", "upgraded"]
    assert check(old).problems == []


def test_what_was_out_of_order_before_is_named_and_stays_named(old: Home) -> None:
    manifest = old.published / "v000001" / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_text(manifest.read_text().replace("2026-09-29", "2026-09-28"))
    assert "version 1: its manifest is not the one that version 2 was made from" in upgrade(old)
    assert [problem.split(":")[0] for problem in check(old).problems] == ["v000001/manifest.json"]


COMMANDS = [
    "run", "check", "layouts", "versions", "versions --check", "log", "rollback 1", "prune --yes", "upgrade",
    "backup {}", "quarantine list", "quarantine show", "quarantine export --out {}", "verify 1", "ui",
    "probe {}", "trace --subject R1 --month 2026-06", "diff 1 2", "close 2026-06", "reopen 2026-06 --why x",
    "export --month 2026-06", "appeal list", "publish-to postgres",
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_a_newer_home_is_refused_by_every_command(tmp_path: Path, command: str) -> None:
    home = Home(tmp_path / "home").ensure()
    path_of(home).write_text(json.dumps({"format": FORMAT + 1}))
    (tmp_path / "file.csv").write_text("a,b\n1,2\n")
    words = command.format(tmp_path / "file.csv").split()
    where = {} if command == "layouts" else {"--home": str(home.root)}
    variables = {"SCORELINE_HOME": str(home.root), "SCORELINE_POSTGRES": "postgresql://nobody@127.0.0.1:1/x"}
    done = CliRunner(env=variables).invoke(app, [*words, *(part for pair in where.items() for part in pair)])
    assert isinstance(done.exception, ScorelineError), done.output
    assert f"newer version of Scoreline (format {FORMAT + 1}" in str(done.exception)
    assert sorted(path.name for path in home.root.iterdir() if path.is_file()) == ["format.json"]


def test_the_job_itself_refuses_a_newer_home(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").ensure()
    path_of(home).write_text(json.dumps({"format": FORMAT + 1}))
    with pytest.raises(ScorelineError, match="newer version"), hold(home, "run-1"):
        pass


def test_a_new_home_is_of_this_format(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    with hold(home, "run-1"):
        pass
    assert read_format(home) == FORMAT
    assert log.read(home) == []
