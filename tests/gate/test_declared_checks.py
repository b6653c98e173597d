"""Every declared check: passes on a sound warehouse, fails when its rule is broken."""

from __future__ import annotations

import pytest

from dagster_project.gate.declaration import load_suites
from dagster_project.gate.result import ERROR, INTEGRITY, PLAUSIBILITY, WARN
from tests.gate.broken_rules import AT_THE_EDGE, BROKEN
from tests.gate.conftest import EXPECTATIONS, Judge, JudgeOne

CHECKS = {check.check_id: check for suite in load_suites(EXPECTATIONS) for check in suite.checks}


def test_a_sound_warehouse_passes_every_check(judge: Judge) -> None:
    results = judge()
    assert set(results) == set(CHECKS)
    assert {check_id: r.observed for check_id, r in results.items() if not r.passed} == {}


@pytest.mark.parametrize(("file", "check_id", "sql", "observed"), BROKEN)
def test_a_broken_rule_fails_its_check(
    judge_one: JudgeOne, file: str, check_id: str, sql: str, observed: str
) -> None:
    result = judge_one(file, check_id, sql)
    assert result.passed is False
    assert observed in result.observed
    assert "did not run" not in result.observed
    assert result.severity == CHECKS[check_id].severity


@pytest.mark.parametrize(("file", "check_id", "sql"), AT_THE_EDGE)
def test_a_value_at_the_threshold_passes(judge_one: JudgeOne, file: str, check_id: str, sql: str) -> None:
    result = judge_one(file, check_id, sql)
    assert result.passed, result.observed


def test_no_check_is_declared_without_a_case_that_breaks_it() -> None:
    broken = {check_id.split(".")[0] for _, check_id, _, _ in BROKEN}
    assert {check_id.split(".")[0] for check_id in CHECKS} == broken


def test_the_promised_checks_guard_what_was_promised() -> None:
    plausible = {
        "missing_night",
        "volume",
        "unknown_reps",
        "file_truncated",
        "file_unreadable",
        "roster_shrunk",
    }
    assert {(CHECKS[name].guards, CHECKS[name].severity) for name in plausible} == {(PLAUSIBILITY, ERROR)}
    listed = {"unknown_reps_listed", "calendar_end", "unmapped_values", "merge_cycles", "shared_numbers"}
    assert {CHECKS[name].severity for name in listed} == {WARN}
    arithmetic = {
        "keys_unique.kpi_daily",
        "sums_agree_with_days.kpi_weekly",
        "rows_reconcile",
        "every_rep_present",
    }
    assert {(CHECKS[name].guards, CHECKS[name].severity) for name in arithmetic} == {(INTEGRITY, ERROR)}


def test_expected_tells_the_threshold_and_why() -> None:
    assert "between 0.6 and 3 times the usual" in CHECKS["volume"].expected
    assert "half a night falls by half" in CHECKS["volume"].expected


def test_a_long_list_names_the_first_and_counts_all(judge: Judge) -> None:
    many = "insert into gate.missing_rep select 'r' || range from range(300)"
    observed = judge(many, only="missing_rep.yml")["every_rep_present"].observed
    assert observed.startswith("rep r0; rep r1; ")
    assert observed.endswith("... 300 in all")


def test_percent_signs_braces_and_colons_in_data_are_only_data(judge: Judge) -> None:
    value = "'{value} %s :x ''; drop'"
    strange = f"insert into gate.unmapped_value values ('calls', 'result', {value}, 1, 'a{{b}}.csv', 2)"
    observed = judge(strange, only="unmapped_value.yml")["unmapped_values"].observed
    assert observed == "calls.result '{value} %s :x '; drop': 1 rows, first in a{b}.csv, line 2"
