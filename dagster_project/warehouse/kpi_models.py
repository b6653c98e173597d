"""What the models that count KPIs say of themselves, in the YAML beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from dagster_project.warehouse.environment import DBT_PROJECT, EVENT_FOLDERS, event_models

EVENTS = DBT_PROJECT / "models" / "events"
COUNTED = "event_"


@dataclass(frozen=True)
class KpiModel:
    """One KPI's model in words. `cases`: what the denominator counts; None where there is none.

    `parameters`: the names that kpi_parameters.csv has to have for it.
    """

    kpi_id: str
    description: str
    counts: str
    cases: str | None
    day: str
    leaves_out: str
    rows: str
    parameters: tuple[str, ...] = ()


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
    said = {name: meta.get(name) for name in ("counts", "cases", "day", "leaves_out", "rows")}
    kpi_id, description = model["name"].removeprefix(COUNTED), model["description"].strip()
    return KpiModel(kpi_id, description, **said, parameters=tuple(meta.get("parameters", ())))
