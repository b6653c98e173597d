"""Closed months as dbt reads them: `raw.closed_month` and a view `raw.closed_<table>` per frozen table.

What was frozen is never copied into the warehouse: the views read the Parquet files of the home.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dagster_project.home import Home
from dagster_project.ingest.original import sha256_of
from dagster_project.publication.inputs import CLOSED, closed_months
from dagster_project.warehouse.filling import fill

if TYPE_CHECKING:
    import duckdb

_PERIOD = "period_start DATE, subject_kind VARCHAR, subject_id VARCHAR, scheme_id VARCHAR, "
_KPI = (
    f"{_PERIOD}kpi_id VARCHAR, period_end DATE, actual DECIMAL(18,4), measured DECIMAL(18,4), "
    "adjustment DECIMAL(18,4), numerator DECIMAL(18,4), denominator DECIMAL(18,4), target DECIMAL(18,4), "
    "minimum DECIMAL(18,4), attainment DECIMAL(18,6), band VARCHAR, meets_minimum BOOLEAN, "
    "weight DECIMAL(9,4), points DECIMAL(9,4), is_complete BOOLEAN"
)

FROZEN = {
    "counted_event": "kpi_id VARCHAR, unit_id VARCHAR, rep_id VARCHAR, day DATE, unit VARCHAR, "
    "quantity DECIMAL(18,4), base DECIMAL(18,4), team_id VARCHAR, file_id VARCHAR, line_no BIGINT, "
    "outcome VARCHAR, closed_in INTEGER",
    "rep_day": "rep_id VARCHAR, day DATE, team_id VARCHAR, manager_id VARCHAR, role VARCHAR, grade VARCHAR, "
    "phase VARCHAR, schemes VARCHAR, calendar_id VARCHAR, tenure_days INTEGER, is_working_day BOOLEAN, "
    "day_name VARCHAR, fte DECIMAL(9,4), leave_fraction DECIMAL(9,4), excused_fraction DECIMAL(9,4), "
    "excused_entities VARCHAR, is_due BOOLEAN, day_reason VARCHAR, available DECIMAL(18,8), "
    "file_id VARCHAR, line_no BIGINT, leave_lines VARCHAR, excused_lines VARCHAR, closed_in INTEGER",
    "target_day": "rep_id VARCHAR, day DATE, scheme_id VARCHAR, kpi_id VARCHAR, grains VARCHAR, "
    "target_line INTEGER, per VARCHAR, standard DECIMAL(18,4), minimum DECIMAL(18,4), minimum_per VARCHAR, "
    "base_days DECIMAL(18,4), minimum_base_days DECIMAL(18,4), season_factor DECIMAL(9,4), "
    "season_line INTEGER, available DECIMAL(18,8), closed_in INTEGER",
    "weight_day": "scheme_id VARCHAR, phase VARCHAR, day DATE, grain VARCHAR, kpi_id VARCHAR, "
    "points DECIMAL(9,4), line_no INTEGER, closed_in INTEGER",
    "adjustment": "adjustment_id VARCHAR, subject_kind VARCHAR, subject_id VARCHAR, period VARCHAR, "
    "grain VARCHAR, period_start DATE, scheme_id VARCHAR, kpi_id VARCHAR, delta DECIMAL(18,4), "
    "approved_by VARCHAR, approved_at TIMESTAMP, reason VARCHAR, file_id VARCHAR, line_no BIGINT",
    "consequence": "rule_id VARCHAR, subject_id VARCHAR, period_start DATE, period_end DATE, "
    "subject_kind VARCHAR, scheme_id VARCHAR, says_zh VARCHAR, says_en VARCHAR, evidence_periods VARCHAR, "
    "status VARCHAR",
    "incentive_line": "subject_id VARCHAR, period_start DATE, scheme_id VARCHAR, line_no INTEGER, "
    "subject_kind VARCHAR, period_end DATE, rule_id VARCHAR, rule_line INTEGER, item VARCHAR, "
    "quantity DECIMAL(18,4), rate DECIMAL(18,6), amount DECIMAL(18,2), explanation_zh VARCHAR, "
    "explanation_en VARCHAR, evidence VARCHAR, file_id VARCHAR, file_line BIGINT",
    "incentive_total": "subject_kind VARCHAR, subject_id VARCHAR, period_start DATE, scheme_id VARCHAR, "
    "period_end DATE, lines INTEGER, gross DECIMAL(18,2), total DECIMAL(18,2), remainder DECIMAL(18,2), "
    "withheld DECIMAL(18,2), released DECIMAL(18,2), payable DECIMAL(18,2)",
    "incentive_input": "input VARCHAR, scheme_id VARCHAR, subject_kind VARCHAR, subject_id VARCHAR, "
    "day DATE, name VARCHAR, quantity DECIMAL(18,4)",
    "kpi_daily": _KPI,
    "kpi_monthly": _KPI,
    "score_monthly": f"{_PERIOD}period_end DATE, phase VARCHAR, measured DECIMAL(9,4), "
    "adjustment DECIMAL(9,4), score DECIMAL(9,4), score_max DECIMAL(9,4), attainment DECIMAL(18,6), "
    "band VARCHAR, rank INTEGER, is_complete BOOLEAN",
    "scheme": "rules VARCHAR, scheme_id VARCHAR, subject_kind VARCHAR, score_max DECIMAL(9,4), "
    "attainment_cap DECIMAL(9,4), grains VARCHAR, year_from VARCHAR",
    "kpi": "rules VARCHAR, scheme_id VARCHAR, kpi_id VARCHAR, kind VARCHAR, higher_is_better BOOLEAN, "
    "entity VARCHAR",
    "band": "rules VARCHAR, scheme_id VARCHAR, band VARCHAR, lower_bound DECIMAL(9,6), valid_from DATE, "
    "valid_to DATE",
    "incentive_rule": "rules VARCHAR, rule_id VARCHAR, scheme_id VARCHAR, kind VARCHAR, kpi_id VARCHAR, "
    "per VARCHAR, rate DECIMAL(18,4), threshold DECIMAL(9,6), ceiling DECIMAL(18,4), orders VARCHAR, "
    "entity VARCHAR, event VARCHAR, pool VARCHAR, payee VARCHAR, seen_at VARCHAR, of_rules VARCHAR, "
    "less_rules VARCHAR, from_month INTEGER, role VARCHAR, grade VARCHAR, tenure_from_days INTEGER, "
    "tenure_to_days INTEGER, says_zh VARCHAR, says_en VARCHAR, valid_from DATE, valid_to DATE, "
    "line_no INTEGER",
    "point_loss": "rules VARCHAR, scheme_id VARCHAR, kpi_id VARCHAR, subject_kind VARCHAR, grain VARCHAR, "
    "by_kpi_id VARCHAR, comparison VARCHAR, threshold DECIMAL(18,6), after_days INTEGER, "
    "valid_from DATE, valid_to DATE",
    "calendar": "rules VARCHAR, day DATE, is_working_day BOOLEAN",
}
"""Tables of a closed month, one Parquet file each, with their columns. `rules` is the month as YYYY-MM.

