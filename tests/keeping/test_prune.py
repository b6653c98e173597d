"""Retention keeps what it says, asks first, and leaves a trace of what is gone."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from dagster_project.errors import ScorelineError
from dagster_project.home import PROJECT
from dagster_project.ingest.original import sha256_of
from dagster_project.keeping import prune as module
from dagster_project.keeping.check import check
from dagster_project.keeping.prune import plan, prune
from dagster_project.keeping.retention import Publication, decide
from dagster_project.keeping.rollback import roll_back
from dagster_project.keeping.settle import settle
from dagster_project.keeping.state import DATABASE, EVERYTHING, require_whole
from dagster_project.orchestration.lock import hold
from dagster_project.publication.versions import MANIFEST, ORIGINAL, list_versions
from dagster_project.record.log import append, read
from dagster_project.upgrade.format import write_format
from tests.keeping.conftest import Scoreline, close_month, copy_of
from tests.publication.warehouse import Site

NIGHTS = ["2026-06-29", "2026-06-30", "2026-07-01", "2026-07-02", "2026-07-03", "2026-07-06"]


@pytest.fixture(scope="session")
def six(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a version per night; version 3 was the source of a closed month."""
    root = tmp_path_factory.mktemp("six")
    site = Site(root)
    for number, night in enumerate(NIGHTS, 1):
        site.build(NIGHTS[:number])
        site.publish(input_hash=f"{number:064}", as_of=date.fromisoformat(night))
    write_format(site.home)
    close_month(site.home, "2026-06", 3)
    return root


@pytest.fixture
def site(six: Path, tmp_path: Path) -> Site:
    return copy_of(six, tmp_path / "site")


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """The shipped policy, keeping two nights and one database."""
    folder = shutil.copytree(PROJECT / "seeds", tmp_path / "seeds")
    text = (folder / "settings.csv").read_text()
    assert "retention_nights,60\nretention_database_nights,7\n" in text
    text = text.replace("nights,60", "nights,2").replace("nights,7", "nights,1")
    (folder / "settings.csv").write_text(text)
    return folder


def left(site: Site) -> dict[int, str]:
    found = {}
    for folder in sorted(site.home.published.glob("v*")):
        names = {path.name for path in folder.rglob("*")}
        state = (
            "whole" if "scoreline.duckdb" in names else "tables" if "dim_rep.parquet" in names else "manifest"
        )
        assert state != "manifest" or names == {"manifest.json"}
        found[int(folder.name[1:])] = state
    return found


PRUNED = {1: "manifest", 2: "tables", 3: "tables", 4: "manifest", 5: "whole", 6: "whole"}


def test_sixty_nights_month_ends_and_what_is_needed_stay() -> None:
    first = date(2026, 1, 1)
    found = [Publication(n + 1, first + timedelta(days=n)) for n in range(200)]
    decisions = decide(found, 60, 7, {200: "current", 199: "before"}, {45: "closed"})
    removed = {one.version: one.remove for one in decisions}
    assert [v for v, what in removed.items() if what is None] == list(range(194, 201))
    month_ends = [31, 59, 90, 120]  # January to April; the end of May is one of the last sixty
    assert [v for v, what in removed.items() if what == DATABASE] == sorted(
        [*month_ends, 45, *range(141, 194)]
    )
    assert sum(what == EVERYTHING for what in removed.values()) == 200 - 60 - 5


def test_every_version_of_a_night_counts_as_one_and_the_last_of_a_month_stays() -> None:
    days = [date(2026, 6, 30), date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 2), date(2026, 7, 2)]
    found = [Publication(n, day) for n, day in enumerate(days, 1)]
    removed = {one.version: one.remove for one in decide(found, 2, 1, {}, {})}
    assert removed == {1: EVERYTHING, 2: DATABASE, 3: DATABASE, 4: None, 5: None}


def test_what_was_pruned_is_not_pruned_again() -> None:
    found = [Publication(1, date(2026, 6, 1), DATABASE), Publication(2, date(2026, 6, 2), EVERYTHING)]
    found += [Publication(3, date(2026, 6, 30), DATABASE), Publication(4, date(2026, 7, 1))]
    removed = {one.version: one.remove for one in decide(found, 1, 1, {}, {})}
    assert removed == {1: EVERYTHING, 2: None, 3: None, 4: None}


def test_the_command_asks_and_refuses_where_nobody_answers(
    site: Site, policy: Path, scoreline: Scoreline
) -> None:
    done = scoreline("prune", "--policy", policy)
    assert done.returncode == 2
    assert "nobody is here to ask: add --yes" in done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()[1:5]] == ["1", "2", "3", "4"]
    assert set(left(site).values()) == {"whole"}
    assert read(site.home, "pruned") == []
    told = json.loads(scoreline("prune", "--policy", policy, "--dry-run", "--json").stdout)
    assert {one["version"]: one["remove"] for one in told["versions"]} == {
        1: EVERYTHING, 2: DATABASE, 3: DATABASE, 4: EVERYTHING, 5: None, 6: None,
    }  # fmt: skip
    assert set(left(site).values()) == {"whole"}


