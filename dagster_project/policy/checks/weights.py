"""Weights: on every day, at every grain, the points of a phase add up to the scheme's score_max."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from itertools import pairwise

from dagster_project.errors import Problem
from dagster_project.policy.sheet import Line, Sheet
from dagster_project.policy.span import pieces


def problems(sheet: Sheet, _computed_kpis: AbstractSet[str] | None) -> Iterator[Problem]:
    """Wrong sums, days without weights, schemes without weights or score_max, KPIs without a target."""
    yield from _schemes(sheet)
    yield from _weighed(sheet)
    groups: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in sheet.lines("weights"):
        groups[line.text("scheme_id"), line.text("phase")].append(line)
    for (scheme, phase), lines in groups.items():
        score_max = sheet.score_max(scheme)
        # A row that is wrong by itself is told elsewhere: a sum without it would say nothing new.
        if score_max is None or any(not line.sound or line.span.inverted for line in lines):
            continue
        whose = f"scheme {scheme}, phase {phase}" if phase else f"scheme {scheme}, every other phase"
        yield from _sums(lines, whose, score_max)
        is_default = phase == sheet.settings.default_phase
        endless = "" if phase and not is_default else "the default phase" if phase else "what serves them"
        for grain in sheet.grains(scheme):
            serving = [line for line in lines if line.text("grain") in {"", grain}]
            yield from _holes(serving, whose, endless)


def _sums(lines: list[Line], whose: str, score_max: Decimal) -> Iterator[Problem]:
    """Rows with a grain replace, at that grain, the whole set of rows without one: each set by itself."""
    for grain in sorted({line.text("grain") for line in lines}):
        rows = [line for line in lines if line.text("grain") == grain]
        named = f"{whose}, grain {grain}" if grain else whose
        for piece in pieces(line.span for line in rows):
            active = [line for line in rows if line.span.meets(piece)]
            total = sum((line.number("points") or Decimal(0) for line in active), Decimal(0))
            if active and total != score_max:
                expected = f"the points of {named} add up to {total} {piece}; expected {score_max}"
                yield active[0].problem("points", f"{expected}, the scheme's score_max")


def _holes(lines: list[Line], whose: str, endless: str) -> Iterator[Problem]:
    """Days between two rows that no row covers; for the `endless` phases also those after the last row."""
    cut = pieces(line.span for line in lines)
    for before, hole in pairwise(cut):
        if not any(line.span.meets(hole) for line in lines):
            last = next(line for line in lines if line.span.last == before.last)
            yield last.problem("valid_to", f"{whose} has no weights {hole}; expected rows for every day")
    if endless and cut and cut[-1].last < date.max:
        last = next(line for line in lines if line.span.last == cut[-1].last)
        yield last.problem("valid_to", f"{whose} has no weights after this day; it is {endless}")


def _schemes(sheet: Sheet) -> Iterator[Problem]:
    if not sheet.readable("weights"):
        return
    weighed = sheet.ids("weights", "scheme_id")
    for line in sheet.lines("schemes"):
        scheme, score_max = line.text("scheme_id"), line.number("score_max")
        if score_max is not None and scheme not in weighed:
            expected = f"no weights for this scheme in weights.csv; expected rows that add up to {score_max}"
            yield line.problem("scheme_id", expected)
        if score_max is None and "score_max" not in line.errors and scheme == sheet.settings.core_scheme:
            yield line.problem("score_max", "expected a value: the core scheme has a score")
        grains = sheet.grains(scheme)
        if line.text("year_from") and grains and not {"quarter", "year"} <= set(grains):
            expected = "expected blank: the scheme does not publish both quarter and year"
            yield line.problem("year_from", expected)


def _weighed(sheet: Sheet) -> Iterator[Problem]:
    targets = {line.texts(("scheme_id", "kpi_id")) for line in sheet.lines("targets")}
    kpis, schemes = sheet.ids("kpis", "kpi_id"), sheet.ids("schemes", "scheme_id")
    for line in sheet.lines("weights"):
        scheme, kpi, grain = line.texts(("scheme_id", "kpi_id", "grain"))
        if scheme not in schemes or not sheet.readable("schemes"):
            continue
        if kpi in kpis and (scheme, kpi) not in targets and sheet.readable("targets"):
            yield line.problem("kpi_id", f"no target of {scheme} for this KPI in targets.csv")
        if grain and sheet.grains(scheme) and grain not in sheet.grains(scheme):
            yield line.problem("grain", f"the scheme publishes only {', '.join(sheet.grains(scheme))}")
        if sheet.score_max(scheme) is None and not sheet.wrong("schemes", scheme, "score_max"):
            yield line.problem("scheme_id", "the scheme has no score_max, so it takes no weights")
