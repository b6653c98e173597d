"""Runs killed with SIGKILL at many points, one after another on one home; then one that nobody disturbs.

A chain of killed runs is harsher than one kill and a run: each begins with what all before it left. What must
come out is what an undisturbed home holds: the same `tables_hash`, the same files, nothing left over.
"""

from __future__ import annotations

import json
import signal
from collections import Counter
from pathlib import Path

import pytest

from tests.end_to_end.site import SECOND_NIGHT, SecondNight, Site, assert_whole, said
from tests.faults.forked import Cut, run

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(1800)]

LINES = (
    "select name, rows_read, rows_loaded, rows_duplicate, rows_quarantined from lineage_file order by name"
)
INGEST = ("raw/files", "raw/rows", "raw/ledger", "raw/")
LEFT_OVER = ("*.making*", "*.tmp", "*.aside*", "*.part", "*.wal")
"""The name of the lock's last holder may stay: it is read only while somebody holds the lock."""

DOZEN = [
    Cut(word="", after=0.1),
    Cut("raw/files", 1),
    Cut("raw/files", 3),
    Cut("raw/rows", 2),
    Cut("raw/ledger", 0),
    Cut("warehouse", 0),
    Cut("cache/dbt/run", 0),
    Cut("cache/dbt/run", 10),
    Cut("cache/dbt/run", 25),
    Cut("cache/dbt/run", 60),
    Cut(word="judging", after=0.3),
    Cut("published/v0", 0),
]
"""The last one falls between the line in the record log and the name of the publication."""


def chain(number: int) -> list[Cut]:
    """Thirteen cuts, at other places for every number from 0 to 7."""
    return [
        Cut(word="", after=0.05 + 0.2 * number),
        Cut("raw/", 3 + 5 * number),
        Cut("raw/rows", number),
        Cut(("raw/ledger", "warehouse", "cache", "dagster")[number % 4], 0),
        *(Cut("cache/dbt/run", place + 4 * number) for place in (1, 35, 70, 105)),
        Cut(word="deriving", after=1.0 + 0.9 * number),
        Cut(word="judging", after=0.1 + 0.5 * number),
        Cut("published/.making-", 5 + 30 * number),
        Cut("published/.making-", 30 + 60 * number),
        (
            Cut("record", 0),
            Cut("record", 1),
            Cut("published/v0", 0),
            Cut("published/.making-current", 0),
            Cut("published/current", 0),
            Cut(word="is current", after=0.0),
            Cut("dagster", 1),
            Cut(word="Published version", after=0.0),
        )[number],
    ]


def suffer(site: Site, cuts: list[Cut]) -> Counter[str]:
    """Run once for each cut; how many runs were killed below which folder or behind which word."""
    killed: Counter[str] = Counter()
    for cut in cuts:
        ended = run(site, SECOND_NIGHT, cut)
        assert ended.code in (-signal.SIGKILL, 0), f"{cut}: {ended.code}\n{ended.said}"
        killed[cut.where or cut.word] += ended.code == -signal.SIGKILL
        if site.current.is_symlink():
            assert_whole(site.current)
    return killed


def assert_undisturbed(site: Site, undisturbed: Site, versions: list[str]) -> None:
    """After one more run, the home is as if nothing had happened."""
    ended = run(site, SECOND_NIGHT)
    assert ended.code == 0, ended.said
    assert site.versions == ["current", *versions]
    assert site.current.readlink() == Path(versions[-1])
    assert_whole(site.current)
    assert site.manifest["tables_hash"] == undisturbed.manifest["tables_hash"]
    assert site.query(LINES) == undisturbed.query(LINES)
    for folder in ("raw/files", "raw/rows", "raw/refused"):
        assert below(site, folder) == below(undisturbed, folder), folder
    left = [path for pattern in LEFT_OVER for path in site.home.rglob(pattern) if "cache" not in path.parts]
    assert left == []
    done = site.scoreline("versions", "--check")
    assert done.returncode == 0, said(done)
    lines = (site.home / "record" / "log.jsonl").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line)["event"] for line in lines]
    assert events.count("published") == len(versions)


def below(site: Site, folder: str) -> list[str]:
    """Paths of the files below a folder of the home."""
    root = site.home / folder
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_a_dozen_killed_runs_leave_nothing_behind(second_night: SecondNight, site: Site) -> None:
    site.land(SECOND_NIGHT)
    killed = suffer(site, DOZEN)
    assert killed.total() == len(DOZEN), killed
    assert_undisturbed(site, second_night.site, ["v000001", "v000002"])


@pytest.mark.faults
@pytest.mark.parametrize("number", range(8))
def test_killed_runs_leave_nothing_behind(
    second_night: SecondNight, request: pytest.FixtureRequest, number: int
) -> None:
    """Even numbers: a home that has published before; odd ones: a home that has not."""
    site = request.getfixturevalue("fresh" if number % 2 else "site")
    site.land(SECOND_NIGHT)
    cuts = chain(number)
    killed = suffer(site, cuts)
    print(f"\nchain {number}: {killed.total()} of {len(cuts)} runs killed: {dict(killed)}")
    assert killed.total() >= len(cuts) - 1, killed
    assert_undisturbed(site, second_night.site, ["v000001"] if number % 2 else ["v000001", "v000002"])
