"""What the dbt project reads from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from dagster_project.home import PROJECT

DBT_PROJECT = PROJECT / "dbt_models"
EVENT_FOLDERS = ("calls", "crm")
"""Folders below `models/events/` whose `event_<kpi_id>.sql` each count one KPI."""
INCENTIVE_FOLDERS = ("lines", "orders", "pools", "scales", "deductions", "conditions")
"""Folders below `models/incentives/`, in the order in which they are reckoned, of `incentive_<kind>.sql`."""


def event_models(folder: str, project: Path = DBT_PROJECT) -> list[str]:
    """Names of the models that count the KPIs of one folder, sorted: a new KPI is a new file."""
    return sorted(path.stem for path in (project / "models" / "events" / folder).glob("event_*.sql"))


def incentive_models(folder: str, project: Path = DBT_PROJECT) -> list[str]:
    """Names of the models that each reckon one kind of incentive, sorted: a new kind is a new file."""
    return sorted(path.stem for path in (project / "models" / "incentives" / folder).glob("incentive_*.sql"))


def dbt_environment(warehouse: Path, project: Path = DBT_PROJECT) -> Mapping[str, str]:
    """Variables for a run of this dbt project on this warehouse file."""
    events = {
        f"SCORELINE_EVENTS_{folder.upper()}": ",".join(event_models(folder, project))
        for folder in EVENT_FOLDERS
    }
    incentives = {
        f"SCORELINE_INCENTIVES_{folder.upper()}": ",".join(incentive_models(folder, project))
        for folder in INCENTIVE_FOLDERS
    }
    return {"SCORELINE_WAREHOUSE": str(warehouse.resolve()), **events, **incentives}


def set_environment(warehouse: Path) -> None:
    """Put the variables into this process's environment: dbt reads them there and nowhere else."""
    os.environ.update(dbt_environment(warehouse))