def test_the_command_deletes_records_it_and_frees_what_it_says(
    site: Site, policy: Path, scoreline: Scoreline
) -> None:
    def used() -> int:
        files = {p.stat().st_ino: p.stat().st_size for p in site.home.published.rglob("*") if p.is_file()}
        return sum(files.values())

    before, promised = used(), plan(site.home, 2, 1).bytes
    done = scoreline("prune", "--policy", policy, "--yes")
    assert done.returncode == 0, done.stderr
    assert left(site) == PRUNED
    assert before - used() == promised > 0
    (entry,) = read(site.home, "pruned")
    hashes = {one.version: one.sha256 for one in list_versions(site.home)}
    assert [(one["version"], one["removed"]) for one in entry.facts["versions"]] == [
        (1, EVERYTHING), (2, DATABASE), (3, DATABASE), (4, EVERYTHING),
    ]  # fmt: skip
    assert all(hashes[one["version"]] == one["manifest"] for one in entry.facts["versions"])
    assert check(site.home).problems == check(site.home).notes == []
    states = [one["state"] for one in json.loads(scoreline("versions", "--json").stdout)]
    assert states == ["whole", "whole", "pruned", "tables only", "tables only", "pruned"]
    assert "nothing to delete" in scoreline("prune", "--policy", policy).stdout


def test_the_manifest_as_published_outlives_a_forgotten_version(site: Site) -> None:
    first = list_versions(site.home)[0]
    (first.folder / ORIGINAL).write_bytes(first.raw)
    (first.folder / MANIFEST).unlink()
    (first.folder / MANIFEST).write_bytes(first.raw + b"\n")
    told = {"was": first.sha256, "is": sha256_of(first.folder / MANIFEST)}
    append(site.home, "forgotten", manifests={first.folder.name: told})
    prune(site.home, plan(site.home, 2, 1), 2, 1)
    assert sorted(path.name for path in first.folder.iterdir()) == sorted([MANIFEST, ORIGINAL])
    assert check(site.home).problems == []


def test_absence_is_understood_and_the_next_night_goes_on(site: Site) -> None:
    prune(site.home, plan(site.home, 2, 1), 2, 1)
    one, two, *_ = list_versions(site.home)
    with pytest.raises(ScorelineError, match="its tables were pruned from v000001"):
        require_whole(site.home, one, "trace")
    require_whole(site.home, two, "trace")
    with pytest.raises(ScorelineError, match=r"its scoreline.duckdb was pruned from v000002"):
        roll_back(site.home, 2, None)
    roll_back(site.home, 5, None)
    site.build([*NIGHTS, "2026-07-07"])
    assert site.publish(input_hash=f"{7:064}", as_of=date(2026, 7, 7)).version == 7
    assert check(site.home).problems == []
    assert 5 not in [one.version for one in plan(site.home, 1, 1).removals], "what version 7 was made from"
    (site.home.published / "v000002" / "dim_rep.parquet").unlink()
    (site.home.published / "v000001" / "manifest.json").chmod(0o644)
    (site.home.published / "v000001" / "manifest.json").write_text("{}")
    assert [problem.split(":")[0][-30:] for problem in check(site.home).problems] == [
        "published/v000001/manifest.json"[-30:],
        "v000002/dim_rep.parquet",
    ]


def test_the_current_version_stays_whatever_its_age(site: Site) -> None:
    roll_back(site.home, 1, None)
    removed = {one.version: one.remove for one in plan(site.home, 1, 1).decisions}
    assert (removed[1], removed[6]) == (None, None)


def test_a_deletion_cut_off_behind_its_line_is_finished(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(module, "remove_pruned", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            prune(site.home, plan(site.home, 2, 1), 2, 1)
    assert set(left(site).values()) == {"whole"}
    report = check(site.home)
    assert report.problems == []
    assert len(report.notes) == 4
    assert len(settle(site.home)) == 4
    assert left(site) == PRUNED


def test_what_was_not_agreed_to_is_not_deleted(site: Site) -> None:
    agreed = plan(site.home, 2, 1)
    site.build([*NIGHTS, "2026-07-07"])
    site.publish(input_hash=f"{7:064}", as_of=date(2026, 7, 7))
    with pytest.raises(ScorelineError, match="changed meanwhile"):
        prune(site.home, agreed, 2, 1)
    assert set(left(site).values()) == {"whole"}


def test_it_waits_for_no_run(site: Site, policy: Path, scoreline: Scoreline) -> None:
    with hold(site.home, "run-7"):
        assert scoreline("prune", "--policy", policy, "--yes").returncode == 4
    assert set(left(site).values()) == {"whole"}
