"""One home, one run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dagster_project.errors import HomeBusy
from dagster_project.home import Home
from dagster_project.orchestration.lock import hold, probe

HOLDER = """
import sys, time
from pathlib import Path
from dagster_project.home import Home
from dagster_project.orchestration.lock import hold
with hold(Home(Path(sys.argv[1])), "run-1"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()


def test_a_second_run_is_told_who_holds_the_home(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    for attempt in (hold(Home(tmp_path), "run-2").__enter__, lambda: probe(Home(tmp_path))):
        with pytest.raises(HomeBusy, match=rf"process {holder.pid}, since 20\d\d-.*, run run-1") as refused:
            attempt()
        assert refused.value.exit_code == 4


def test_a_killed_run_lets_go(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    with hold(Home(tmp_path), "run-2"):
        assert f'"pid": {os.getpid()}' in (tmp_path / "lock.holder.json").read_text()
    assert not (tmp_path / "lock.holder.json").exists()


def test_the_home_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="broken"), hold(Home(tmp_path), "run-1"):
        raise ValueError("broken")
    probe(Home(tmp_path))
