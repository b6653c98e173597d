"""Readers are led back and forth in one step; what the next run does is plain."""

from __future__ import annotations

import logging

import duckdb
import pytest

from dagster_project.errors import ScorelineError, UsageError
from dagster_project.keeping.check import check
from dagster_project.keeping.rollback import roll_back
from dagster_project.keeping.settle import settle
from dagster_project.keeping.state import told, unsettled
from dagster_project.orchestration.lock import hold
from dagster_project.publication.versions import current
from dagster_project.record.log import read
from dagster_project.upgrade.format import write_format
from tests.keeping.conftest import Scoreline, publish_night, unlock
from tests.publication.warehouse import Site


def days(site: Site) -> int:
    """What a reader of `current` sees: as many days as the number of the night."""
    with duckdb.connect(str(site.home.published / "current" / "scoreline.duckdb"), read_only=True) as read_it:
        row = read_it.execute("select count(*) from kpi_daily").fetchone()
    assert row is not None
    return int(row[0])


def test_the_command_leads_back_records_it_and_the_next_night_goes_on(
    site: Site, scoreline: Scoreline
) -> None:
    write_format(site.home)
    done = scoreline("rollback", "1", "--why", "half of the calls were missing")
    assert done.returncode == 0, done.stderr
    assert "Version 1 (as of 2026-07-31) is current; readers saw version 3" in done.stdout
    assert "mend first what was wrong with version 3" in done.stdout
    assert days(site) == 1
    (entry,) = read(site.home, "rolled_back")
    assert (entry.facts, entry.why) == ({"from": 3, "to": 1}, "half of the calls were missing")
    assert publish_night(site, 4) == 4
    manifest = current(site.home)
    assert manifest is not None
    assert manifest.content["previous"]["version"] == 1
    assert days(site) == 4
    assert check(site.home).problems == []


def test_a_run_does_not_publish_again_what_was_rolled_back(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    roll_back(site.home, 2, None)
    site.build(["2026-06-30", "2026-07-01", "2026-07-02"])
    with caplog.at_level(logging.WARNING):
        published = site.publish(input_hash=f"{3:064}")
    assert (published.version, published.changed) == (2, False)
    assert "version 3 was rolled back: version 2 stays the current one" in caplog.text
    assert days(site) == 2
    assert publish_night(site, 4) == 4
    assert site.publish(input_hash=f"{3:064}").version == 5, "of the past: a new number again"


def test_a_rollback_that_is_taken_back_leaves_nothing_aside(site: Site) -> None:
    roll_back(site.home, 1, None)
    roll_back(site.home, 2, None)
    assert told(site.home).rolled_back == [3]
    roll_back(site.home, 3, None)
    assert told(site.home).rolled_back == []
    assert days(site) == 3


@pytest.mark.parametrize(("version", "said"), [(3, "the current one already"), (9, "no such version")])
def test_what_cannot_be_is_refused(site: Site, version: int, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        roll_back(site.home, version, None)


def test_a_version_that_was_edited_is_not_led_to(site: Site) -> None:
    path = unlock(site.home.published / "v000001" / "dim_rep.parquet")
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(ScorelineError, match=r"nothing was changed:\n  dim_rep.parquet"):
        roll_back(site.home, 1, None)
    assert days(site) == 3
    assert read(site.home, "rolled_back") == []


def test_a_rollback_cut_off_behind_its_line_is_finished_by_the_next_command(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("dagster_project.keeping.rollback.point", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            roll_back(site.home, 1, None)
    assert (days(site), unsettled(site.home)) == (3, True)
    assert settle(site.home) == ["`current` led to version 3, line 4 of the log says version 1: moved there"]
    assert (days(site), unsettled(site.home)) == (1, False)


def test_it_waits_for_no_run(site: Site, scoreline: Scoreline) -> None:
    with hold(site.home, "run-7"):
        done = scoreline("rollback", "1")
    assert done.returncode == 4
    assert "run run-7" in done.stderr
    assert days(site) == 3
