"""Sources that are expected: what is missing is named, what comes late touches nothing but its day."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dagster_project.gate.result import GateResult
from dagster_project.gate.run import run_gate
from dagster_project.home import Home
from dagster_project.orchestration.inspect import SUITES
from dagster_project.warehouse.state import finish_build
from tests.warehouse.conftest import Derive, rows

SOURCES = """
defaults: {layout: canonical, exported_at: ["%Y-%m-%dT%H%M"]}
sources:
  - {name: pbx, entity: calls, path: "pbx/**", expected: {days: working_days, by: "07:00"}}
  - {name: dialer, entity: calls, path: "dialer/**", expected: {days: every_day, by: "07:00"}}
  - {name: crm, entity: customers, path: "crm/**", expected: {days: every_day}}
  - {name: roster, entity: roster, path: "roster/**"}
"""
HEAD = "call_id,rep_id,started_at,disposition"
SEEN = "int_identity_seen int_rep_day__seen int_adjustment__seen"
MODELS = f"+int_counted_event +file_state +new_column +source_volume +quarantine {SEEN}"


def calls(system: str, day: int, *reps: str, more: str = "") -> str:
    """One call of each rep on a day of September; `more` is a further column."""
    lines = [f"{system}{day}{rep},{rep},2026-09-{day} 09:00:00,busy" for rep in reps]
    return "".join(f"{line}{',x' if more else ''}\n" for line in [HEAD, *lines]).replace(",x", f",{more}", 1)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    path = tmp_path / "sources.yml"
    path.write_text(SOURCES, encoding="utf-8")
    return path


def judged(home: Home, tmp_path: Path) -> dict[str, GateResult]:
    suites = tmp_path / "suites"
    suites.mkdir(exist_ok=True)
    for name in ("source_night", "source_volume", "file_state", "new_column"):
        shutil.copy(SUITES / f"{name}.yml", suites)
    return {result.check_id: result for result in run_gate(home.warehouse, suites, [], {})}


def test_a_night_is_judged_by_source_and_a_late_one_touches_only_its_day(
    derive: Derive, sources: Path, tmp_path: Path
) -> None:
    files = {f"pbx/p_2026-09-{day}T2100.csv": calls("p", day, "r1", "r2") for day in (28, 29)}
    files |= {f"dialer/d_2026-09-{day}T2100.csv": calls("d", day, "r1", "r2") for day in (28, 29)}
    files |= {
        "roster/r.csv": "rep_id,valid_from\nr1,2026-07-01\nr2,2026-07-01\n",
        # Corrupt, but exported again two hours later; the one of the CRM was not.
        "pbx/p_2026-09-30T2100.csv.gz": "no gzip",
        "pbx/p_2026-09-30T2300.csv": calls("p", 30, "r1", "r2", more="queue"),
        "crm/c_2026-09-29T2100.csv.gz": "no gzip",
    }
    home = derive(files, MODELS, sources=sources)
    finish_build(home)
    results = judged(home, tmp_path)
    failed = {check_id: result.observed for check_id, result in results.items() if not result.passed}
    assert failed.keys() == {"missing_source", "file_unreadable", "new_columns"}
    assert failed["missing_source"] == (
        "crm: nothing for 2026-09-30, expected on every such day; last came nothing yet; "
        "dialer: nothing for 2026-09-30, expected by 2026-10-01 07:00; "
        "last came dialer/d_2026-09-29T2100.csv, exported 2026-09-29 21:00"
    )
    assert failed["file_unreadable"].startswith("crm/c_2026-09-29T2100.csv.gz (customers): ")
    assert "pbx" not in failed["file_unreadable"]
    assert failed["new_columns"] == "pbx/p_2026-09-30T2300.csv (pbx): queue"
    before = "select * from event.int_counted_event where day <> '2026-09-30' order by all"
    stood = rows(home, before)
    assert len(stood) == 8

    # What the dialer knows of Wednesday comes at 08:00 on Thursday.
    home = derive({"dialer/d_2026-10-01T0800.csv": calls("d", 30, "r1")}, MODELS, sources=sources)
    results = judged(home, tmp_path)
    assert "dialer" not in results["missing_source"].observed
    assert not results["late_source"].passed
    assert results["late_source"].observed == (
        "dialer: 2026-09-30 came at 2026-10-01 08:00, expected by 2026-10-01 07:00"
    )
    assert rows(home, "select name from raw.file where is_new and status = 'read'") == [
        ("dialer/d_2026-10-01T0800.csv",)
    ]
    assert rows(home, "select call_key from core.int_call__affected") == [("d30r1",)]
    changed = rows(home, "select rep_id, cast(day as text) from event.int_pair__changed")
    assert changed == [("r1", "2026-09-30")]
    assert rows(home, before) == stood
