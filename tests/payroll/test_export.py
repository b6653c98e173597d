"""A closed month goes to payroll once, and again with what was corrected; an open one never."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from dagster_project.record.log import read
from tests.payroll.conftest import Call, Payroll
from tests.restatement.test_promises import roll_back
from tests.restatement.world import sha


def sheet(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_first_export_holds_the_month_its_files_and_no_correction(world: Payroll, call: Call) -> None:
    done = call("--month", "2026-09", "--by", "Zhao")
    assert done.exit_code == 0, done.stderr
    assert "It is the month's first export." in done.stdout
    folder = world.home.root / "exports" / "2026-09" / "001"
    scores = [(row["subject_id"], row["score"], row["band"]) for row in sheet(folder, "scores")]
    assert scores == [("R1", "6.1000", "red"), ("R2", "3.3333", "red")]
    (dials, _) = sheet(folder, "kpis")
    assert (dials["kpi_id"], dials["actual"], dials["target"], dials["points"]) == (
        "dials",
        "3.0000",
        "40.0000",
        "6.1000",
    )
    (total,) = sheet(folder, "totals")
    assert (total["subjects"], total["with_score"], total["score"]) == ("2", "2", "9.4333")
    (pay,) = sheet(folder, "pay")
    assert (pay["subject_id"], pay["total"], pay["payable"]) == ("R1", "50.01", "50.01")
    (line,) = sheet(folder, "pay_lines")
    assert (line["rule_id"], line["quantity"], line["amount"]) == ("visit", "5.0010", "50.01")
    assert sheet(folder, "corrections") == []
    assert {(row["name"], row["sha256"]) for row in sheet(folder, "files")} == {
        (name, sha(name)) for name in ("calls/0907.csv", "roster/roster.csv")
    }
    told = json.loads((folder / "export.json").read_bytes())
    assert (told["version"], told["number"], told["since"], told["closed"]["closed_by"]) == (2, 1, None, "li")
    assert {file["path"] for file in told["files"]} == {path.name for path in folder.iterdir()} - {
        "export.json"
    }
    (entry,) = read(world.home, "exported")
    assert (entry.by, entry.facts["month"], entry.facts["version"]) == ("Zhao", "2026-09", 2)


def test_what_was_corrected_since_is_told_with_cause_and_version(world: Payroll, call: Call) -> None:
    call("--month", "2026-09")
    file = sha("adjustments/appeal-000001.csv")
    world.file("adjustments/appeal-000001.csv", "2026-10-05T00:00:00")
    world.add(
        "adjustment", adjustment_id="appeal-000001", subject_kind="rep", subject_id="R1", period="2026-09",
        period_start="2026-09-01", grain="month", scheme_id="s", kpi_id="score", delta="0.5",
        approved_by="Zhao",
        reason="appeal-000001: down", file_id=file, line_no=2,
    )  # fmt: skip
    world.score["score"] = "6.6"
    world.night()
    done = call("--month", "2026-09")
    assert "1 number(s) differ from export 1" in done.stdout, done.stderr
    folder = world.home.root / "exports" / "2026-09" / "002"
    (corrected,) = sheet(folder, "corrections")
    assert corrected == {
        "subject_kind": "rep", "subject_id": "R1", "scheme_id": "s", "kpi_id": "", "column_name": "score",
        "old_value": "6.1000", "new_value": "6.6000", "change": "changed", "cause": "adjustment",
        "first_source_file": "adjustments/appeal-000001.csv", "restated_in": "3",
        "rule_id": "",
    }  # fmt: skip
    (adjusted,) = sheet(folder, "adjustments")
    assert (adjusted["approved_by"], adjusted["reason"], adjusted["delta"]) == (
        "Zhao",
        "appeal-000001: down",
        "0.5000",
    )
    assert adjusted["file"] == "adjustments/appeal-000001.csv"
    third = call("--month", "2026-09")
    assert "0 number(s) differ from export 2" in third.stdout
    assert [entry.facts["number"] for entry in read(world.home, "exported")] == [1, 2, 3]


def test_after_a_rollback_what_is_taken_back_has_its_cause(world: Payroll, call: Call) -> None:
    """Exported with a late call; then readers were led back to the version before."""
    world.file("calls/late.csv", "2026-10-03T00:00:00")
    world.event("late", "calls/late.csv")
    world.day["actual"] = 4
    world.night()
    call("--month", "2026-09")
    roll_back(world, 2)
    assert "1 number(s) differ from export 1" in call("--month", "2026-09").stdout
    (corrected,) = sheet(world.home.root / "exports" / "2026-09" / "002", "corrections")
    told = ("old_value", "new_value", "change", "cause", "first_source_file", "restated_in")
    assert tuple(corrected[name] for name in told) == (
        "4.0000",
        "3.0000",
        "changed",
        "late rows",
        "calls/late.csv",
        "",
    )


def test_who_is_named_no_more_is_a_correction_too(world: Payroll, call: Call) -> None:
    call("--month", "2026-09")
    gone = world.rows["consequence"].pop()
    world.night()
    assert "1 number(s) differ from export 1" in call("--month", "2026-09").stdout
    (corrected,) = sheet(world.home.root / "exports" / "2026-09" / "002", "corrections")
    assert (corrected["rule_id"], corrected["change"]) == (gone["rule_id"], "vanished")
    assert (corrected["subject_id"], corrected["column_name"]) == (gone["subject_id"], "evidence_periods")


def test_a_workbook_holds_the_same_and_runs_nothing(world: Payroll, call: Call, tmp_path: Path) -> None:
    done = call("--month", "2026-09", "--format", "xlsx", "--out", str(tmp_path / "out"))
    assert done.exit_code == 0, done.stderr
    out = tmp_path / "out" / "payroll-2026-09-001"
    assert {path.name for path in out.iterdir()} == {"payroll-2026-09.xlsx", "export.json"}
    book = CalamineWorkbook.from_path(out / "payroll-2026-09.xlsx")
    rows = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    assert [row[3] for row in rows["scores"]] == ["score", 6.1, 3.3333]
    assert rows["consequences"][1][5] == "=1+1"  # a text, not a formula: calamine would give its value
    assert rows["files"][1][0] == "calls"
    guarded = sheet(world.home.root / "exports" / "2026-09" / "001", "consequences")[0]["says_en"]
    assert guarded == "'=1+1"


def test_an_open_month_is_refused_with_the_way_to_close_it(world: Payroll, call: Call) -> None:
    done = call("--month", "2026-10")
    assert done.exit_code == 2
    assert "2026-10 is not closed" in done.stderr
    assert "`scoreline close 2026-10`" in done.stderr
    for wrong in ("2026-W40", "2026", "October"):
        assert call("--month", wrong).exit_code == 2
    assert call("--month", "2026-09", "--format", "pdf").exit_code == 2
    assert read(world.home, "exported") == []


def test_a_month_closed_after_the_publication_waits_for_a_run(world: Payroll, call: Call) -> None:
    path = world.home.closed / "2026-09" / "closed.json"
    path.write_text(path.read_text().replace('"li"', '"wang"'))
    done = call("--month", "2026-09")
    assert done.exit_code == 2
    assert "was made before 2026-09 was closed as it is now" in done.stderr


def test_the_version_that_a_month_was_closed_from_may_be_exported_at_once(world: Payroll, call: Call) -> None:
    path = world.home.closed / "2026-09" / "closed.json"
    manifest = (world.home.published / "current").resolve() / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"manifest": sha_of(manifest)}))
    assert call("--month", "2026-09").exit_code == 0


def sha_of(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["scores.csv", "export.json"])
def test_an_edited_export_is_noticed_before_the_next(world: Payroll, call: Call, name: str) -> None:
    call("--month", "2026-09")
    file = world.home.root / "exports" / "2026-09" / "001" / name
    file.chmod(0o644)
    file.write_text(file.read_text() + " ")
    world.score["score"] = 7
    world.night()
    done = call("--month", "2026-09")
    assert done.exit_code == 1
    assert f"{name}: missing or edited since it was exported" in done.stderr


def test_what_a_killed_export_left_was_never_handed_over(world: Payroll, call: Call) -> None:
    left = world.home.root / "exports" / "2026-09" / "001" / "scores.csv"
    left.parent.mkdir(parents=True)
    left.write_text("half")
    assert call("--month", "2026-09").exit_code == 0
    assert len(sheet(left.parent, "scores")) == 2


def test_copies_are_not_written_over(world: Payroll, call: Call, tmp_path: Path) -> None:
    (tmp_path / "payroll-2026-09-001").mkdir()
    done = call("--month", "2026-09", "--out", str(tmp_path))
    assert done.exit_code == 2
    assert "exists already and is not overwritten" in done.stderr
    assert read(world.home, "exported") == []


def test_what_cannot_be_handed_over_was_not_exported(world: Payroll, call: Call, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for out in (tmp_path / "file", Path("/proc/none")):
        done = call("--month", "2026-09", "--out", str(out))
        assert done.exit_code == 2
        assert "nothing was exported" in done.stderr
    assert read(world.home, "exported") == []
    assert "It is the month's first export." in call("--month", "2026-09", "--out", str(tmp_path)).stdout


def test_nobody_is_paid_by_a_table_that_was_edited(world: Payroll, call: Call) -> None:
    table = (world.home.published / "current").resolve() / "score_monthly.parquet"
    table.chmod(0o644)
    table.write_bytes(table.read_bytes() + b" ")
    done = call("--month", "2026-09")
    assert done.exit_code == 1
    assert "score_monthly.parquet: expected " in done.stderr
    assert read(world.home, "exported") == []


def test_what_rests_on_closed_months_is_proposed(world: Payroll, call: Call) -> None:
    world.rows["consequence"][0]["status"] = "provisional"
    world.night()
    call("--month", "2026-09")
    folder = world.home.root / "exports" / "2026-09"
    assert [row["status"] for row in sheet(folder / "001", "consequences")] == ["provisional"]
    (world.home.closed / "2026-08").mkdir()
    (world.home.closed / "2026-08" / "closed.json").write_text("{}")
    call("--month", "2026-09")
    assert [row["status"] for row in sheet(folder / "002", "consequences")] == ["proposed"]
