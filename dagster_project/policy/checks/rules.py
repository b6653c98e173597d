"""Consequences: each kind of rule has what it needs, and nothing that it would leave unread."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dagster_project.errors import Problem, nearest
from dagster_project.policy.sheet import Line, Sheet
from dagster_project.policy.vocabulary import GRAINS

_NEEDS = {"above_target": ("kpi_id",), "band_streak": ("band", "periods")}
_LEAVES_BLANK = {
    "above_target": ("band",),
    "band_streak": ("kpi_id", "requires"),
    "steps": ("kpi_id", "band", "periods", "requires"),
}


def problems(sheet: Sheet, _computed_kpis: AbstractSet[str] | None) -> Iterator[Problem]:
    """What a rule's kind needs, its grain, and the target or band that it looks at."""
    with_steps = sheet.ids("consequence_steps", "rule_id")
    for line in sheet.lines("consequences"):
        kind = line.text("kind")
        for column in _NEEDS.get(kind, ()):
            if not line.row.text(column):
                yield line.problem(column, f"expected a value: a rule of kind {kind} needs it")
        for column in _LEAVES_BLANK.get(kind, ()):
            if line.row.text(column):
                yield line.problem(column, f"expected blank: a rule of kind {kind} does not look at it")
        yield from _grain(sheet, line)
        if kind == "above_target":
            if (line.whole("periods") or 1) > 1:
                yield line.problem("periods", "expected blank or 1: the rule looks at one period")
            yield from target_problems(sheet, line, line)
        if kind == "band_streak":
            yield from score_problems(sheet, line, line)
        if kind == "steps" and line.text("rule_id") not in with_steps:
            yield line.problem("rule_id", "expected rows of this rule in consequence_steps.csv")


def _grain(sheet: Sheet, line: Line) -> Iterator[Problem]:
    grains = sheet.grains(line.text("scheme_id"))
    if grains and line.text("grain") and line.text("grain") not in grains:
        yield line.problem("grain", f"the scheme publishes only {', '.join(grains)}")


def target_problems(sheet: Sheet, line: Line, rule: Line) -> Iterator[Problem]:
    """What is wrong with the KPI that a line looks at, under the scheme and grain of its rule."""
    scheme, grain = rule.texts(("scheme_id", "grain"))
    kpi = line.text("kpi_id")
    if kpi not in sheet.ids("kpis", "kpi_id") or not sheet.readable("targets"):
        return
    pers = [
        row.text("per")
        for row in sheet.lines("targets")
        if row.texts(("scheme_id", "kpi_id")) == (scheme, kpi)
    ]
    if not pers:
        yield line.problem("kpi_id", f"no target of {scheme} for this KPI in targets.csv")
    elif grain and all(per and GRAINS.index(per) > GRAINS.index(grain) for per in pers):
        at = "at this grain" if line is rule else f"at the rule's grain ({grain})"
        column = "grain" if line is rule else "kpi_id"
        yield line.problem(column, f"{kpi} is judged per {', '.join(sorted(set(pers)))}, not {at}")


def score_problems(sheet: Sheet, line: Line, rule: Line) -> Iterator[Problem]:
    """What is wrong with a band, and with the grain of a rule that looks at the score."""
    scheme, grain = rule.texts(("scheme_id", "grain"))
    band = line.text("band")
    bands = {row.text("band") for row in sheet.lines("bands") if row.text("scheme_id") == scheme}
    if band and bands and band not in bands:
        yield line.problem("band", f"no such band of {scheme} in bands.csv{nearest(band, bands)}")
    if grain == "day":
        yield rule.problem("grain", "expected week, month, quarter or year: a day has no score")
