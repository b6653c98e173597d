"""The bank's month of calls through its layout: the known totals stand in the raw rows."""

from __future__ import annotations

import shutil

import duckdb
import pytest

from dagster_project.home import PROJECT
from tests.ingest.site import Site

JANUARY = PROJECT.parent / "shared" / "data" / "anonymous-bank-1999-01" / "january.txt"
SOURCES = """\
sources:
  - {name: bank, entity: calls, layout: bank_call_centre, path: "bank/**", time_zone: Asia/Jerusalem}
"""


@pytest.fixture
def table(site: Site) -> str:
    site.use_sources(SOURCES)
    (site.landing / "bank").mkdir()
    shutil.copyfile(JANUARY, site.landing / "bank" / "january.txt")
    [line] = site.ingest().new_deliveries
    assert (line["rows_read"], line["rows_refused"], line["truncated"]) == (31_599, 0, False)
    assert (line["time_zone"], line["key_space"], line["unknown_columns"]) == ("Asia/Jerusalem", "bank", [])
    return f"'{site.home.root / line['rows_path']}'"


def test_known_totals(table: str) -> None:
    totals = duckdb.sql(f"""
        select count(*), sum(cast(talk_seconds as bigint)), count(distinct customer_id)
        from {table} where disposition = 'connected' and result = 'key_person'
    """).fetchone()
    assert totals == (26_570, 4_950_201, 3_723)


def test_every_row_has_its_own_key_and_line(table: str) -> None:
    found = duckdb.sql(f"select count(distinct call_id), min(line_no), max(line_no) from {table}").fetchone()
    assert found == (31_599, 2, 31_600)


def test_what_the_layout_says_of_each_outcome(table: str) -> None:
    found = duckdb.sql(f"""
        select disposition, direction, result, rep_id is null, count(*) from {table} group by all order by all
    """).fetchall()
    assert found == [
        ("cancelled", "outbound", None, False, 1),
        ("cancelled", "outbound", None, True, 4_298),
        ("connected", "outbound", "key_person", False, 26_570),
        ("failed", "internal", None, True, 240),
        ("no_answer", "outbound", None, True, 490),
    ]


def test_one_row(table: str) -> None:
    found = duckdb.sql(f"""
        select call_id, rep_id, started_at, talk_seconds, customer_id, campaign, phone, extra
        from {table} where line_no in (3, 4) order by line_no
    """).fetchall()
    assert found == [
        ("AA0101-33117", None, "1999-01-01 00:34:12", "0", None, "PS", None, None),
        ("AA0101-33118", "MICHAL", "1999-01-01 06:55:20", "54", "27997683", "PS", None, None),
    ]
