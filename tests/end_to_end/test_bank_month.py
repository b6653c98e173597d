"""A real month of a bank's call centre through a declared source: known totals in core and publication."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from dagster_project.home import PROJECT
from tests.core_policy import copy_core_policy
from tests.end_to_end.site import Site, assert_whole, said

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(1800)]

JANUARY = PROJECT.parent / "shared" / "data" / "anonymous-bank-1999-01" / "january.txt"
SOURCES = """\
sources:
  - {name: bank, entity: calls, layout: bank_call_centre, path: "bank/**", time_zone: Asia/Jerusalem}
  - {name: roster, entity: roster, layout: canonical, path: "roster/**"}
"""
CALLS, TALK_SECONDS, CUSTOMERS = 26_570, 4_950_201, 3_723
ROWS = 31_599


@pytest.fixture
def bank(tmp_path: Path) -> Site:
    site = Site(tmp_path / "home", tmp_path / "landing", tmp_path, tmp_path / "policy", tmp_path / "bank.yml")
    site.sources.write_text(SOURCES, encoding="utf-8")
    site.put("bank/january.txt", JANUARY.read_bytes())
    with JANUARY.open(encoding="ascii", newline="") as file:
        servers = sorted({row["server"] for row in csv.DictReader(file, delimiter="\t")} - {"NO_SERVER"})
    rows = "".join(f"{server},1999-01-01,hall\n" for server in servers)
    site.put("roster/roster.csv", f"rep_id,valid_from,team_id\n{rows}")
    write_policy(site.policy)
    return site


def write_policy(policy: Path) -> None:
    """The core scheme in the bank's time zone, its week from Sunday to Thursday, and a target for talk."""
    copy_core_policy(policy)
    settings = (policy / "settings.csv").read_text(encoding="utf-8")
    changed = settings.replace("time_zone,Asia/Shanghai", "time_zone,Asia/Jerusalem")
    (policy / "settings.csv").write_text(changed, encoding="utf-8")
    days = [date(1999, 1, 1) + timedelta(number) for number in range(31)]
    week = "".join(
        f"{day},{str(day.isoweekday() == 7).lower()},week\n" for day in days if day.isoweekday() in (5, 7)
    )
    (policy / "calendar.csv").write_text(f"date,is_working_day,name\n{week}", encoding="utf-8")
    with (policy / "targets.csv").open("a", encoding="utf-8") as targets:
        targets.write("telesales-standard,talk_time,day,14400,,,,,,,\n")


def test_the_known_totals_of_the_month(bank: Site) -> None:
    done = bank.run("1999-01-31")
    assert done.returncode == 0, said(done)
    assert_whole(bank.current)
    month = "period_start = date '1999-01-01' and subject_kind = 'site'"
    published = bank.query(f"select kpi_id, actual, is_complete from kpi_monthly where {month}")
    actual = {kpi: value for kpi, value, _ in published}
    assert actual["successful_calls"] == CALLS
    assert actual["customer_coverage"] == CUSTOMERS
    assert actual["talk_time"] == TALK_SECONDS
    assert all(complete for _, _, complete in published)
    [days] = bank.query(
        "select sum(actual) from kpi_daily where kpi_id = 'talk_time' and subject_kind = 'rep'"
    )
    assert days == (TALK_SECONDS,)

    warehouse = "warehouse/scoreline.duckdb"
    core = """
        select count(*), sum(talk_seconds),
            count(distinct customer_unit) filter (where not is_known_by_number_alone)
        from core.fct_call where is_successful
    """
    assert bank.query(core, warehouse) == [(CALLS, TALK_SECONDS, CUSTOMERS)]

    lineage = "rows_read, rows_loaded, rows_duplicate, rows_quarantined"
    [line] = bank.query(f"select {lineage} from lineage_file where name = 'bank/january.txt'")
    assert line == (ROWS, ROWS, 0, 0)
