"""Checks as they are declared in `expectations/*.yml`; nothing here loads Great Expectations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dagster_project.errors import Problem, UsageError
from dagster_project.gate.placeholders import fill, in_sql, in_text
from dagster_project.gate.soundness import QUERY_CHECK, Mistakes, is_sound, values_of
from dagster_project.gate.yaml_lines import Lined, read_yaml

SCHEMAS = ("candidate", "gate")


@dataclass(frozen=True)
class Check:
    """One check of one table, with its thresholds already put in.

    `expect` is the type of a Great Expectations expectation, `arguments` what it is made with;
    `says` is a sentence with column names in braces, one per row against the rule.
    """

    check_id: str
    table_name: str
    guards: str
    severity: str
    scope: str
    expected: str
    way_out: str
    expect: str
    arguments: Mapping[str, Any]
    says: str
    file: str
    line: int


@dataclass(frozen=True)
class Suite:
    """The checks of one table."""

    schema: str
    table_name: str
    checks: list[Check] = field(default_factory=list)


def load_suites(folder: Path) -> list[Suite]:
    """Read every `*.yml` of the folder; one suite per table that a file names.

    Raises `UsageError` with every mistake of every file: a missing or unknown field, a threshold
    without its reason, an unknown placeholder, a `check_id` used twice, no file at all.
    """
    problems: list[Problem] = []
    suites: list[Suite] = []
    files = sorted(folder.glob("*.yml"))
    if not files:
        problems.append(Problem(str(folder), None, None, None, "expected at least one suite, *.yml"))
    for path in files:
        suites += _load_file(path, problems)
    _refuse_duplicates(suites, problems)
    if problems:
        raise UsageError("the gate's checks are not declared well:", sorted(set(problems), key=str))
    return suites


def _load_file(path: Path, problems: list[Problem]) -> list[Suite]:
    content = read_yaml(path, problems)
    if content is None:
        return []
    mistakes = Mistakes(path.name, problems)
    tables, schema, checks = content.get("tables"), content.get("schema"), content.get("checks")
    if not isinstance(tables, dict) or not tables or not all(map(_is_parameters, tables.values())):
        mistakes.add(content.line, "tables", tables, "expected a mapping of table name to its parameters")
    if schema not in SCHEMAS:
        mistakes.add(content.line, "schema", schema, f"expected one of {', '.join(SCHEMAS)}")
    if not isinstance(checks, list) or not checks:
        mistakes.add(content.line, "checks", checks, "expected a list of checks")
    for key in sorted(set(content) - {"tables", "schema", "checks"}):
        mistakes.add(content.line, str(key), None, "unknown; expected tables, schema, checks")
    if mistakes.found or not isinstance(tables, dict) or not isinstance(checks, list):
        return []
    sound = [check for check in checks if is_sound(check, tables, content.line, mistakes)]
    return [
        Suite(
            str(schema),
            name,
            [_check(each, name, parameters or {}, len(tables), path.name) for each in sound],
        )
        for name, parameters in tables.items()
    ]


def _check(check: Lined, table: str, parameters: Mapping[str, Any], tables: int, file: str) -> Check:
    values = {**values_of(check, parameters), "table": table}
    reasons = [
        f"{name} {in_text(t['value'])}: {t['because']}" for name, t in check.get("thresholds", {}).items()
    ]
    arguments = {
        name: values[value[1:-1]] if isinstance(value, str) and value[1:-1] in values else value
        for name, value in check.get("arguments", {}).items()
    }
    if check["expect"] == QUERY_CHECK:
        arguments = {"unexpected_rows_query": fill(check["query"], {k: in_sql(v) for k, v in values.items()})}
    expected = fill(check["expected"], {name: in_text(value) for name, value in values.items()})
    return Check(
        check_id=check["check_id"] if tables == 1 else f"{check['check_id']}.{table}",
        table_name=table,
        guards=check["guards"],
        severity=check["severity"],
        scope=check["scope"],
        expected=_one_line("; ".join([f"{expected} (because {_one_line(check['because'])})", *reasons])),
        way_out=_one_line(check["way_out"]),
        expect=check["expect"],
        arguments=arguments,
        says=_one_line(check.get("says") or ""),
        file=file,
        line=check.line,
    )


def _is_parameters(value: object) -> bool:
    return value is None or isinstance(value, dict)


def _refuse_duplicates(suites: list[Suite], problems: list[Problem]) -> None:
    seen: dict[str, Check] = {}
    for check in (check for suite in suites for check in suite.checks):
        first = seen.setdefault(check.check_id, check)
        if first is not check:
            wanted = f"expected an id of its own; {first.file}:{first.line} has it already"
            problems.append(Problem(check.file, check.line, "check_id", check.check_id, wanted))


def _one_line(text: str) -> str:
    return " ".join(text.split())
