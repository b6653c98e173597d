"""Season factors: a KPI that one names has a target in that scheme, and no level becomes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dagster_project.errors import Problem
from dagster_project.policy.sheet import Sheet
from dagster_project.policy.vocabulary import QUOTIENTS


def problems(sheet: Sheet, _computed_kpis: AbstractSet[str] | None) -> Iterator[Problem]:
    """Factors for KPIs without a target in the scheme, factors of 0 on levels."""
    targets = {line.texts(("scheme_id", "kpi_id")) for line in sheet.lines("targets")}
    kpis, schemes = sheet.ids("kpis", "kpi_id"), sheet.ids("schemes", "scheme_id")
    levels = {line.text("kpi_id") for line in sheet.sound("kpis") if line.text("kind") in QUOTIENTS}
    for line in sheet.sound("season_factors"):
        scheme, kpi = line.texts(("scheme_id", "kpi_id"))
        known = scheme in schemes and kpi in kpis and sheet.readable("targets")
        if known and (scheme, kpi) not in targets:
            yield line.problem("kpi_id", f"no target of {scheme} for this KPI in targets.csv")
        if kpi in levels and line.number("factor") == 0:
            yield line.problem("factor", "expected more than 0: a level is not taken away, only changed")
