"""From a vendor's file to counted events: all folders are derived together, each is held to what it says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from dagster_project.home import Home
from dagster_project.ingest.run import ingest
from dagster_project.orchestration.fingerprint import dbt_hash
from dagster_project.policy.load import load_policy
from dagster_project.warehouse.prepare import prepare
from tests.core_policy import core_policy
from tests.layouts.folders import Folder, folders, use_sources
from tests.layouts.site_files import SOURCES, land_site
from tests.warehouse.conftest import dbt

FOLDERS = folders()
AS_OF = date(2026, 12, 31)
MODELS = ("+int_counted_event", "+dim_customer", "+unmapped_value", "+contradiction")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Every folder's samples, read and derived in one home."""
    place = tmp_path_factory.mktemp("layouts")
    home, landing = Home(place / "home").ensure(), place / "landing"
    for folder in FOLDERS:
        folder.land(landing)
    land_site(landing, FOLDERS)
    sources = use_sources(place, FOLDERS, SOURCES)
    policy = load_policy(core_policy())
    ingest(home, landing, sources, policy.settings.time_zone, policy.settings.default_region)
    prepare(home, policy, AS_OF, None, code=dbt_hash(), sources=sources)
    dbt(home, "run", "--select", *MODELS)
    with duckdb.connect(str(home.warehouse), read_only=True) as connection:
        yield connection


def rows(warehouse: duckdb.DuckDBPyConnection, query: str, *values: str) -> list[tuple[Any, ...]]:
    return warehouse.execute(query, list(values)).fetchall()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_is_counted(folder: Folder, warehouse: duckdb.DuckDBPyConnection) -> None:
    counted = rows(
        warehouse,
        "select kpi_id, cast(count(distinct unit_id) as text) from event.int_counted_event as event "
        "inner join raw.file on event.file_id = file.file_id where file.source = ? group by kpi_id",
        folder.source["name"],
    )
    assert dict(counted) == folder.expected.get("counted", {})


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_how_many_calls_the_rows_are(folder: Folder, warehouse: duckdb.DuckDBPyConnection) -> None:
    [found] = rows(
        warehouse,
        "select count(*), count(*) filter (where is_connected), count(*) filter (where is_human_answered), "
        "coalesce(sum(talk_seconds) filter (where direction = 'outbound'), 0) "
        "from core.fct_call where key_space = ?",
        folder.source["name"],
    )
    facts = dict(zip(("calls", "connected", "human_answered", "talk_seconds"), found, strict=True))
    assert facts["calls"] == folder.number("calls")
    told = {name: Decimal(folder.expected[name]) for name in facts if name in folder.expected}
    assert {name: facts[name] for name in told} == told


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_contradicts_itself(folder: Folder, warehouse: duckdb.DuckDBPyConnection) -> None:
    """A layout that reads ringing as talk, say, would make a contradiction of every dial."""
    found = rows(
        warehouse,
        "select kind, cast(count(*) as text) from core.contradiction where source = ? group by kind",
        folder.source["name"],
    )
    assert dict(found) == folder.expected.get("contradictions", {})


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_published_id_has_a_phone_number_in_it(
    folder: Folder, warehouse: duckdb.DuckDBPyConnection
) -> None:
    """Ids of calls and customers are published; numbers of customers stay inside."""
    found = rows(
        warehouse,
        "with dialled as ("
        "  select distinct right(regexp_replace(phone, '[^0-9]', '', 'g'), 7) as digits "
        "  from staging.stg_calls where source = ?"
        ") "
        "select distinct event.unit_id from event.int_counted_event as event "
        "inner join raw.file on event.file_id = file.file_id "
        "inner join dialled on length(digits) = 7 and contains(event.unit_id, digits) "
        "where file.source = ?",
        *(folder.source["name"],) * 2,
    )
    assert found == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_words_that_the_policy_does_not_know(folder: Folder, warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        warehouse,
        "select distinct words.value from core.int_call_value__mapped as words "
        "where words.canonical is null and words.value is not null and words.source = ? order by 1",
        folder.source["name"],
    )
    assert [value for (value,) in found] == sorted(folder.expected.get("unmapped", []))


@pytest.mark.parametrize(
    "folder",
    [f for f in FOLDERS if "survivors" in f.expected],
    ids=lambda folder: folder.name,
)
def test_merges_are_followed(folder: Folder, warehouse: duckdb.DuckDBPyConnection) -> None:
    told = folder.expected["survivors"]
    found = rows(warehouse, "select customer_id, survivor_id from core.dim_customer")
    assert {old: new for old, new in found if old in told} == told
