"""From claim to adjustment: what is written, who may decide, and what never lands."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from dagster_project.appeals.landed import restore_approved, write_missing
from dagster_project.errors import UsageError
from dagster_project.periods import parse_period
from dagster_project.record.log import append, read
from tests.appeals.conftest import Call
from tests.restatement.world import MONDAY, World, sha

CLAIM = (
    "appeal",
    "open",
    "--subject",
    "R1",
    "--period",
    "2026-W37",
    "--claim",
    "the phones were down",
    "--by",
    "R1",
)
APPROVE = (
    "appeal",
    "decide",
    "1",
    "--approve",
    "--delta",
    "0.5",
    "--by",
    "Zhao",
    "--why",
    "phones were down indeed",
)


def adjustments(world: World) -> list[Path]:
    return sorted((world.home.root / "landing" / "adjustments").glob("*"))


def test_an_approved_appeal_lands_as_one_canonical_line(world: World, call: Call) -> None:
    opened = call(*CLAIM)
    assert opened.exit_code == 0, opened.output
    assert "appeal-000001 is open: score of rep R1, 2026-W37, scheme s" in opened.output
    assert call(*APPROVE).exit_code == 0
    (file,) = adjustments(world)
    assert file.name == "appeal-000001.csv"
    (line,) = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    assert line.pop("approved_at").endswith("+00:00")
    assert line == {
        "adjustment_id": "appeal-000001",
        "subject_id": "R1",
        "period": "2026-W37",
        "scheme_id": "s",
        "kpi_id": "score",
        "delta": "0.5",
        "reason": "appeal-000001: phones were down indeed",
        "approved_by": "Zhao",
    }
    events = [
        (entry.event, entry.by, entry.why) for entry in read(world.home, "appeal_opened", "appeal_decided")
    ]
    assert events == [("appeal_opened", "R1", None), ("appeal_decided", "Zhao", "phones were down indeed")]


def test_the_list_says_where_each_stands_until_a_version_holds_it(world: World, call: Call) -> None:
    call(*CLAIM)
    call(*CLAIM)
    call("appeal", "decide", "2", "--reject", "--by", "Zhao", "--why", "they were up")
    call(*APPROVE)
    stands = [one["stands"] for one in json.loads(call("appeal", "list", "--json").stdout)]
    assert stands == ["approved, waits for a run (adjustments/appeal-000001.csv)", "rejected"]
    file = world.file("adjustments/appeal-000001.csv")
    world.add(
        "adjustment", adjustment_id="appeal-000001", subject_kind="rep", subject_id="R1", period_start=MONDAY,
        grain="week", scheme_id="s", kpi_id="score", delta="0.5", file_id=file, line_no=2,
    )  # fmt: skip
    world.night()
    shown = json.loads(call("appeal", "show", "1", "--json").stdout)
    assert (shown["stands"], shown["version"], shown["claim"]) == ("in version 2", 2, "the phones were down")
    assert "appeal-000002" in call("appeal", "list", "--status", "rejected").stdout
    assert "no appeal is open" in call("appeal", "list", "--status", "open").stdout
    assert sha("adjustments/appeal-000001.csv") == file


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("--subject", "R11"), "'R11' is nobody's id; did you mean 'R1'?"),
        (("--subject", "T9"), "'T9' is nobody's id"),
        (("--period", "2026-W60"), "expected a day (2026-09-07), ISO week"),
        (("--period", "9/2026"), "is no period"),
        (("--period", "2026-W36"), "publishes nothing of R1 for 2026-W36"),
        (("--period", MONDAY), "2026-09-07 is a day; a score is of a week"),
        (("--scheme", "r"), "'r' does not judge R1 in 2026-W37"),
        (("--kpi", "dials"), "a KPI is adjusted on a day"),
        (("--period", MONDAY, "--kpi", "dials"), "R1 in 2026-09-07 is judged by s, t; say which"),
        (
            ("--period", MONDAY, "--scheme", "s", "--kpi", "dails"),
            "'dails' is no KPI of s; did you mean 'dials'?",
        ),
        (
            ("--period", MONDAY, "--kpi", "dials", "--subject", "T1"),
            "T1 is a team; a KPI is adjusted for a rep",
        ),
        (("--claim", "  "), "--claim is empty"),
        (("--claim", "a\x1b[2Jb"), "characters that cannot be seen"),
        (("--by", "=cmd()"), "begins with a letter"),
    ],
)
def test_what_the_publication_does_not_know_is_refused(
    world: World, call: Call, change: tuple[str, ...], said: str
) -> None:
    done = call(*CLAIM, *change)
    assert done.exit_code == 2
    assert said in done.stderr
    assert read(world.home, "appeal_opened") == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("--by", "R1"), "is the subject of appeal-000001"),
        (("--by", "r1"), "is the subject of appeal-000001"),
        (("--by", "王芳"), "is the subject of appeal-000001"),
        (("--delta", "much"), "'much' is no number"),
        (("--delta", "nan"), "changes nothing"),
        (("--delta", "0"), "changes nothing"),
        (("--delta", "0.00001"), "more than 4 decimals"),
        (("--delta", "100000"), "too large"),
        (("--why", ""), "--why is empty"),
        (("--reject",), "--reject takes no --delta"),
    ],
)
def test_a_decision_that_breaks_a_rule_lands_nothing(
    world: World, call: Call, change: tuple[str, ...], said: str
) -> None:
    call(*CLAIM)
    done = call(*APPROVE, *change)
    assert done.exit_code == 2
    assert said in done.stderr
    assert adjustments(world) == []
    assert read(world.home, "appeal_decided") == []


def test_a_rep_of_a_team_does_not_decide_for_the_team(world: World, call: Call) -> None:
    call(*CLAIM, "--subject", "T1")
    assert "belongs to it" in call(*APPROVE, "--by", "R2").stderr
    assert "belongs to it" in call(*APPROVE, "--by", "Li Lei").stderr
    assert call(*APPROVE).exit_code == 0


def test_the_manager_decides_for_a_rep_but_not_for_the_team(world: World, call: Call) -> None:
    world.rows["rep_day"][0]["manager_id"] = "M1"
    world.add("dim_rep", rep_id="M1", valid_from="2026-01-01", name="王经理")
    world.night()
    call(*CLAIM, "--subject", "T1")
    for name in ("M1", "m1", "王经理"):
        assert "leads it; somebody else decides" in call(*APPROVE, "--by", name).stderr
    assert call(*APPROVE).exit_code == 0
    call(*CLAIM)
    of_the_rep = [word.replace("1", "2") if word == "1" else word for word in APPROVE]
    assert call(*of_the_rep, "--by", "M1").exit_code == 0


def test_nothing_is_decided_twice_and_no_file_is_overwritten(world: World, call: Call) -> None:
    assert "no such appeal; none was ever opened" in call(*APPROVE).stderr
    call(*CLAIM)
    path = world.home.root / "landing" / "adjustments" / "appeal-000001.csv"
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    assert "exists already and is not overwritten" in call(*APPROVE).stderr
    path.unlink()
    assert call(*APPROVE).exit_code == 0
    again = call(*APPROVE, "--delta", "9")
    assert again.exit_code == 2
    assert "was approved by Zhao" in again.stderr
    assert "0.5" in path.read_text()


def test_a_kill_between_record_and_file_is_made_good_by_the_next_decision(
    world: World, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    call(*CLAIM)
    with monkeypatch.context() as patch:
        patch.setattr("dagster_project.appeals.acts.write_missing", lambda home: [])
        call(*APPROVE)
    assert adjustments(world) == []
    call(*CLAIM)
    call("appeal", "decide", "2", "--reject", "--by", "Zhao", "--why", "no")
    assert [path.name for path in adjustments(world)] == ["appeal-000001.csv"]


def test_a_file_that_was_lost_is_told_and_written_by_the_run_into_the_folder_it_reads(
    world: World, call: Call, tmp_path: Path
) -> None:
    call(*CLAIM)
    call(*APPROVE)
    (path,) = adjustments(world)
    approved = path.read_bytes()
    path.unlink()
    (stands,) = (one["stands"] for one in json.loads(call("appeal", "list", "--json").stdout))
    assert stands.startswith("approved, its file is missing and the next run writes it again")
    landing = tmp_path / "elsewhere"
    assert write_missing(world.home, landing) == [landing / "adjustments" / path.name]
    assert (landing / "adjustments" / path.name).read_bytes() == approved
    assert write_missing(world.home, landing) == []


def test_a_landing_folder_that_cannot_be_written_is_told_and_stops_no_run(
    world: World, call: Call, tmp_path: Path
) -> None:
    call(*CLAIM)
    call(*APPROVE)
    (tmp_path / "adjustments").write_text("a file where the folder should be")
    (sentence,) = restore_approved(world.home, tmp_path)
    assert "the adjustment of an approved appeal is missing and cannot be written" in sentence


def test_a_file_that_was_read_and_archived_is_not_written_again(world: World, call: Call) -> None:
    call(*CLAIM)
    call(*APPROVE)
    world.file("adjustments/appeal-000001.csv")
    adjustments(world)[0].unlink()
    call(*CLAIM)
    call("appeal", "decide", "2", "--reject", "--by", "Zhao", "--why", "no")
    assert adjustments(world) == []


def test_text_is_never_a_formula_at_the_start_of_a_cell(world: World, call: Call) -> None:
    call(*CLAIM, "--claim", "=HYPERLINK(1)")
    call(*APPROVE, "--why", '=cmd|" /c calc"!A1')
    (line,) = csv.DictReader(adjustments(world)[0].read_text(encoding="utf-8").splitlines())
    assert all(not cell.startswith(("=", "+", "-", "@")) for cell in line.values())


def test_a_tampered_record_stops_everything(world: World, call: Call) -> None:
    append(world.home, "revealed")
    log = world.home.root / "record" / "log.jsonl"
    log.write_bytes(log.read_bytes().replace(b'"version": 1', b'"version": 7', 1))
    assert call(*CLAIM).exit_code == 1


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("2026-09-07", ("day", "2026-09-07", "2026-09-07")),
        ("2026-W53", ("week", "2026-12-28", "2027-01-03")),
        ("2028-02", ("month", "2028-02-01", "2028-02-29")),
        ("2026-12", ("month", "2026-12-01", "2026-12-31")),
        ("2026-Q4", ("quarter", "2026-10-01", "2026-12-31")),
        ("2026", ("year", "2026-01-01", "2026-12-31")),
    ],
)
def test_periods_have_their_days(text: str, bounds: tuple[str, str, str]) -> None:
    period = parse_period(text)
    assert (period.grain, str(period.start), str(period.end)) == bounds


@pytest.mark.parametrize(
    "text", ["2027-W53", "2026-02-30", "2026-13", "2026-Q5", "26", "0000", "２０２６", ""]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="expected a day"):
        parse_period(text)
