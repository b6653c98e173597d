"""No validity ends before it begins, and no two rows speak of the same thing on the same day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dagster_project.errors import Problem
from dagster_project.policy.sheet import Line, Sheet
from dagster_project.policy.tables import TABLES, TableSpec


def problems(sheet: Sheet, _computed_kpis: AbstractSet[str] | None) -> Iterator[Problem]:
    """Inverted validity in every dated table, then rows with the same key on the same days."""
    for name, spec in TABLES.items():
        for line in sheet.lines(name):
            if line.span.inverted:
                yield line.problem("valid_to", f"expected {line.span.first} (valid_from) or later")
        if spec.key:
            yield from _clashes(spec, sheet.lines(name))


def _clashes(spec: TableSpec, lines: list[Line]) -> Iterator[Problem]:
    groups: dict[tuple[object, ...], list[Line]] = defaultdict(list)
    needed = {*spec.key, "valid_from", "valid_to"}
    for line in lines:
        if needed & line.errors.keys() or line.span.inverted:
            continue
        group = groups[tuple(_key_value(spec, line, column) for column in spec.key)]
        earlier = next((other for other in group if other.span.meets(line.span)), None)
        group.append(line)
        if earlier:
            yield _clash(spec, line, earlier)


def _key_value(spec: TableSpec, line: Line, column: str) -> object:
    value = line.values.get(column)
    return value.lower() if isinstance(value, str) and spec.column(column).folded else value


def _clash(spec: TableSpec, line: Line, earlier: Line) -> Problem:
    same = ", ".join(spec.key)
    if line.span == earlier.span:
        return line.problem(spec.key[0], f"repeats line {earlier.line_no}: expected one row per {same}")
    both = line.span.shared(earlier.span)
    return line.problem(
        "valid_from", f"overlaps line {earlier.line_no} {both}: expected one row per {same} on each day"
    )
