"""Permitted hours: windows that open before they close and do not overlap."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import time

from dagster_project.errors import Problem
from dagster_project.policy.sheet import Line, Sheet


def problems(sheet: Sheet, _computed_kpis: AbstractSet[str] | None) -> Iterator[Problem]:
    """Windows that close before they open, windows of one kind of day that share a minute."""
    earlier: list[Line] = []
    for line in sheet.sound("permitted_hours"):
        opens, closes = _window(line)
        if opens >= closes:
            yield line.problem("to_time", f"expected later than {opens:%H:%M} (from_time)")
            continue
        for other in earlier:
            if _overlap(line, other):
                both = line.span.shared(other.span)
                yield line.problem("from_time", f"overlaps the window of line {other.line_no} {both}")
                break
        earlier.append(line)


def _window(line: Line) -> tuple[time, time]:
    return line.clock("from_time") or time.min, line.clock("to_time") or time.min


def _overlap(one: Line, other: Line) -> bool:
    opens, closes = _window(one)
    other_opens, other_closes = _window(other)
    return (
        one.text("day_kind") == other.text("day_kind")
        and one.span.meets(other.span)
        and max(opens, other_opens) < min(closes, other_closes)
    )
