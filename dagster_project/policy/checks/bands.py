"""Bands: on every day each attainment from 0 upwards has exactly one band."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date

from dagster_project.errors import Problem
from dagster_project.policy.sheet import Line, Sheet
from dagster_project.policy.span import Span, pieces


def problems(sheet: Sheet, _computed_kpis: AbstractSet[str] | None) -> Iterator[Problem]:
    """Schemes without bands, days on which no band starts at 0, two bands with the same lower bound."""
    if not sheet.readable("bands"):
        return
    for scheme in sheet.lines("schemes"):
        scheme_id = scheme.text("scheme_id")
        lines = [line for line in sheet.lines("bands") if line.text("scheme_id") == scheme_id]
        if scheme_id and not lines:
            yield scheme.problem("scheme_id", "no bands for this scheme in bands.csv")
        # A row that is wrong by itself is told elsewhere: what it leaves uncovered would say nothing new.
        if all(line.sound and not line.span.inverted for line in lines):
            yield from _of_scheme(lines)


def _of_scheme(lines: list[Line]) -> Iterator[Problem]:
    cut = pieces(line.span for line in lines)
    for piece in cut:
        active = [line for line in lines if line.span.meets(piece)]
        if not any(line.number("lower_bound") == 0 for line in active):
            yield _uncovered(active or _ending_before(lines, piece), piece)
        yield from _equal(active, piece)
    if cut and cut[-1].last < date.max:
        last = next(line for line in lines if line.span.last == cut[-1].last)
        yield last.problem("valid_to", "the scheme has no bands after this day; expected an open end")


def _uncovered(lines: list[Line], piece: Span) -> Problem:
    lowest = min(lines, key=lambda line: (line.number("lower_bound") or 0, line.line_no))
    scheme = lowest.text("scheme_id")
    return lowest.problem("lower_bound", f"no band of {scheme} starts at 0 {piece}; expected one that does")


def _ending_before(lines: list[Line], piece: Span) -> list[Line]:
    return [line for line in lines if line.span.last < piece.first]


def _equal(active: list[Line], piece: Span) -> Iterator[Problem]:
    seen: dict[object, Line] = {}
    for line in active:
        bound = line.number("lower_bound")
        other = seen.setdefault(bound, line)
        if other.text("band") != line.text("band"):
            expected = f"the same lower bound as band {other.text('band')} in line {other.line_no} {piece}"
            yield line.problem("lower_bound", f"{expected}; expected another")
