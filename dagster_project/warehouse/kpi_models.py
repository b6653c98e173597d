"""What the models that count KPIs say of themselves, in the YAML beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from dagster_project.warehouse.environment import DBT_PROJECT, EVENT_FOLDERS, event_models

EVENTS = DBT_PROJECT / "models" / "events"
COUNTED = "event_"
MADE_OF = ("of_calls", "quantity", "milestone", "asks")


@dataclass(frozen=True)
class KpiModel:
    """One KPI's model in words. `cases`: what the denominator counts; None where there is none.

    `parameters`: the names that kpi_parameters.csv has to have for it.

    What its events are made again from: `of_calls`, which outbound calls it counts (outbound, connected,
    successful), each as 1 unless `quantity` says talk or connected; or the `milestone` of an opportunity and
    what it `asks` besides (capable, confirmed_by_another). None where only the line is looked at.
    """

    kpi_id: str
    description: str
    counts: str
    cases: str | None
    day: str
    leaves_out: str
    rows: str
    parameters: tuple[str, ...] = ()
    of_calls: str | None = None
    quantity: str | None = None
    milestone: str | None = None
    asks: str | None = None


@cache
def kpi_models() -> dict[str, KpiModel]:
    """By KPI, what its model says; a model that nothing describes raises `KeyError`."""
    told = {}
    for folder in EVENT_FOLDERS:
        for file in sorted((EVENTS / folder).glob("*.yml")):
            for model in yaml.safe_load(file.read_text(encoding="utf-8"))["models"]:
                told[model["name"]] = model
    names = sorted(name for folder in EVENT_FOLDERS for name in event_models(folder))
    return {name.removeprefix(COUNTED): _read(told[name]) for name in names}


def _read(model: dict[str, Any]) -> KpiModel:
    meta = model["config"]["meta"]
    said = {name: meta.get(name) for name in ("counts", "cases", "day", "leaves_out", "rows", *MADE_OF)}
    kpi_id, description = model["name"].removeprefix(COUNTED), model["description"].strip()
    return KpiModel(kpi_id, description, **said, parameters=tuple(meta.get("parameters", ())))


def of_calls(*which: str) -> set[str]:
    """KPIs that count these outbound calls."""
    return {kpi for kpi, model in kpi_models().items() if model.of_calls in which}


def text_list(kpis: set[str]) -> str:
    """For a condition of a query, in parentheses; there is always one."""
    return "(" + ", ".join(f"'{kpi}'" for kpi in sorted(kpis)) + ")"
