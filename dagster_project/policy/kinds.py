"""Whether the policy fits the KPIs' models: a quotient needs cases to divide by, some need parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from dagster_project.errors import Problem
from dagster_project.policy.load import read_policy
from dagster_project.policy.sheet import Sheet
from dagster_project.policy.vocabulary import COUNTS, QUOTIENTS


def wrong_kinds(folder: Path, yields_cases: Mapping[str, bool]) -> list[Problem]:
    """A problem for every KPI whose kind does not fit its model.

    `yields_cases`: by KPI that has a model, whether the model yields a `base`, the cases of a denominator.
    """
    return list(_unfit(Sheet(read_policy(folder)[0]), yields_cases))


def _unfit(sheet: Sheet, yields_cases: Mapping[str, bool]) -> Iterator[Problem]:
    for line in sheet.lines("kpis"):
        kind, has_cases = line.text("kind"), yields_cases.get(line.text("kpi_id"))
        if has_cases and kind in COUNTS:
            expected = " or ".join(QUOTIENTS)
            yield line.problem("kind", f"expected {expected}: the KPI's model counts cases to divide by")
        if has_cases is False and kind in QUOTIENTS:
            expected = " or ".join(COUNTS)
            yield line.problem("kind", f"expected {expected}: the KPI's model yields no cases (base)")


def missing_parameters(folder: Path, needed: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    """A problem for every KPI that a scheme uses and whose model lacks a number to count by.

    `needed`: by KPI the names that its model asks `kpi_parameters.csv` for.
    """
    sheet = Sheet(read_policy(folder)[0])
    there = {line.texts(("kpi_id", "name")) for line in sheet.lines("kpi_parameters")}
    used = {line.text("kpi_id") for table in ("targets", "weights") for line in sheet.lines(table)}
    return [
        Problem(
            "kpi_parameters.csv", None, "name", None, f"expected a row {kpi_id},{name}: the KPI counts by it"
        )
        for kpi_id in sorted(used)
        for name in needed.get(kpi_id, ())
        if (kpi_id, name) not in there
    ]
