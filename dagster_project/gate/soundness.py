"""Whether a declared check is well declared; every mistake is reported with its file and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dagster_project.errors import Problem
from dagster_project.gate.placeholders import in_sql, names_in
from dagster_project.gate.result import ERROR, INTEGRITY, PLAUSIBILITY, WARN
from dagster_project.gate.yaml_lines import Lined

QUERY_CHECK = "unexpected_rows_expectation"
REQUIRED = ("check_id", "guards", "severity", "scope", "because", "expected", "way_out", "expect")
OPTIONAL = ("thresholds", "arguments", "query", "says")


@dataclass
class Mistakes:
    """Mistakes of one file, added to the list of all."""

    file: str
    problems: list[Problem]
    found: bool = False

    def add(self, line: int, field_name: str, value: object, expected: str) -> None:
        """Note one mistake."""
        self.found = True
        shown = None if value is None else str(value)
        self.problems.append(Problem(self.file, line, field_name, shown, expected))


def is_sound(check: Any, tables: Mapping[str, Any], line: int, mistakes: Mistakes) -> bool:
    """Report every mistake of one check of a file with these tables; true when there is none."""
    if not isinstance(check, Lined):
        mistakes.add(line, "checks", repr(check), "expected a mapping per check")
        return False
    before = len(mistakes.problems)
    for key in REQUIRED:
        value = check.get(key)
        if not isinstance(value, str) or not value.strip():
            mistakes.add(check.line, key, value, "expected a text; every check must state it")
    for key in sorted(set(check) - {*REQUIRED, *OPTIONAL}):
        mistakes.add(check.line, str(key), None, f"unknown; expected {', '.join((*REQUIRED, *OPTIONAL))}")
    for key, known in (("guards", (INTEGRITY, PLAUSIBILITY)), ("severity", (ERROR, WARN))):
        if check.get(key) and check[key] not in known:
            mistakes.add(check.line, key, check[key], f"expected one of {', '.join(known)}")
    _look_at_thresholds(check, mistakes)
    _look_at_rule(check, mistakes)
    if len(mistakes.problems) == before:
        for name, parameters in tables.items():
            _look_at_placeholders(check, name, parameters or {}, mistakes)
    return len(mistakes.problems) == before


def _look_at_thresholds(check: Lined, mistakes: Mistakes) -> None:
    thresholds = check.get("thresholds", {})
    if not isinstance(thresholds, dict):
        mistakes.add(check.line, "thresholds", thresholds, "expected a mapping of name to value and because")
        return
    for name, threshold in thresholds.items():
        if not isinstance(threshold, Lined) or set(threshold) != {"value", "because"}:
            mistakes.add(check.line, f"thresholds.{name}", None, "expected `value` and `because`, its reason")
        elif not isinstance(threshold["because"], str) or not threshold["because"].strip():
            mistakes.add(
                threshold.line, f"thresholds.{name}", None, "expected `because`, its reason, as a text"
            )


def _look_at_rule(check: Lined, mistakes: Mistakes) -> None:
    query, arguments = check.get("query"), check.get("arguments", {})
    if check.get("expect") == QUERY_CHECK:
        if not isinstance(query, str) or "batch" not in names_in(query):
            mistakes.add(
                check.line, "query", query, "expected SQL that reads {batch} and returns the bad rows"
            )
        if arguments:
            mistakes.add(check.line, "arguments", None, f"expected none beside `expect: {QUERY_CHECK}`")
    elif query is not None:
        mistakes.add(check.line, "query", None, f"expected only with `expect: {QUERY_CHECK}`")
    elif not isinstance(arguments, dict):
        mistakes.add(check.line, "arguments", arguments, "expected a mapping of argument to value")


def _look_at_placeholders(
    check: Lined, table: str, parameters: Mapping[str, Any], mistakes: Mistakes
) -> None:
    known = {*values_of(check, parameters), "table"}
    for key in ("query", "expected"):
        for name in sorted(names_in(check.get(key) or "") - known - ({"batch"} if key == "query" else set())):
            mistakes.add(
                check.line,
                key,
                f"{{{name}}}",
                f"for table {table} expected one of {', '.join(sorted(known))}",
            )
    for name, value in values_of(check, parameters).items():
        try:
            in_sql(value)
        except ValueError as error:
            mistakes.add(check.line, name, str(value), str(error))


def values_of(check: Mapping[str, Any], parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Collect what the names in braces stand for: the table's parameters and the check's thresholds."""
    thresholds = check.get("thresholds", {})
    return {**parameters, **{name: each["value"] for name, each in thresholds.items()}}
