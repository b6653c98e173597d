"""Everything that can be wrong before any data is touched: policy, sources, declared checks."""

from __future__ import annotations

from dagster_project.errors import Problem, UsageError
from dagster_project.gate.acceptance import refuse_unacceptable
from dagster_project.gate.dbt_tests import declared_tests
from dagster_project.gate.declaration import load_suites
from dagster_project.home import PROJECT
from dagster_project.ingest.declared.sources import check_sources, names_of_sources_and_layouts
from dagster_project.orchestration.options import RunOptions
from dagster_project.policy.kinds import missing_parameters, wrong_kinds
from dagster_project.policy.load import check_folder
from dagster_project.policy.vocabulary_sources import unknown_sources
from dagster_project.warehouse.kpi_models import kpi_models

SUITES = PROJECT / "expectations"


def computed_kpis() -> set[str]:
    """Ids of the KPIs that some model counts."""
    return set(kpi_models())


def kpis_with_cases() -> dict[str, bool]:
    """Of every KPI that some model counts, whether the model yields `base`, the cases of a denominator."""
    return {kpi_id: model.cases is not None for kpi_id, model in kpi_models().items()}


def inspect(options: RunOptions) -> list[Problem]:
    """Every problem of the policy folder, the sources file and the gate's own declarations."""
    try:
        load_suites(SUITES)
        declared: list[Problem] = []
    except UsageError as error:
        declared = error.problems
    names = names_of_sources_and_layouts(options.sources)
    return [
        *check_folder(options.policy, computed_kpis()),
        *wrong_kinds(options.policy, kpis_with_cases()),
        *missing_parameters(options.policy, {kpi: model.parameters for kpi, model in kpi_models().items()}),
        *(unknown_sources(options.policy, names) if names is not None else []),
        *check_sources(options.sources),
        *declared,
    ]


def refuse_wrong(options: RunOptions) -> None:
    """Raise UsageError with every problem, if there is one, and for a check that cannot be accepted."""
    problems = inspect(options)
    if problems:
        raise UsageError(
            f"{len(problems)} problem(s) in policy or configuration; no data was touched:", problems
        )
    if options.accept:
        from dagster_project.orchestration.manifest import manifest

        refuse_unacceptable(options.accept, load_suites(SUITES), declared_tests(manifest()))
