"""What these tests share: a site that has published its first night, made once and copied by whoever uses it.

A run takes many seconds, so workers that run side by side share these folders as well.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from dagster_project.generate.run import generate
from tests.core_policy import copy_core_policy
from tests.end_to_end.decided import PAY, confirm_a_late_call
from tests.end_to_end.moments import says, wait_until
from tests.end_to_end.readers import Readers
from tests.end_to_end.site import FIRST_NIGHT, SECOND_NIGHT, SecondNight, Site, copied, said

MadeOnce = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """A folder by its name: filled by the first who asks, found by all others."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent

    def made(name: str, make: Callable[[Path], None]) -> Path:
        folder = root / f"end-to-end-{name}"
        with FileLock(folder.with_suffix(".lock")):
            done = folder / "done"
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                done.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def exports(made_once: MadeOnce) -> Path:
    """Three weeks of six people, about 90 calls a day: 14 working days, and one more after them; somebody
    confirms that a call after hours was one.
    """

    def make(folder: Path) -> None:
        generate(folder / "all", 6, 21, 15, 4, date.fromisoformat(SECOND_NIGHT))
        confirm_a_late_call(folder / "all")

    return made_once("exports", make) / "all"


@pytest.fixture(scope="session")
def core_scheme(made_once: MadeOnce) -> Path:
    """The core scheme alone, since every run of these tests pays for schemes that they are not about; it pays
    for successful calls and takes for calls after hours that were confirmed.

    All nine schemes are run by tests/golden (the shipped policy) and test_new_scheme.py.
    """

    def make(folder: Path) -> None:
        copy_core_policy(folder / "policy")
        (folder / "policy" / "incentives.csv").write_text(PAY, encoding="utf-8")

    return made_once("policy", make) / "policy"


@pytest.fixture(scope="session")
def first_night(made_once: MadeOnce, exports: Path, core_scheme: Path) -> Site:
    """The site after its first publication. Nobody writes here; `site` is a copy of it."""

    def make(folder: Path) -> None:
        site = Site(folder / "home", folder / "landing", exports, core_scheme)
        nights = {path.name.split("_")[1].split("T")[0] for path in exports.rglob("*.csv")}
        site.land(*(nights - {SECOND_NIGHT}))
        done = site.run(FIRST_NIGHT)
        assert done.returncode == 0, said(done)

    folder = made_once("first-night", make)
    return Site(folder / "home", folder / "landing", exports, core_scheme)


@pytest.fixture(scope="session")
def second_night(made_once: MadeOnce, first_night: Site) -> SecondNight:
    """The site after its second publication, made while two readers and a second run were about.

    Workers side by side share it: whoever changes or holds it takes a copy. Only a run that finds nothing new
    is made here, since a copy at another place is not the home that it was.
    """

    def make(folder: Path) -> None:
        site = copied(first_night, folder)
        site.land(SECOND_NIGHT)
        log = folder / "run.log"
        with Readers(site.current) as readers:
            run = site.start(SECOND_NIGHT, log)
            try:
                wait_until(says(log, "deriving: "), run, log)
                other = site.run(SECOND_NIGHT)
                busy = {"code": other.returncode, "error": other.stderr}
                code = run.wait(timeout=900)
            finally:
                run.kill()
                run.wait()
            told = readers.ask() | {"busy": busy, "pid": run.pid, "code": code}
        told["log"] = log.read_text(encoding="utf-8")
        assert code == 0, told["log"]
        (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")

    folder = made_once("second-night", make)
    site = Site(folder / "home", folder / "landing", first_night.exports, first_night.policy)
    return SecondNight(site, json.loads((folder / "told.json").read_text(encoding="utf-8")))


@pytest.fixture
def site(first_night: Site, tmp_path: Path) -> Site:
    """A site that has published its first night; nothing of the second has landed."""
    return copied(first_night, tmp_path)


@pytest.fixture
def fresh(first_night: Site, tmp_path: Path) -> Site:
    """A site without any publication, with every export of both nights."""
    site = Site(tmp_path / "home", tmp_path / "landing", first_night.exports, first_night.policy)
    site.land()
    return site
