"""`scoreline preview`, as a user calls it, on a home whose July is closed; numbers are worked out by hand.

Two people from Monday 27 July 2026 on: 5 working days of July, closed with version 1, and 21 of August,
published as version 2 on its last day. r1 makes one dial on the first day, and 50 on each day of August:
half of the 100 that are asked. r2 makes 10 a day, each of which reaches a key person: a tenth of the dials
and half of the 20 successful calls. Nobody finds an opportunity. So, by the weights 2, 2, 5, 1, r1 has
0.5 x 2 = 1.0 and r2 0.1 x 2 + 0.5 x 2 = 1.2; both are red, and r2 is the first. A successful call pays 10,
which are 2100 for r2.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dagster_project.closing.freeze import close
from dagster_project.closing.month import parse_month
from dagster_project.errors import ScorelineError
from dagster_project.home import PROJECT
from dagster_project.policy.load import load_policy
from dagster_project.preview.derive import derived, refuse_uncounted
from dagster_project.publication.versions import current
from tests.closing.books import Books
from tests.closing.story import CALLS, SCHEME, replace_in
from tests.core_policy import core_policy

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(1800)]

AUGUST = [date(2026, 8, 3) + timedelta(days=n) for n in range(29)]
RULES = "rule_id,scheme_id,kind,kpi_id,per,rate,says_zh,says_en"
REACHED = f"reached,{SCHEME},per_unit,successful_calls,,10,每通,per successful call"
RED = (
    f"red-month,{SCHEME},rep,month,band_streak,,red,1,,0.5,红色,Red month,本月红色：谈话。,"
    '"Score red in a month: a talk.",,\n'
)
TARGET = f"{SCHEME},dials,day,100,60,"


def calls() -> str:
    """Everybody's dials, those of r2 with a key person."""
    text = f"{CALLS}first,r1,2026-07-27 10:00:00,no_answer,,\n"
    for day in (day for day in AUGUST if day.isoweekday() <= 5):
        for rep, count, reached in (("r1", 50, "no_answer,"), ("r2", 10, "connected,key_person")):
            text += "".join(f"{rep}-{day}-{n},{rep},{day} 10:{n:02}:00,{reached},\n" for n in range(count))
    return text


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Both versions; previews write nothing there."""
    made = Books(tmp_path_factory.mktemp("preview"))
    (made.policy / "incentives.csv").write_text(f"{RULES}\n{REACHED}\n", encoding="utf-8")
    with (made.policy / "consequences.csv").open("a", encoding="utf-8") as rules:
        rules.write(RED)
    roster = "rep_id,valid_from,team_id\nr1,2026-07-27,t1\nr2,2026-07-27,t1\n"
    made.land({"roster/r.csv": roster, "calls/1.csv": calls()}, "2026-08-31")
    made.night("2026-07-31")
    close(made.home, parse_month("2026-07"), by="finance", why="payroll")
    made.night("2026-08-31")
    return made


def other_policy(books: Books, folder: Path, **changes: tuple[str, str]) -> Path:
    """A copy of the policy with a text of each named table replaced."""
    policy = shutil.copytree(books.policy, folder / "other")
    for table, (old, new) in changes.items():
        replace_in(policy / f"{table}.csv", old, new)
    return policy


def preview(books: Books, policy: Path, scratch: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, with `scratch` as the system's folder for temporary files; it leaves nothing anywhere."""
    scratch.mkdir()
    before = files(books.folder)
    command: list[str | Path] = [sys.executable, "-m", "dagster_project.command.main", "preview"]
    done = subprocess.run(
        [*command, "--home", books.home.root, "--policy", policy, *arguments],
        env=os.environ | {"PYTHONPATH": str(PROJECT), "TMPDIR": str(scratch)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert files(books.folder) == before, "home, landing folder and policy are as they were, byte for byte"
    assert not list(scratch.iterdir())
    return done


def files(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Of every file the time of writing and the bytes; of a link, where it leads."""
    links = {path: path.readlink() for path in folder.rglob("*") if path.is_symlink()}
    plain = [path for path in folder.rglob("*") if path.is_file() and path not in links]
    found = {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in plain}
    return found | {str(path): (0, bytes(target)) for path, target in links.items()}


def test_half_the_target_and_twice_the_rate_turn_one_green_and_pay_the_other_double(
    books: Books, tmp_path: Path
) -> None:
    """50 of 50 dials a day: r1 has 1.0 x 2 = 2.0 and is first; r2 0.2 x 2 + 0.5 x 2 = 1.4.

    Team and site: 60 of 100 dials a day are yellow, 0.6 x 2 + 0.25 x 2 = 1.7. In the quarter July keeps its
    500 dials: r1 has 1051 of 1550, which is 0.678065.
    """
    other = other_policy(
        books, tmp_path, targets=(TARGET, f"{SCHEME},dials,day,50,30,"), incentives=(",,10,", ",,20,")
    )
    done = preview(books, other, tmp_path / "scratch", "--limit", "0")
    assert done.returncode == 0, done.stderr
    head, counts, *told = done.stdout.rstrip("\n").split("\n\n")
    assert head.splitlines()[:3] == [
        f"version 2 (as of 2026-08-31) under the policy in {other}; nothing is published",
        "policy: targets.csv 1 row(s) gone, 1 new; incentives.csv 1 row(s) gone, 1 new",
        "closed, and moved by no policy: 2026-07; longer periods change by their other days only",
    ]
    moved = "4 of 4 scores change (0 in colour, 2 in rank)"
    assert counts.splitlines() == [
        f"week 2026-W36: {moved}, 3 of 16 KPIs change colour",
        f"month 2026-08: {moved}, 3 of 20 KPIs change colour, "
        "pay of 1 of 1 changes (2100.00 -> 4200.00 CNY in all)",
        f"quarter 2026-Q3: {moved}, 1 of 20 KPIs change colour",
    ]
    assert told[0] == (
        f"rep r1, month 2026-08, {SCHEME}: score 1.0000 -> 2.0000, rank 2 -> 1\n"
        "  dials: target 2100.0000 -> 1050.0000, attainment 0.500000 -> 1.000000, band red -> green, "
        "points 1.0000 -> 2.0000, meets_minimum false -> true"
    )
    assert (
        f"team t1, month 2026-08, {SCHEME}: score 1.1000 -> 1.7000\n"
        "  dials: target 4200.0000 -> 2100.0000, attainment 0.300000 -> 0.600000, band red -> yellow, "
        "points 0.6000 -> 1.2000, meets_minimum false -> true"
    ) in told
    assert (
        f"rep r1, quarter 2026-Q3, {SCHEME}: score 0.8085 -> 1.3561, rank 2 -> 1\n"
        "  dials: target 2600.0000 -> 1550.0000, attainment 0.404231 -> 0.678065, band red -> yellow, "
        "points 0.8085 -> 1.3561, meets_minimum false -> true"
    ) in told
    assert (
        f"rep r2, month 2026-08, {SCHEME}: score 1.2000 -> 1.4000, rank 1 -> 2\n"
        "  pay: payable 2100.00 -> 4200.00\n"
        "  rule reached: 2100.00 -> 4200.00\n"
        "  dials: target 2100.0000 -> 1050.0000, attainment 0.100000 -> 0.200000, points 0.2000 -> 0.4000"
    ) in told
    assert len(told) == len(("r1", "r2", "t1", "site")) * len(("week", "month", "quarter"))


def test_other_weights_and_bands_move_score_rank_and_consequence_and_no_closed_month(
    books: Books, tmp_path: Path
) -> None:
    """Dials weigh 5 and potential opportunities 2: r1 has 2.5 and is first, before the 0.5 + 1.0 of r2.

    Yellow from 20 % on: the score of r1 is a quarter, so r1 is not named any more.
    """
    other = other_policy(
        books, tmp_path, weights=("dials,2,", "dials,5,"), bands=("yellow,0.6", "yellow,0.2")
    )
    replace_in(other / "weights.csv", "potential_opportunities,5,", "potential_opportunities,2,")
    asked = ("--month", "2026-07", "--month", "2026-08", "--subject", "r1", "--scheme", SCHEME, "--json")
    done = preview(books, other, tmp_path / "scratch", *asked)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["closed_months"] == ["2026-07"]
    assert [one["file"] for one in told["policy_rows"]] == ["weights.csv", "bands.csv"]
    july, august = told["periods"]
    assert (july["scores_of"], july["scores"], july["kpi_colours"]) == (1, 0, 0)
    assert (august["scores_of"], august["scores"], august["score_colours"], august["ranks"]) == (1, 1, 1, 1)
    assert (august["appear"], august["vanish"]) == (0, 1)
    assert {(one["subject_id"], one["period"]) for one in told["changes"]} == {("r1", "2026-08")}
    score = {"score": ("1.0000", "2.5000"), "measured": ("1.0000", "2.5000"), "rank": ("2", "1")}
    assert values(told, None) == score | {"attainment": ("0.100000", "0.250000"), "band": ("red", "yellow")}
    dials = {"weight": ("2.0000", "5.0000"), "points": ("1.0000", "2.5000"), "band": ("red", "yellow")}
    assert values(told, "dials") == dials
    assert [
        (one["rule_id"], one["change"], one["old_value"]) for one in told["changes"] if one["rule_id"]
    ] == [("red-month", "vanished", "2026-08-01")]


def values(told: dict[str, Any], kpi: str | None) -> dict[str, tuple[str, str]]:
    """Old and new values of the score or of a KPI, by column."""
    return {
        one["column_name"]: (one["old_value"], one["new_value"])
        for one in told["changes"]
        if (one["kpi_id"], one["rule_id"]) == (kpi, None)
    }


class Looked(Exception):
    """What was looked for was seen."""


def test_the_key_of_the_hash_of_numbers_stays_the_publication_s(
    books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Frozen events know customers by it: with another key, one customer would be two."""
    key = "number_key,scoreline-shipped-number-key"
    other = other_policy(books, tmp_path, settings=(key, "number_key,another"))
    seen = []

    def look(_project: Path, warehouse: Path, _folder: Path) -> None:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            seen.append(
                connection.execute("select value from policy.settings where name = 'number_key'").fetchone()
            )
        raise Looked

    monkeypatch.setattr("dagster_project.preview.derive.derive", look)
    published = current(books.home)
    assert published is not None
    before = files(books.folder)
    with pytest.raises(Looked):
        derived(books.home, published, load_policy(other), tmp_path / "scratch", ())
    assert seen == [(key.removeprefix("number_key,"),)]
    assert files(books.folder) == before


def test_a_wrong_policy_is_refused_with_every_problem(books: Books, tmp_path: Path) -> None:
    other = other_policy(
        books, tmp_path, weights=("dials,2,", "dials,3,"), targets=(TARGET, f"{SCHEME},dails,day,100,60,")
    )
    done = preview(books, other, tmp_path / "scratch")
    assert done.returncode == 2
    assert "targets.csv:2, column kpi_id: 'dails'" in done.stderr
    assert "weights.csv:2, column points: '3'" in done.stderr
    assert not done.stdout


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("--subject", "r3"), "nobody and nothing in version 2 is called 'r3'; known are r1, r2, site, t1"),
        (("--scheme", "telesale-standard"), f"did you mean '{SCHEME}'?"),
        (("--month", "2026-09"), "--month 2026-09: expected a period that begins on 2026-08-31 or before"),
        (("--week", "36"), "--week: '36' is no week; expected 2026-W45, say"),
    ],
)
def test_what_is_not_there_is_refused_before_it_takes_long(
    books: Books, tmp_path: Path, asked: tuple[str, str], words: str
) -> None:
    done = preview(books, books.policy, tmp_path / "scratch", *asked)
    assert done.returncode == 2
    assert words in done.stderr


def test_a_publication_that_was_edited_is_not_previewed(books: Books, tmp_path: Path) -> None:
    edited = Books(tmp_path / "edited")
    shutil.copytree(books.home.root, edited.home.root, symlinks=True, dirs_exist_ok=True)
    table = edited.home.published / "v000002" / "kpi_monthly.parquet"
    table.chmod(0o600)
    table.write_bytes(table.read_bytes() + b"x")
    done = preview(edited, books.policy, tmp_path / "scratch")
    assert done.returncode == 1
    assert "is damaged" in done.stderr
    assert "v000002/kpi_monthly.parquet: expected" in done.stderr


def test_a_kpi_that_the_sql_of_the_publication_does_not_count_is_named(tmp_path: Path) -> None:
    counted = tmp_path / "models" / "events" / "calls"
    counted.mkdir(parents=True)
    for kpi in ("dials", "successful_calls", "potential_opportunities", "valid_opportunities"):
        (counted / f"event_{kpi}.sql").touch()
    with pytest.raises(ScorelineError, match="version 7 carries counts no customer_coverage; publish once"):
        refuse_uncounted(load_policy(core_policy()), tmp_path, 7)
