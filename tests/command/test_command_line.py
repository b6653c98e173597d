"""The command line as a process, as far as it goes without running the job."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dagster_project.home import PROJECT


def scoreline(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dagster_project.command.main", *map(str, arguments)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    folder = tmp_path / "landing"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--as-of", "30.9.2026"], "expected YYYY-MM-DD"),
        (["--as-of", "2999-01-01"], "lies ahead"),
        (["--accept", "volume"], "every accepted check needs its own reason"),
        (["--no-such-option"], "No such option"),
        (["--landing", "/no/such/folder"], "/no/such/folder does not exist"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_was_expected(
    tmp_path: Path, arguments: list[str], word: str
) -> None:
    done = scoreline("run", "--home", tmp_path / "home", *arguments)
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "home" / "published").exists()


def test_check_names_every_problem_at_once(tmp_path: Path) -> None:
    policy = shutil.copytree(PROJECT / "seeds", tmp_path / "policy")
    weights = (policy / "weights.csv").read_text(encoding="utf-8")
    (policy / "weights.csv").write_text(weights.replace("dials", "dails"), encoding="utf-8")
    bands = (policy / "bands.csv").read_text(encoding="utf-8")
    (policy / "bands.csv").write_text(bands.replace("0.6", "sixty"), encoding="utf-8")
    done = scoreline("check", "--policy", policy)
    assert done.returncode == 2
    assert "weights.csv:2, column kpi_id: 'dails'" in done.stderr
    assert "'sixty'" in done.stderr
    assert scoreline("check").returncode == 0


def test_a_wrong_policy_stops_a_run_before_any_data_is_touched(tmp_path: Path, landing: Path) -> None:
    policy = shutil.copytree(PROJECT / "seeds", tmp_path / "policy")
    (policy / "targets.csv").unlink()
    done = scoreline("run", "--home", tmp_path / "home", "--landing", landing, "--policy", policy)
    assert done.returncode == 2
    assert "targets.csv" in done.stderr
    assert not (tmp_path / "home").exists()


def test_debug_shows_the_stack_wherever_it_stands(tmp_path: Path) -> None:
    for arguments in (["--debug", "run", "--as-of", "x"], ["run", "--as-of", "x", "--debug"]):
        assert "Traceback" in scoreline(*arguments, "--home", tmp_path).stderr


def test_an_empty_home_has_no_versions_and_nothing_in_quarantine(tmp_path: Path) -> None:
    assert "nothing has been published" in scoreline("versions", "--home", tmp_path).stdout
    assert "nothing is in quarantine" in scoreline("quarantine", "list", "--home", tmp_path).stdout


def test_commands_that_need_no_engine_import_none() -> None:
    program = (
        "import sys; import dagster_project.command.main, dagster_project.trace.build\n"
        "engines = 'dagster', 'dbt', 'great_expectations', 'pandas', 'numpy'\n"
        "print([name for name in engines if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
