"""A real server for all these tests, a bucket for each, and homes that publish to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dagster_project.home import Home
from dagster_project.object_store.address import PUBLISHED_VARIABLE, RAW_VARIABLE
from tests.object_store.lake import Lake
from tests.object_store.server import BUCKET, Server, started
from tests.publication.warehouse import Site

Filled = Callable[..., Home]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with started() as server:
        yield server


@pytest.fixture
def lake(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lake]:
    """An empty bucket; the environment names addresses in it."""
    if server.process is None:
        server.start()
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv(RAW_VARIABLE, f"s3://{BUCKET}/raw")
    monkeypatch.setenv(PUBLISHED_VARIABLE, f"s3://{BUCKET}/published")
    client = server.client()
    client.create_bucket(Bucket=BUCKET)
    lake = Lake(server)
    yield lake
    if server.process is None:
        server.start()
    else:
        for name in lake.names():
            lake.delete(name)
        client.delete_bucket(Bucket=BUCKET)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    (tmp_path / "one").mkdir()
    return Site(tmp_path / "one")


@pytest.fixture
def other(tmp_path: Path) -> Home:
    """An empty home on another machine."""
    return Home(tmp_path / "two")
