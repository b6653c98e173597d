"""One home has the schema: another is refused in words until it takes over; one that moved is known."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dagster_project.command.failure import explain
from dagster_project.command.main import app
from dagster_project.errors import TargetStale
from dagster_project.home import Home
from dagster_project.postgres.address import Address
from dagster_project.postgres.publish import bring_up
from dagster_project.publication.versions import current
from dagster_project.record import log
from tests.postgres.server import ask, in_folder, in_postgres
from tests.publication.warehouse import Site

STANDS = (
    "select version, tables_hash, (select count(*) from scoreline.counted_event) "
    "from scoreline.publication_state"
)


@pytest.fixture
def one(tmp_path: Path, place: Address) -> Site:
    """A site whose home has the schema."""
    site = site_at(tmp_path / "one", ["2026-07-01"], "1")
    bring_up(site.home, place)
    return site


@pytest.fixture
def other(tmp_path: Path) -> Site:
    """Another site, with a publication of its own."""
    return site_at(tmp_path / "other", ["2026-07-01", "2026-07-02"], "2")


def site_at(folder: Path, days: list[str], number: str) -> Site:
    folder.mkdir()
    site = Site(folder)
    night(site, days, number)
    return site


def night(site: Site, days: list[str], number: str) -> None:
    site.build(days)
    site.publish(input_hash=number * 64)


def publish_to(home: Home, *words: str) -> Result:
    result = CliRunner().invoke(app, ["publish-to", "postgres", "--home", str(home.root), *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        text, result.exit_code = explain(result.exception)
        result.stderr_bytes = text.encode()
    return result


def test_another_home_is_refused_and_nothing_changes(one: Site, other: Site, database: str) -> None:
    before = ask(database, STANDS)
    done = publish_to(other.home)
    assert done.exit_code == 5
    assert f"version 1 is published and current in {other.home.published}, but Postgres" in done.stderr
    assert "schema scoreline shows version 1 of another home (published 20" in done.stderr
    assert f"which the record of {other.home.root} does not know" in done.stderr
    assert f"scoreline publish-to postgres --home {other.home.root} --take-over" in done.stderr
    assert ask(database, STANDS) == before
    manifest = current(one.home)
    assert manifest is not None
    assert in_postgres(manifest, database) == in_folder(manifest)


def test_whole_does_not_get_around_it(one: Site, other: Site, place: Address) -> None:
    assert one.home.root != other.home.root
    with pytest.raises(TargetStale, match="shows version 1 of another home"):
        bring_up(other.home, place, whole=True)


def test_take_over_hands_the_schema_to_the_other_home(
    one: Site, other: Site, database: str, place: Address
) -> None:
    done = publish_to(other.home, "--take-over")
    assert (done.exit_code, "shows version 1 (before: version 1;" in done.stdout) == (0, True)
    manifest = current(other.home)
    assert manifest is not None
    assert in_postgres(manifest, database) == in_folder(manifest)
    night(other, ["2026-07-01"], "3")
    assert bring_up(other.home, place).version == 2
    with pytest.raises(TargetStale, match="shows version 2 of another home"):
        bring_up(one.home, place)


def test_a_home_that_moved_keeps_the_schema(one: Site, tmp_path: Path, place: Address) -> None:
    night(one, ["2026-07-01", "2026-07-02"], "3")
    one.home.root.rename(tmp_path / "moved")
    assert bring_up(Home(tmp_path / "moved"), place).version == 2


def test_of_a_home_and_its_copy_the_one_that_published_last_has_it(
    one: Site, tmp_path: Path, place: Address
) -> None:
    twin = copy.copy(one)
    shutil.copytree(one.home.root, tmp_path / "copy", symlinks=True)
    night(one, ["2026-07-02"], "3")
    bring_up(one.home, place)
    twin.home = Home(tmp_path / "copy")
    night(twin, ["2026-07-03"], "4")
    with pytest.raises(TargetStale, match="shows version 2 of another home"):
        bring_up(twin.home, place)


def test_a_rewritten_manifest_is_still_this_home_s(one: Site, database: str, place: Address) -> None:
    """`forget` rewrites manifests twice; what stood in between is known by the record alone."""
    was, between = ask(database, "select manifest_sha256, repeat('b', 64) from scoreline.publication_state")[
        0
    ]
    log.append(one.home, "forgotten", manifests={"v000001": {"was": was, "is": between}})
    log.append(one.home, "forgotten", manifests={"v000001": {"was": between, "is": "c" * 64}})
    ask(database, f"update scoreline.publication_state set manifest_sha256 = '{between}'")
    assert bring_up(one.home, place).version == 1
