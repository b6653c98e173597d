"""Publications at an address: one pointer, objects shared between versions, the same in every home."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import duckdb
import pandas as pd

from dagster_project.home import Home
from dagster_project.keeping.archive import LEFT_OUT
from dagster_project.keeping.check import check
from dagster_project.keeping.rollback import roll_back
from dagster_project.object_store.trees import KEPT
from dagster_project.orchestration.lock import brought_up, hold
from dagster_project.publication.versions import current, list_versions
from tests.object_store.lake import Lake
from tests.publication.warehouse import Site

DAYS = ["2026-06-30", "2026-07-30", "2026-07-31"]


def night(site: Site, days: list[str], **facts: object) -> int:
    """One publication as a run makes it: under the lock, which gives it to object storage at the end."""
    with hold(site.home, "night"):
        site.build(days)
        return site.publish(**facts).version


def shown(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_pointer_leads_to_every_file_of_the_current_version(site: Site, lake: Lake) -> None:
    night(site, DAYS)
    pointer, folder = lake.pointer(), site.home.published / "v000001"
    assert (pointer["version"], pointer["folder"]) == (1, "v000001")
    assert {path: lake.read(name) for path, name in lake.files("v000001").items()} == shown(folder)


def test_what_a_night_did_not_change_is_not_sent_again(site: Site, lake: Lake) -> None:
    night(site, DAYS)
    first = lake.files("v000001")
    night(site, [*DAYS, "2026-08-01"], input_hash="4" * 64)
    second = lake.files("v000002")
    shared = {path for path in first if second.get(path) == first[path]}
    assert "kpi_daily/2026-06.parquet" in shared
    assert "sql/dbt_project.yml" in shared
    assert len(lake.names("published/objects")) == len({*first.values(), *second.values()})


def test_an_empty_home_comes_back_the_same(site: Site, lake: Lake, other: Home) -> None:
    night(site, DAYS)
    night(site, [*DAYS, "2026-08-01"], input_hash="4" * 64)
    brought_up(other)
    assert shown(other.published) == shown(site.home.published)
    assert shown(other.root / "record") == shown(site.home.root / "record")
    assert current(other).version == 2  # type: ignore[union-attr]
    assert [each.version for each in list_versions(other)] == [1, 2]
    one, two = (other.published / f"v00000{n}" / "kpi_daily" / "2026-06.parquet" for n in (1, 2))
    assert one.samefile(two)
    assert check(other).problems == []


def test_the_other_home_goes_on_where_this_one_stopped(site: Site, lake: Lake, other: Home) -> None:
    night(site, DAYS)
    with hold(other, "rollback"):
        pass
    night(site, [*DAYS, "2026-08-01"], input_hash="4" * 64)
    with hold(other, "rollback 1"):
        roll_back(other, 1, "wrong file")
    assert lake.pointer()["version"] == 1
    brought_up(site.home)
    assert current(site.home).version == 1  # type: ignore[union-attr]


def test_readers_with_duckdb_and_pandas(site: Site, lake: Lake) -> None:
    """The snippets of docs/object-storage.md."""
    import s3fs

    night(site, DAYS)
    files = s3fs.S3FileSystem(skip_instance_cache=True)
    pointer = json.loads(files.cat_file("lake/published/current.json"))
    tree = json.loads(files.cat_file(f"lake/published/trees/{pointer['trees'][pointer['folder']]}.json"))[
        "files"
    ]
    table = f"published/{pointer['folder']}/kpi_daily/"
    months = [
        f"s3://lake/published/objects/{tree[name][0]}.parquet" for name in tree if name.startswith(table)
    ]
    with duckdb.connect() as connection:
        connection.register_filesystem(files)
        rows = connection.execute("select count(*) from read_parquet($1)", [sorted(months)]).fetchone()
    assert rows == (3,)
    frames = [pd.read_parquet(name, filesystem=files) for name in months] if pyarrow_is_there() else []
    assert sum(map(len, frames)) in {0, 3}


def pyarrow_is_there() -> bool:
    return find_spec("pyarrow") is not None


def test_everything_that_may_not_be_deleted_goes_there(site: Site) -> None:
    """A folder that a backup takes along is mirrored, or known to come back by itself."""
    night_only = {"published", "dagster", "lineage", "quarantine.parquet", "remote", *LEFT_OUT}
    assert not set(KEPT) & night_only
    for name in ("raw", "record", "closed", "keys", "forgotten", "exports", "format.json"):
        assert name in KEPT
