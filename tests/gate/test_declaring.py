"""Badly declared checks are refused with every mistake, by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dagster_project.errors import UsageError
from dagster_project.gate.dbt_tests import declared_tests
from dagster_project.gate.declaration import load_suites
from dagster_project.gate.run import run_gate

GOOD = """\
schema: gate
tables: {missing_rep: {}}
checks:
  - check_id: every_rep_present
    guards: integrity
    severity: error
    scope: reps
    because: they vanish
    expected: at most {most} reps
    way_out: look
    thresholds: {most: {value: 0.5, because: half}}
    expect: unexpected_rows_expectation
    query: select * from {batch} where 1 > {most}
"""


def refusal(tmp_path: Path, text: str) -> str:
    (tmp_path / "mine.yml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        load_suites(tmp_path)
    return str(refused.value)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text(GOOD, encoding="utf-8")
    [suite] = load_suites(tmp_path)
    [check] = suite.checks
    assert check.arguments == {"unexpected_rows_query": "select * from {batch} where 1 > 0.5"}
    assert check.expected == "at most 0.5 reps (because they vanish); most 0.5: half"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("    because: they vanish\n", "", "mine.yml:4, column because"),
        ("guards: integrity", "guards: honour", "'honour': expected one of integrity, plausibility"),
        ("severity: error", "severity: fatal", "'fatal': expected one of error, warn"),
        ("    way_out: look\n", "    way_out: ''\n", "column way_out"),
        (", because: half", "", "column thresholds.most"),
        ("because: half", "because: ''", "column thresholds.most"),
        ("1 > {most}", "1 > {least}", "'{least}': for table missing_rep expected one of most, table"),
        ("value: 0.5", "value: '0; drop table x'", "expected a number, a word"),
        ("from {batch}", "from missing_rep", "expected SQL that reads {batch}"),
        ("scope: reps", "scope: reps\n    colour: red", "column colour"),
        ("scope: reps", "scope: reps\n    scope: all", "'scope' stands twice"),
        ("schema: gate", "schema: raw", "column schema: 'raw': expected one of candidate, gate"),
        ("tables: {missing_rep: {}}", "tables: {}", "column tables"),
        ("tables: {missing_rep: {}}", "tables: {missing_rep: 3}", "column tables"),
        ("checks:", "checks: [", "expected YAML"),
        ("checks:", "tests:", "column checks"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in GOOD
    assert expected in refusal(tmp_path, GOOD.replace(old, new))


def test_every_mistake_of_every_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "other.yml").write_text("- a list", encoding="utf-8")
    text = refusal(
        tmp_path, GOOD.replace("guards: integrity", "guards: x").replace("scope: reps", "scope: 7")
    )
    assert all(part in text for part in ("other.yml:1", "column guards", "column scope"))


def test_an_id_stands_once(tmp_path: Path) -> None:
    (tmp_path / "first.yml").write_text(GOOD, encoding="utf-8")
    text = refusal(tmp_path, GOOD)
    assert "mine.yml:4, column check_id: 'every_rep_present'" in text or "first.yml:4" in text


def test_a_folder_without_suites_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="at least one suite"):
        load_suites(tmp_path)


@pytest.mark.parametrize(
    ("expect", "arguments"),
    [("expect_wonders", "{column: a}"), ("expect_column_values_to_not_be_null", "{colum: a}")],
)
def test_an_unknown_expectation_or_argument_is_refused(
    warehouse: Path, tmp_path: Path, expect: str, arguments: str
) -> None:
    folder = tmp_path / "suites"
    folder.mkdir()
    text = GOOD.replace("unexpected_rows_expectation", expect)
    text = text.replace("query: select * from {batch} where 1 > {most}", f"arguments: {arguments}")
    (folder / "mine.yml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"mine.yml:4, column expect"):
        run_gate(warehouse, folder, [], {})


def test_dbt_tests_are_read_from_the_manifest() -> None:
    node = {
        "resource_type": "test",
        "unique_id": "test.scoreline.unique_fct_call_call_key.abc",
        "name": "unique_fct_call_call_key",
        "attached_node": "model.scoreline.fct_call",
        "description": "One row a call.",
        "config": {"severity": "ERROR", "meta": {}},
    }
    listed = {
        **node,
        "unique_id": "test.scoreline.odd",
        "name": "odd",
        "config": {"severity": "warn", "meta": {"guards": "plausibility", "way_out": "look"}},
    }
    odd, unique = declared_tests({"nodes": {"a": node, "b": listed, "c": {"resource_type": "model"}}})
    assert (unique.check_id, unique.table_name) == ("dbt.unique_fct_call_call_key", "fct_call")
    assert (unique.guards, unique.severity, unique.expected) == ("integrity", "error", "One row a call.")
    assert (odd.guards, odd.severity, odd.way_out) == ("plausibility", "warn", "look")


def test_two_dbt_tests_of_one_name_keep_apart() -> None:
    nodes = {
        key: {"resource_type": "test", "unique_id": f"test.scoreline.{key}", "name": "same"}
        for key in ("x", "y")
    }
    assert [test.check_id for test in declared_tests({"nodes": nodes})] == [
        "dbt.scoreline.x",
        "dbt.scoreline.y",
    ]
