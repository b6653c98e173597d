"""Killed at any moment, `current` is a whole publication; the next run publishes as if nothing had been."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dagster_project.keeping.settle import settle
from dagster_project.publication.aside import MAKING, point
from dagster_project.publication.verify import verify_files
from dagster_project.publication.versions import MANIFEST, current
from dagster_project.record.log import path_of, read
from tests.publication.warehouse import Site

CALLS = ["fsync", "link", "mkdir", "rename", "replace", "symlink", "chmod"]
"""The calls to the system between which a publication can be cut off."""

AFTER_THE_LINE = 6
"""The call that makes the log's line durable, and the five after it."""

REPOSITORY = Path(__file__).parents[2]


class CutOff(BaseException):
    """The plug is pulled."""


def pull() -> None:
    raise CutOff


def observe(monkeypatch: pytest.MonkeyPatch, see: Callable[[], object]) -> None:
    """Call `see` before each of CALLS."""

    def wrap(original: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any, **options: Any) -> Any:
            see()
            return original(*arguments, **options)

        return wrapped

    for name in CALLS:
        monkeypatch.setattr(os, name, wrap(getattr(os, name)))


def cut_off_at(monkeypatch: pytest.MonkeyPatch, number: int, act: Callable[[], None]) -> None:
    """Make the `number`-th of CALLS, from 0, act before it does its own."""
    made = itertools.count()
    observe(monkeypatch, lambda: act() if next(made) == number else None)


def prepare(site: Site) -> None:
    """One publication, and a warehouse for the next."""
    site.build(["2026-06-30", "2026-07-01"])
    site.publish()
    site.build(["2026-06-30", "2026-07-01", "2026-07-02"])


def whole(site: Site) -> int:
    """Version of the current publication, after looking at every byte of it."""
    manifest = current(site.home)
    assert manifest is not None
    assert verify_files(manifest.folder) == []
    return manifest.version


@pytest.fixture(scope="module")
def total(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many of CALLS the second publication makes."""
    site = Site(tmp_path_factory.mktemp("counted"))
    prepare(site)
    made = itertools.count()
    with pytest.MonkeyPatch.context() as patch:
        observe(patch, lambda: next(made))
        site.publish(input_hash="4" * 64)
    return next(made)


def test_a_fault_at_any_step_leaves_a_whole_publication(
    site: Site, total: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every ninth call to the system, and at each of the last twelve: the log's line is among those."""
    prepare(site)
    for number in [*range(0, total - 12, 9), *range(total - 12, total)]:
        with monkeypatch.context() as patch:
            cut_off_at(patch, number, pull)
            with pytest.raises(CutOff):
                site.publish(input_hash="4" * 64)
        assert whole(site) == (2 if number == total - 1 else 1)
        decided = len(read(site.home, "published")) == 2
        assert decided == (number >= total - AFTER_THE_LINE)
        left = [path for path in site.home.published.glob(f"{MAKING}*") if not path.is_symlink()]
        aside = [path for path in left if path.joinpath(MANIFEST).exists()]
        assert len(aside) == (number in {total - AFTER_THE_LINE, total - AFTER_THE_LINE + 1})
        settle(site.home)
        assert whole(site) == (2 if decided else 1)
        if decided:  # begin again
            shutil.rmtree(site.home.published / "v000002")
            point(site.home.published, 1)
            log = path_of(site.home)
            log.write_bytes(log.read_bytes().splitlines(keepends=True)[0])
    assert total > 40


KILLED = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
import pytest
from dagster_project.home import Home
from dagster_project.publication.publish import publish
from tests.publication.test_interruption import cut_off_at
from tests.publication.warehouse import FACTS
from dagster_project.policy.load import read_policy
root, number = Path(sys.argv[1]), int(sys.argv[2])
cut_off_at(pytest.MonkeyPatch(), number, lambda: os.kill(os.getpid(), signal.SIGKILL))
home = Home(root / "home")
facts = replace(FACTS, input_hash="4" * 64, policy_hash=read_policy(root / "policy")[0].hash)
publish(home, home.warehouse, root / "policy", root / "dbt_models", facts)
"""


@pytest.mark.parametrize(
    ("number", "version", "decided"),
    [(30, 1, False), (-7, 1, False), (-6, 1, True), (-2, 1, True), (-1, 2, True)],
    ids=str,
)
def test_a_killed_run_is_cleaned_up_by_the_next(
    site: Site, total: int, tmp_path: Path, number: int, version: int, decided: bool
) -> None:
    """The last seven: mkdir and fsync of the log, rename, fsync, symlink aside, its move, fsync."""
    prepare(site)
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(number % total)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    killed = subprocess.run(command, env=environment, timeout=300, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert whole(site) == version
    published = site.publish(input_hash="4" * 64)
    assert (published.version, published.changed) == (2, not decided)
    assert whole(site) == 2
    assert [entry.facts["version"] for entry in read(site.home)] == [1, 2]
    assert {path.name for path in site.home.published.iterdir()} == {"v000001", "v000002", "current"}


def test_a_publication_that_was_decided_comes_before_the_next(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Recorded, never pointed at, and then the input changed: it becomes current, then the next is made."""
    prepare(site)
    with monkeypatch.context() as patch:
        patch.setattr("dagster_project.publication.aside.point", lambda *_: pull())
        with pytest.raises(CutOff):
            site.publish(input_hash="4" * 64)
    assert whole(site) == 1
    assert site.publish(input_hash="5" * 64).version == 3
    manifest = current(site.home)
    assert manifest is not None
    assert manifest.content["previous"]["version"] == 2
