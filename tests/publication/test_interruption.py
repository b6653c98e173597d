"""Killed at any moment, `current` is a whole publication; the next run publishes as if nothing had been."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dagster_project.publication.aside import MAKING
from dagster_project.publication.verify import verify_files
from dagster_project.publication.versions import current
from tests.publication.warehouse import Site

STEPS = ["fsync", "link", "mkdir", "rename", "replace", "symlink", "chmod"]
"""The calls to the system between which a publication can be cut off."""

REPOSITORY = Path(__file__).parents[2]


class CutOff(BaseException):
    """The plug is pulled."""


def cut_off_at(monkeypatch: pytest.MonkeyPatch, number: int, act: Callable[[], None]) -> None:
    """Make the `number`-th call among STEPS act instead."""
    calls = itertools.count()

    def wrap(original: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any, **options: Any) -> Any:
            if next(calls) == number:
                act()
            return original(*arguments, **options)

        return wrapped

    for step in STEPS:
        monkeypatch.setattr(os, step, wrap(getattr(os, step)))


def pull() -> None:
    raise CutOff


def whole(site: Site) -> int:
    """Version of the current publication, after looking at every byte of it."""
    manifest = current(site.home)
    assert manifest is not None
    assert verify_files(manifest.folder) == []
    return manifest.version


def test_a_fault_at_every_step_leaves_a_whole_publication(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build(["2026-06-30", "2026-07-01"])
    site.publish()
    site.build(["2026-06-30", "2026-07-01", "2026-07-02"])
    version = 1
    for number in itertools.count():
        with monkeypatch.context() as patch:
            cut_off_at(patch, number, pull)
            try:
                published = site.publish(input_hash="4" * 64)
            except CutOff:
                version = whole(site)
                assert version in {1, 2}
                assert not [path for path in site.home.published.glob(f"{MAKING}*") if path.is_dir()]
                continue
        break
    assert number > 40
    assert (published.version, published.changed) == (2, version == 1)
    assert whole(site) == 2
    assert {path.name for path in site.home.published.iterdir()} == {"v000001", "v000002", "current"}


KILLED = """
import os, signal, sys
from pathlib import Path
import pytest
from tests.publication.test_interruption import cut_off_at
from tests.publication.warehouse import Site, FACTS, publish, replace
from dagster_project.home import Home
root, number = Path(sys.argv[1]), int(sys.argv[2])
cut_off_at(pytest.MonkeyPatch(), number, lambda: os.kill(os.getpid(), signal.SIGKILL))
home = Home(root / "home")
publish(home, home.warehouse, root / "policy", root / "dbt_models", replace(FACTS, input_hash="4" * 64))
"""


@pytest.mark.parametrize("number", [1, 25, 60, -3, -2, -1])
def test_a_killed_run_is_cleaned_up_by_the_next(site: Site, tmp_path: Path, number: int) -> None:
    """Negative numbers count from the last step: the rename, the link, the move of the link."""
    site.build(["2026-06-30", "2026-07-01"])
    site.publish()
    site.build(["2026-06-30", "2026-07-01", "2026-07-02"])
    if number < 0:
        number += steps_of_a_publication(site)
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(number)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    killed = subprocess.run(command, env=environment, timeout=120, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert whole(site) in {1, 2}
    published = site.publish(input_hash="4" * 64)
    assert published.version == whole(site) == 2
    assert {path.name for path in site.home.published.iterdir()} == {"v000001", "v000002", "current"}


def steps_of_a_publication(site: Site) -> int:
    """How many of STEPS the coming publication takes, counted in a home like this one."""
    root = site.home.root.parent / "copy"
    root.mkdir()
    copy = Site(root)
    copy.build(["2026-06-30", "2026-07-01"])
    copy.publish()
    copy.build(["2026-06-30", "2026-07-01", "2026-07-02"])
    with pytest.MonkeyPatch.context() as patch:
        reached = itertools.count()
        for step in STEPS:
            original = getattr(os, step)

            def counted(*arguments: Any, _original: Any = original, **options: Any) -> Any:
                next(reached)
                return _original(*arguments, **options)

            patch.setattr(os, step, counted)
        copy.publish(input_hash="4" * 64)
        return next(reached)


def test_an_unfinished_publication_of_other_facts_is_passed_over(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Renamed, never pointed at, and then the input changed: it keeps its number; nobody was sent to it."""
    site.build(["2026-06-30"])
    site.publish()
    site.build(["2026-07-01"])
    with monkeypatch.context() as patch:
        patch.setattr("dagster_project.publication.aside.point", lambda *_: pull())
        with pytest.raises(CutOff):
            site.publish(input_hash="4" * 64)
    assert whole(site) == 1
    site.build(["2026-07-02"])
    assert site.publish(input_hash="5" * 64).version == 3
    manifest = current(site.home)
    assert manifest is not None
    assert manifest.content["previous"]["version"] == 1
