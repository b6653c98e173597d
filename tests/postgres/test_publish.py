"""What stands in Postgres after a publication: rows, types, keys and comments, whatever stood before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project.errors import ScorelineError, TargetStale
from dagster_project.postgres.address import Address
from dagster_project.postgres.publish import bring_up
from dagster_project.publication.aside import point
from dagster_project.publication.versions import Manifest, current
from tests.postgres.server import ask, in_folder, in_postgres
from tests.publication.warehouse import Site

JUNE, JULY = ["2026-06-29", "2026-06-30"], ["2026-07-01", "2026-07-02"]


def published(site: Site) -> Manifest:
    manifest = current(site.home)
    assert manifest is not None
    return manifest


def assert_same(site: Site, database: str) -> None:
    """Postgres holds every row of the current publication and no other."""
    assert in_postgres(published(site), database) == in_folder(published(site))


def publish(site: Site, days: list[str], number: int, **how: Any) -> int:
    site.build(days, **how)
    return site.publish(input_hash=f"{number}" * 64).version


def test_every_row_of_every_table_stands_there(site: Site, database: str, place: Address) -> None:
    publish(site, JUNE + JULY, 4, calls=50)
    brought = bring_up(site.home, place)
    assert (brought.version, brought.before) == (1, None)
    assert_same(site, database)
    assert ask(database, "select version, tables_hash from scoreline.publication_state") == [
        (1, published(site).tables_hash)
    ]


def test_texts_that_look_like_something_else_come_through(site: Site, database: str, place: Address) -> None:
    site.build(JUNE)
    odd = ["\\N", "", "a\tb", "a\nb", "\r", "\\.", "NULL", "'; drop table x", '"', "中文", "\\", "\x01\x7f"]
    with duckdb.connect(str(site.home.warehouse)) as connection:
        for number, text in enumerate([*odd, None]):
            connection.execute("insert into candidate.dim_team values (?, ?)", [str(number), text])
    site.publish()
    bring_up(site.home, place)
    assert [
        text for (text,) in ask(database, "select note from scoreline.dim_team order by team_id::int")
    ] == [
        *odd,
        None,
    ]


def test_types_are_exact_and_the_key_is_the_declared_one(site: Site, database: str, place: Address) -> None:
    publish(site, JUNE, 4)
    bring_up(site.home, place)
    types = dict(
        ask(
            database,
            "select attname::text, format_type(atttypid, atttypmod) from pg_attribute "
            "where attrelid = 'scoreline.kpi_daily'::regclass and attnum > 0",
        )
    )
    assert types["actual"] == "numeric(18,4)"
    assert types["attainment"] == "numeric(18,6)"
    assert (types["period_start"], types["band"], types["meets_minimum"]) == ("date", "text", "boolean")
    [(key,)] = ask(
        database,
        "select pg_get_constraintdef(oid) from pg_constraint "
        "where conrelid = 'scoreline.kpi_daily'::regclass and contype = 'p'",
    )
    assert key == "PRIMARY KEY (period_start, subject_kind, subject_id, scheme_id, kpi_id)"


def test_comments_are_those_of_the_models(site: Site, database: str, place: Address) -> None:
    models = site.sql / "models" / "candidate"
    models.mkdir(parents=True)
    (models / "kpi_daily.yml").write_text(
        "models:\n- {name: kpi_daily, description: 'Every\n  KPI.', "
        "columns: [{name: actual, description: It's so.}]}\n"
    )
    publish(site, JUNE, 4)
    bring_up(site.home, place)
    asked = (
        "select obj_description('scoreline.kpi_daily'::regclass), "
        "col_description('scoreline.kpi_daily'::regclass, 7), "
        "obj_description('scoreline.publication'::regclass) like 'Every publication%'"
    )
    assert ask(database, asked) == [("Every KPI.", "It's so.", True)]
    (models / "kpi_daily.yml").write_text("models: [{name: kpi_daily, description: Otherwise.}]\n")
    publish(site, JUNE, 5, calls=4)
    bring_up(site.home, place)
    assert ask(database, asked) == [("Otherwise.", None, True)]


def test_only_rows_of_changed_periods_are_written(site: Site, database: str, place: Address) -> None:
    """`xmin` names the transaction that wrote a row."""
    publish(site, JUNE + JULY, 4)
    bring_up(site.home, place)
    written = "select day::text, min(xmin::text), max(xmin::text) from scoreline.counted_event group by 1"
    before = {day: (least, most) for day, least, most in ask(database, written)}
    publish(site, [*JUNE, *JULY, "2026-07-03"], 5, changed="2026-07")
    brought = bring_up(site.home, place)
    after = {day: (least, most) for day, least, most in ask(database, written)}
    assert {day for day in before if after[day] == before[day]} == set(JUNE)
    assert_same(site, database)
    assert brought.parts < len(list(published(site).files())) / 2


def test_the_same_again_writes_nothing(site: Site, database: str, place: Address) -> None:
    publish(site, JUNE, 4)
    bring_up(site.home, place)
    state = ask(database, "select * from scoreline.publication_state")
    assert bring_up(site.home, place).parts == 0
    assert ask(database, "select * from scoreline.publication_state") == state


def test_versions_that_were_missed_and_a_rollback_are_caught_up(
    site: Site, database: str, place: Address
) -> None:
    publish(site, JUNE, 1)
    bring_up(site.home, place)
    publish(site, JUNE + JULY, 2)
    publish(site, [*JUNE, *JULY, "2026-08-03"], 3, calls=5)
    assert bring_up(site.home, place).before == 1
    assert_same(site, database)
    point(site.home.published, 1)
    assert bring_up(site.home, place).version == 1
    assert_same(site, database)
    assert ask(database, "select count(*) from scoreline.counted_event where day > '2026-06-30'") == [(0,)]


def test_views_and_grants_stay(site: Site, database: str, place: Address) -> None:
    publish(site, JUNE, 4)
    bring_up(site.home, place)
    ask(database, "create view public.daily as select sum(actual) as total from scoreline.kpi_daily")
    ask(database, f"create role reader_{id(site)}")
    ask(database, f"grant usage on schema scoreline to reader_{id(site)}")
    ask(database, f"grant select on all tables in schema scoreline to reader_{id(site)}")
    oids = ask(
        database, "select oid, relacl::text from pg_class where relnamespace = 'scoreline'::regnamespace"
    )
    publish(site, JUNE + JULY, 5)
    bring_up(site.home, place)
    after = ask(
        database, "select oid, relacl::text from pg_class where relnamespace = 'scoreline'::regnamespace"
    )
    assert after == oids
    assert ask(database, "select total from public.daily") == [(12,)]
    ask(database, f"drop owned by reader_{id(site)}")
    ask(database, f"drop role reader_{id(site)}")


def with_column(site: Site, days: list[str], number: int, kind: str) -> None:
    """A publication of a release whose dim_team has one column more."""
    site.build(days)
    with duckdb.connect(str(site.home.warehouse)) as connection:
        connection.execute(f"alter table candidate.dim_team add column head {kind}")
        connection.execute("insert into candidate.dim_team values ('T1', 'north', 7)")
    site.publish(input_hash=f"{number}" * 64)


def test_a_new_column_is_added_and_survives_a_rollback(site: Site, database: str, place: Address) -> None:
    publish(site, JUNE, 1)
    bring_up(site.home, place)
    ask(database, "create view public.teams as select * from scoreline.dim_team")
    with_column(site, JUNE, 2, "decimal(9,4)")
    bring_up(site.home, place)
    assert_same(site, database)
    assert ask(database, "select head::text from scoreline.dim_team") == [("7.0000",)]
    point(site.home.published, 1)
    bring_up(site.home, place)
    assert_same(site, database)


def test_a_column_of_another_type_is_refused_in_words(site: Site, database: str, place: Address) -> None:
    with_column(site, JUNE, 1, "integer")
    bring_up(site.home, place)
    with_column(site, JUNE + JULY, 2, "varchar")
    with pytest.raises(TargetStale) as refused:
        bring_up(site.home, place)
    assert "scoreline.dim_team.head: expected type text, found integer; drop that table" in str(refused.value)
    assert ask(database, "select version from scoreline.publication_state") == [(1,)]
    ask(database, "drop table scoreline.dim_team cascade")
    bring_up(site.home, place)
    assert_same(site, database)


def test_a_view_in_the_place_of_a_table_and_another_key_are_refused(
    site: Site, database: str, place: Address
) -> None:
    publish(site, JUNE, 1)
    ask(database, "create schema scoreline")
    ask(database, "create view scoreline.kpi_daily as select 1 as actual")
    ask(database, "create table scoreline.dim_team (team_id text, note text primary key)")
    with pytest.raises(TargetStale) as refused:
        bring_up(site.home, place)
    assert "scoreline.kpi_daily: expected a table, found a view" in str(refused.value)
    assert "scoreline.dim_team: expected the primary key (team_id), found (note)" in str(refused.value)


def test_rows_that_somebody_wrote_are_found_and_put_right(site: Site, database: str, place: Address) -> None:
    publish(site, JUNE, 1)
    bring_up(site.home, place)
    ask(database, "update scoreline.kpi_daily set actual = 99")
    assert bring_up(site.home, place, whole=True).version == 1
    assert_same(site, database)
    ask(
        database,
        "insert into scoreline.kpi_daily (period_start, subject_kind, subject_id, scheme_id, kpi_id) "
        "values ('1999-01-01', 'rep', 'x', 's', 'dials')",
    )
    with pytest.raises(TargetStale, match=r"kpi_daily: expected 2 rows, found 3: somebody else wrote to it"):
        bring_up(site.home, place, whole=True)
    ask(database, "truncate scoreline.kpi_daily")
    bring_up(site.home, place, whole=True)
    assert_same(site, database)


def test_without_a_publication_nothing_is_made(tmp_path: Path, database: str, place: Address) -> None:
    with pytest.raises(ScorelineError, match="nothing has been published yet"):
        bring_up(Site(tmp_path).home, place)
    assert ask(database, "select 1 from pg_namespace where nspname = 'scoreline'") == []
