"""The KPI dictionary: up to date, every KPI described."""

from __future__ import annotations

import re

from dagster_project.home import PROJECT
from dagster_project.policy.dictionary import dictionary
from dagster_project.policy.vocabulary import ENTITIES
from dagster_project.warehouse.kpi_models import kpi_models

HOW = "remake it: python -m dagster_project.policy.dictionary --write docs/kpis.md"


def test_the_page_is_what_policy_and_models_say() -> None:
    assert (PROJECT / "docs" / "kpis.md").read_text(encoding="utf-8") == dictionary(), HOW


def test_every_model_says_what_it_counts() -> None:
    for model in kpi_models().values():
        assert all((model.description, model.counts, model.day, model.leaves_out, model.rows)), model.kpi_id


def test_a_kpi_s_entry_has_names_cases_and_parameters() -> None:
    page = dictionary()
    entry = page[page.index("## inbound_answered_in_time") :].split("## ")[1]
    assert "呼入及时接听率" in entry
    assert "- denominator: inbound calls" in entry
    assert "name max_ring_seconds, value 15 (assumed: three rings of five seconds)" in entry


def test_no_module_names_a_kpi() -> None:
    """What the code has to know of a KPI stands beside its model; so a new one is a model and a policy row.

    One room alone names those of the core scheme: it says which of them a line is missing in, like its model.
    """
    kpis = kpi_models().keys() - set(ENTITIES)
    quoted = re.compile("['\"](" + "|".join(sorted(kpis)) + ")['\"]")
    naming = {
        path.relative_to(PROJECT).as_posix()
        for room in ("trace", "publication", "warehouse", "gate")
        for path in (PROJECT / "dagster_project" / room).rglob("*.py")
        if any(quoted.search(line) for line in path.read_text(encoding="utf-8").splitlines())
    }
    assert naming == {"dagster_project/trace/excluded.py"}
