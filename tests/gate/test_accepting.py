"""A person may let a check of plausibility fail for one run; nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from dagster_project.errors import UsageError
from dagster_project.gate.dbt_tests import DeclaredTest
from dagster_project.gate.run import check_declarations, run_gate
from dagster_project.gate.verdict import verdict
from tests.gate.conftest import EXPECTATIONS, Judge

QUIET_DAY = (
    "update gate.day_volume set calls = 0 where day = '2026-11-06';"
    "insert into gate.day_volume values ('2026-11-03', true, false, 99, 2, 100, 50, 49.5, 20)"
)


def test_an_accepted_check_stays_failed_and_does_not_block(judge: Judge) -> None:
    results = judge(QUIET_DAY, only="day_volume.yml", accept={"missing_night": "power cut, see ticket 12"})
    accepted = results["missing_night"]
    assert accepted.passed is False
    assert (accepted.accepted_by, accepted.accepted_why) == ("li.na", "power cut, see ticket 12")
    assert verdict(list(results.values())).passed


def test_the_same_night_blocks_without_acceptance(judge: Judge) -> None:
    refused = verdict(list(judge(QUIET_DAY, only="day_volume.yml").values()))
    assert [r.check_id for r in refused.blocking] == ["missing_night"]


def test_accepting_a_check_that_passes_leaves_no_mark(judge: Judge) -> None:
    results = judge(only="day_volume.yml", accept={"volume": "in case"})
    assert (results["volume"].passed, results["volume"].accepted_by) == (True, None)


@pytest.mark.parametrize(
    "check_id", ["keys_unique.kpi_daily", "rows_reconcile", "unmapped_values", "no_such", "dbt.t"]
)
def test_integrity_warnings_and_unknown_ids_cannot_be_accepted(warehouse: Path, check_id: str) -> None:
    with pytest.raises(UsageError) as refused:
        run_gate(warehouse, EXPECTATIONS, [DeclaredTest("test.t", "t")], {}, {check_id: "please"}, "li.na")
    assert check_id in str(refused.value)
    assert "file_truncated, file_unreadable, missing_night" in str(refused.value)


def test_a_dbt_test_of_plausibility_can_be_accepted() -> None:
    check_declarations(EXPECTATIONS, [DeclaredTest("test.t", "t", guards="plausibility")], {"dbt.t": "seen"})


def test_accepting_needs_a_reason() -> None:
    with pytest.raises(UsageError, match="needs a reason"):
        check_declarations(EXPECTATIONS, [], {"volume": "  "})