A month that an earlier release closed lacks the tables that came since; what `closed.json` names is there.
`keeps_pay`: whether the rules of pay, and what they rest on, were frozen with it.
"""


def closed_sha256(home: Home) -> dict[str, str]:
    """Month (YYYY-MM) to the SHA-256 of its `closed.json`, which names the hashes of all its files."""
    return {folder.name: sha256_of(folder / CLOSED) for folder in closed_months(home)}


def closed_lines(home: Home) -> list[str]:
    """What the closed months add to the hash of a run's inputs, a text each."""
    return [f"{month} {sha256}" for month, sha256 in sorted(closed_sha256(home).items())]


def closed_hash(home: Home) -> str:
    """Hash over the closed months."""
    return hashlib.sha256("\n".join(closed_lines(home)).encode()).hexdigest()


def write_closed(connection: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Make `raw.closed_month` and the views anew."""
    folders = closed_months(home)
    fill(
        connection,
        "closed_month",
        "rules VARCHAR, first_day DATE, last_day DATE, closed_in INTEGER, closed_at TIMESTAMP, "
        "closed_by VARCHAR, policy_hash VARCHAR, sha256 VARCHAR, keeps_pay BOOLEAN",
        [_month(folder) for folder in folders],
    )
    connection.execute("update raw.closed_month set last_day = last_day(first_day)")
    for table, columns in FROZEN.items():
        paths = [path for folder in folders if (path := folder / f"{table}.parquet").is_file()]
        connection.execute(f"create or replace view raw.closed_{table} as {_rows(columns, paths)}")


def _month(folder: Path) -> tuple[Any, ...]:
    told = json.loads((folder / CLOSED).read_text(encoding="utf-8"))
    first_day = f"{folder.name}-01"
    return (
        folder.name,
        first_day,
        first_day,
        told["version"],
        told["closed_at"],
        told["closed_by"],
        told["policy_hash"],
        sha256_of(folder / CLOSED),
        (folder / "incentive_rule.parquet").is_file(),
    )


def _rows(columns: str, paths: list[Path]) -> str:
    """The frozen rows; a column that a month was closed without (by an earlier release) is null in it."""
    typed = [column.split(" ", 1) for column in columns.split(", ")]
    nothing = "select " + ", ".join(f"cast(null as {kind}) as {name}" for name, kind in typed)
    if not paths:
        return f"{nothing} where false"
    listed = ", ".join("'" + str(path.resolve()).replace("'", "''") + "'" for path in paths)
    names = ", ".join(f"cast({name} as {kind}) as {name}" for name, kind in typed)
    frozen = f"from read_parquet([{listed}], hive_partitioning = false, union_by_name = true)"
    return f"select {names} from ({nothing} where false union all by name {frozen})"
