"""`scoreline forget`, as a user calls it, on a home of two nights."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from tests.end_to_end.site import SecondNight, Site, copied, said
from tests.forgetting.traces import found_in

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(1800)]

COUNTS = (
    "kpi_daily",
    "kpi_monthly",
    "score_weekly",
    "score_monthly",
    "weekly_report",
    "rep_day",
    "consequence",
    "incentive_line",
    "incentive_total",
)
FINDINGS = (
    "select finding_id, kind, rep_id, day, status, decided_by, file_id, line_no from compliance_finding"
)


@pytest.fixture
def site(second_night: SecondNight, tmp_path: Path) -> Site:
    return copied(second_night.site, tmp_path)


def merged_customer(site: Site) -> tuple[str, list[str]]:
    """An id that was merged away, and ids, contact ids, numbers and names of both customers."""
    rows = site.home / "raw" / "rows"
    with duckdb.connect() as connection:
        (old, into) = connection.execute(
            f"select customer_id, merged_into from '{rows}/customers/*.parquet' "
            "where merged_into <> '' order by 1"
        ).fetchone()  # type: ignore[misc]
        ids = f"('{old}', '{into}')"
        found = connection.execute(
            f"""
            select customer_id from '{rows}/customers/*.parquet' where customer_id in {ids}
            union select name from '{rows}/customers/*.parquet' where customer_id in {ids}
            union select unnest([contact_id, name, right(mobile, 11)]) from '{rows}/contacts/*.parquet'
            where customer_id in {ids}
            """
        ).fetchall()
    return old, [word for (word,) in found if word]


def numbers(site: Site) -> dict[str, list[tuple[object, ...]]]:
    """Published rows without anybody's id."""
    units = "select kpi_id, rep_id, day, quantity, file_id, line_no from counted_event order by all"
    tables = {name: site.query(f"select * from {name} order by all") for name in COUNTS}
    findings = site.query(f"{FINDINGS} order by all")
    return tables | {"counted_event": site.query(units), "compliance_finding": findings}


@pytest.mark.faults
def test_nobody_finds_the_customer_and_every_count_stays_and_verifies(site: Site) -> None:
    customer, words = merged_customer(site)
    before, places = numbers(site), found_in(site.home, words)
    assert before["incentive_line"], "nobody is paid here"
    assert any(row[4] == "confirmed" for row in before["compliance_finding"])
    assert places[customer], "the customer is not in this home"
    done = site.scoreline("forget", "--customer", customer, "--why", "a letter of 2 October", "--yes")
    assert done.returncode == 0, said(done)
    assert "2 customer id(s)" in done.stdout
    assert "Not touched: backups, the landing folder" in done.stdout
    assert found_in(site.home, words) == {}
    assert numbers(site) == before
    manifest = site.manifest
    assert manifest["forgotten"] == {"customers": 1}
    assert (site.current / "manifest.original.json").is_file()
    verified = site.scoreline("verify")
    assert verified.returncode == 0, said(verified)
    assert "version 2 (as of 2026-09-30): equal, 1 forgotten customer(s)" in verified.stdout
    checked = site.scoreline("versions", "--check")
    assert checked.returncode == 0, said(checked)


@pytest.mark.faults
def test_the_next_night_goes_on_and_older_versions_verify(site: Site) -> None:
    customer, words = merged_customer(site)
    before = numbers(site)
    assert site.scoreline("forget", "--customer", customer, "--why", "a letter", "--yes").returncode == 0
    night = site.run("2026-09-30")
    assert night.returncode == 0, said(night)
    assert numbers(site) == before
    assert found_in(site.home, words) == {}
    for version in json.loads((site.current / "manifest.json").read_bytes())["version"], 1:
        verified = site.scoreline("verify", str(version))
        assert verified.returncode == 0, said(verified)


def test_it_asks_before_it_acts(site: Site) -> None:
    done = site.scoreline("forget", "--customer", "nobody", "--why", "a letter", "--yes")
    assert done.returncode == 2
    assert "no line of the raw store bears the customer 'nobody'; nothing was changed" in done.stderr
    customer, _ = merged_customer(site)
    done = site.scoreline("forget", "--customer", customer, "--why", "a letter")
    assert done.returncode == 2
    assert "nobody is here to ask: add --yes" in done.stderr
    assert site.manifest.get("forgotten") is None
