"""What a night may bring: one more day of exports, or a policy that changes one month."""

from __future__ import annotations

import csv
import os
import shutil
import sys
from datetime import date, timedelta
from pathlib import Path

from dagster_project.home import PROJECT
from dagster_project.warehouse.environment import DBT_PROJECT, dbt_environment

SCHEME, KPI = "telesales-standard", "dials"


def hold_back(landing: Path, night: date, aside: Path) -> int:
    """Take the exports of a night out of the landing folder; gives how many files."""
    files = sorted(path for path in landing.rglob("*") if path.is_file() and night.isoformat() in path.name)
    for path in files:
        held = aside / path.relative_to(landing)
        held.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, held)
    return len(files)


def land(aside: Path, landing: Path) -> None:
    """Bring them back."""
    shutil.copytree(aside, landing, dirs_exist_ok=True)


def policy_of_one_month(folder: Path, month: date) -> Path:
    """The shipped policy with another target of the core scheme's dials from the first of a month on."""
    shutil.copytree(PROJECT / "seeds", folder)
    file = folder / "targets.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    changed = []
    for row in rows:
        changed.append(row)
        if (row["scheme_id"], row["kpi_id"]) == (SCHEME, KPI) and not row["valid_to"]:
            later = {**row, "valid_from": month.isoformat(), "standard": str(int(row["standard"]) + 1)}
            row["valid_to"] = (month - timedelta(days=1)).isoformat()
            changed.append(later)
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(changed)
    return folder


def dbt_build(home: Path, folder: Path) -> list[str]:
    """`dbt build` by its own command over a copy of a home's warehouse; sets what the project reads."""
    folder.mkdir(parents=True, exist_ok=True)
    warehouse = folder / "scoreline.duckdb"
    shutil.copy(home / "warehouse" / "scoreline.duckdb", warehouse)
    os.environ.update(dbt_environment(warehouse))
    project = str(DBT_PROJECT)
    return [
        str(Path(sys.executable).with_name("dbt")),
        *("--quiet", "--no-send-anonymous-usage-stats", "build", "--exclude-resource-type", "unit_test"),
        *("--full-refresh", "--project-dir", project, "--profiles-dir", project),
        *("--target-path", str(folder / "target"), "--log-path", str(folder / "log")),
    ]
