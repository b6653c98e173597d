"""Readers in Postgres while versions are brought: each sees one version whole."""

from __future__ import annotations

import threading

import psycopg

from dagster_project.postgres.address import Address
from dagster_project.postgres.publish import bring_up
from tests.postgres.server import ask
from tests.publication.warehouse import Site

DAYS = [f"2026-0{month}-{day:02}" for month in (6, 7) for day in range(1, 5)]

# Version n holds n days of three calls each; one statement sees one state of the database.
LOOK = """
    select (select version from scoreline.publication_state),
        (select count(*) from scoreline.counted_event),
        (select count(*) from scoreline.kpi_daily),
        (select max(version) from scoreline.publication)
"""


def publish(site: Site, days: int) -> None:
    site.build(DAYS[:days])
    assert site.publish(input_hash=str(days)).version == days


def test_a_reader_in_a_transaction_keeps_the_version_it_began_with(
    site: Site, database: str, place: Address
) -> None:
    publish(site, 1)
    bring_up(site.home, place)
    with psycopg.connect(database) as reader:
        reader.execute("set transaction isolation level repeatable read")
        assert reader.execute(LOOK).fetchone() == (1, 3, 1, 1)
        publish(site, 2)
        bring_up(site.home, place)
        assert ask(database, LOOK) == [(2, 6, 2, 2)]
        assert reader.execute(LOOK).fetchone() == (1, 3, 1, 1)


def test_a_reader_in_a_loop_never_sees_half_a_version(site: Site, database: str, place: Address) -> None:
    publish(site, 1)
    bring_up(site.home, place)
    looks: list[tuple[int, ...]] = []
    done = threading.Event()

    def look() -> None:
        with psycopg.connect(database, autocommit=True) as reader:
            while not done.is_set():
                row = reader.execute(LOOK).fetchone()
                assert row is not None
                looks.append(row)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        for days in range(2, 8):
            publish(site, days)
            bring_up(site.home, place)
    finally:
        done.set()
        thread.join()
    assert {row for row in looks if row != (row[0], 3 * row[0], row[0], row[0])} == set()
    assert len(looks) > 100
    assert len({version for version, *_ in looks}) > 3


def test_readers_do_not_wait_while_rows_are_brought(site: Site, database: str, place: Address) -> None:
    """A reader that takes its time holds up no version, and the bringing holds up no reader."""
    publish(site, 1)
    bring_up(site.home, place)
    publish(site, 2)
    with psycopg.connect(database) as slow:
        slow.execute("select * from scoreline.kpi_daily")
        assert bring_up(site.home, place).version == 2
