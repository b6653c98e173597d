"""Lost points: of a KPI that the scheme weighs, by one that it judges at that grain."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dagster_project.errors import Problem, nearest
from dagster_project.policy.sheet import Line, Sheet
from dagster_project.policy.vocabulary import GRAINS

_JUDGED = {
    "rep": ("rep", "team", "site"),
    "team": ("team", "site"),
    "site": ("site",),
    "manager": ("manager",),
}
"""Whom a scheme has scores for, by the lowest level that it judges."""


def problems(sheet: Sheet, computed_kpis: AbstractSet[str] | None) -> Iterator[Problem]:
    """KPIs without weight or target in the scheme, grains and subjects without a score."""
    weighed = {line.texts(("scheme_id", "kpi_id")) for line in sheet.lines("weights")}
    for line in sheet.lines("point_losses"):
        scheme, kpi = line.texts(("scheme_id", "kpi_id"))
        if kpi in sheet.ids("kpis", "kpi_id") and sheet.readable("weights") and (scheme, kpi) not in weighed:
            yield line.problem(
                "kpi_id", f"no weight of {scheme} for this KPI in weights.csv: no points to lose"
            )
        yield from _judged(sheet, line, computed_kpis)
        yield from _scored(sheet, line)


def _judged(sheet: Sheet, line: Line, computed_kpis: AbstractSet[str] | None) -> Iterator[Problem]:
    """The KPI that is looked at: its own, or another one's."""
    scheme, kpi, grain = (
        line.text("scheme_id"),
        line.text("by_kpi_id") or line.text("kpi_id"),
        line.text("grain"),
    )
    column = "by_kpi_id" if line.text("by_kpi_id") else "kpi_id"
    if kpi not in sheet.ids("kpis", "kpi_id") or not sheet.readable("targets"):
        return
    if column == "by_kpi_id" and computed_kpis is not None and kpi not in computed_kpis:
        yield line.problem(column, f"no model computes this KPI{nearest(kpi, computed_kpis)}")
    targets = [row for row in sheet.lines("targets") if row.texts(("scheme_id", "kpi_id")) == (scheme, kpi)]
    pers = sorted({row.text("per") for row in targets})
    if not pers:
        yield line.problem(column, f"no target of {scheme} for this KPI in targets.csv")
    elif grain in GRAINS and all(per in GRAINS and GRAINS.index(per) > GRAINS.index(grain) for per in pers):
        yield line.problem("grain", f"{kpi} is judged per {', '.join(pers)}, not at this grain")


def _scored(sheet: Sheet, line: Line) -> Iterator[Problem]:
    scheme, grain, kind = line.texts(("scheme_id", "grain", "subject_kind"))
    grains = sheet.grains(scheme)
    if grains and grain and grain not in grains:
        yield line.problem("grain", f"the scheme publishes only {', '.join(grains)}")
    own = next((row for row in sheet.sound("schemes") if row.text("scheme_id") == scheme), None)
    if own and own.text("year_from") and grain == "year":
        yield line.problem("grain", "the scheme's year is made of its quarters' scores: no points to lose")
    scored = _JUDGED.get(own.text("subject_kind"), ()) if own else ()
    if scored and kind and kind not in scored:
        yield line.problem("subject_kind", f"the scheme scores only {', '.join(scored)}")
