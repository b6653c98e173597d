"""Freeze a month from the current publication."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.closing import act
from dagster_project.closing.definitions import definitions_of, read_definitions
from dagster_project.closing.month import Month
from dagster_project.errors import ScorelineError, UsageError
from dagster_project.home import Home
from dagster_project.publication.aside import seal, sha256_of, sync
from dagster_project.publication.inputs import CLOSED
from dagster_project.publication.parquet import COPY_OPTIONS, literal, read
from dagster_project.publication.versions import Manifest, current
from dagster_project.record import log

DAYS = ("counted_event", "rep_day", "target_day", "weight_day")
"""Published tables whose rows of the month are frozen; they say by which version."""

ROWS = (
    "kpi_daily", "kpi_monthly", "score_monthly", "adjustment", "consequence", "incentive_line",
    "incentive_total", "incentive_input",
)  # fmt: skip
"""Published tables whose rows of the month are frozen as they are, by the column in `DATED`."""

DATED = dict.fromkeys(DAYS, "day") | {"consequence": "period_end", "incentive_input": "day"}
"""The column that a table's rows belong to a month by; the others' is `period_start`."""


def close(home: Home, month: Month, by: str | None = None, why: str | None = None) -> Manifest:
    """Freeze `month` as the current publication has it; the publication.

    The caller holds the home's lock. Raises UsageError if the month is closed already, or not whole there,
    ScorelineError if the publication's files are not what was published.
    """
    manifest = _publication(home, month)
    making = home.closed / f"{act.MAKING}{secrets.token_hex(8)}"
    making.mkdir(parents=True)
    files = _freeze(manifest, month, making)
    author = by or log.account()
    told = {
        "month": month.name,
        "version": manifest.version,
        "manifest": manifest.sha256,
        "closed_at": datetime.now(UTC).replace(microsecond=0, tzinfo=None).isoformat(),
        "closed_by": author,
        "why": why,
        "as_of": manifest.as_of.isoformat(),
        "policy_hash": manifest.content["policy_hash"],
        "code_version": manifest.content["code_version"],
        "files": files,
    }
    (making / CLOSED).write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    seal(making, CLOSED)
    sync(making)
    sha256 = sha256_of(making / CLOSED)
    making.rename(act.decided(home, sha256))
    sync(home.closed)
    log.append(
        home, act.CLOSING, by=author, why=why, month=month.name, version=manifest.version, sha256=sha256
    )
    act.settle(home)
    return manifest


def _publication(home: Home, month: Month) -> Manifest:
    """The current publication, if the month can be closed from it. Raises UsageError."""
    manifest = current(home)
    if month.is_closed(home):
        raise UsageError(
            f"{month.name} is closed already; `scoreline reopen {month.name} --why TEXT` opens it again"
        )
    if manifest is None:
        raise UsageError(f"nothing has been published in {home.root} yet; `scoreline run` publishes")
    if manifest.as_of < month.last_day:
        raise UsageError(
            f"{month.name} is not over in version {manifest.version}, which reports up to {manifest.as_of}; "
            f"run with --as-of {month.last_day} or later, then close it"
        )
    if month.name in manifest.content.get("inputs", {}).get("closed", {}):
        raise UsageError(
            f"version {manifest.version} still shows {month.name} as it was closed before; run, look at what "
            "the reopening changed, then close it"
        )
    if missing := sorted({*DAYS, *ROWS} - manifest.tables.keys()):
        raise UsageError(
            f"version {manifest.version} lacks {', '.join(missing)}: it was made by an earlier release; run "
            "once more, then close the month"
        )
    return manifest


def _freeze(manifest: Manifest, month: Month, making: Path) -> list[dict[str, Any]]:
    """Write every frozen table; their entries of `closed.json`."""
    where = f"between date '{month.first_day}' and date '{month.last_day}'"
    queries = {}
    for table in (*DAYS, *ROWS):
        source = read(_files(manifest, table, month))
        frozen = f" replace ({manifest.version} as closed_in)" if table in DAYS else ""
        day = DATED.get(table, "period_start")
        kept = " and grain in ('day', 'month')" if table == "adjustment" else ""
        order = ", ".join(manifest.tables[table]["key"])
        queries[table] = f"select *{frozen} from {source} where {day} {where}{kept} order by {order}"
    for table, query in definitions_of(month.first_day, month.last_day, manifest.as_of).items():
        queries[table] = f"select '{month.name}' as rules, * from ({query}) order by all"
    with duckdb.connect() as connection:
        read_definitions(connection, manifest)
        for table, query in queries.items():
            target = literal(making / f"{table}.parquet")
            connection.execute(f"copy ({query}) to {target} ({COPY_OPTIONS})")
        rows = connection.execute(
            f"select count(*) from read_parquet({literal(making / 'kpi_monthly.parquet')})"
        ).fetchone()
    if not rows or not rows[0]:
        raise UsageError(
            f"version {manifest.version} has no number of {month.name}; there is nothing to close"
        )
    return [seal(making, f"{table}.parquet") for table in sorted(queries)]


def _files(manifest: Manifest, table: str, month: Month) -> list[Path]:
    """The publication's files that may hold rows of the month, their bytes as published."""
    found = []
    for entry in manifest.tables[table]["files"]:
        if entry["first_day"] in (None, month.first_day.isoformat()):
            path = manifest.folder / entry["path"]
            if not path.is_file() or sha256_of(path) != entry["sha256"]:
                raise ScorelineError(
                    f"{path}: expected the file as it was published (SHA-256 {entry['sha256']}); nothing was "
                    "closed, run `scoreline versions --check`"
                )
            found.append(path)
    return found or [manifest.folder / manifest.tables[table]["files"][0]["path"]]
