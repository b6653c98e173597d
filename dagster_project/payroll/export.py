"""Export a closed month. The caller holds the home's lock."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dagster_project.comparison.compare import Change, compare
from dagster_project.errors import ScorelineError, UsageError
from dagster_project.home import Home
from dagster_project.payroll.register import MANIFEST, Export, begin, check, enter, exports_of, seal_all
from dagster_project.payroll.sheets import read_sheets
from dagster_project.payroll.writing import write_csv, write_workbook
from dagster_project.periods import Period
from dagster_project.publication.aside import sha256_of
from dagster_project.publication.inputs import CLOSED, closed_months
from dagster_project.publication.restatements.sides import Side
from dagster_project.publication.verify import verify_files
from dagster_project.publication.versions import Manifest, current

TABLES = ("kpi_monthly", "score_monthly", "consequence", "incentive_total")


@dataclass(frozen=True)
class Exported:
    """The export, how many numbers of the one before it corrects (None: it is the first), and its copies."""

    export: Export
    corrected: int | None
    copies: list[Path]


def export_month(home: Home, month: Period, form: str, out: Path | None, by: str | None) -> Exported:
    """Write the month as the current publication has it, and what changed since the last export.

    Raises UsageError for a month that is not closed, or a publication that does not know that it is.
    """
    closed = _closed(home, month.text)
    manifest = _publication(home, month.text, closed)
    copies = out / f"payroll-{month.text}" if out is not None else None
    before = exports_of(home, month.text)
    if copies is not None:
        copies = copies.with_name(f"{copies.name}-{len(before) + 1:03}")
        if copies.exists():
            raise UsageError(f"{copies}: exists already and is not overwritten; choose another --out")
    last = before[-1] if before else None
    corrections = _corrections(home, last, manifest, month) if last is not None else []
    folder = begin(home, month.text, len(before) + 1)
    sheets = read_sheets(
        Side.of(manifest), month.start, month.end, corrections, [path.name for path in closed_months(home)]
    )
    write_csv(folder, sheets)
    if form == "xlsx":
        write_workbook(folder / f"payroll-{month.text}.xlsx", sheets)
    told = {
        "month": month.text,
        "number": len(before) + 1,
        "version": manifest.version,
        "as_of": manifest.as_of.isoformat(),
        "manifest": manifest.sha256,
        "tables_hash": manifest.tables_hash,
        "closed": closed,
        "since": None if last is None else {"number": last.number, "version": last.version},
        "rows": {sheet.name: len(sheet.rows) for sheet in sheets},
    }
    sha256 = seal_all(folder, told)
    delivered = _copied(folder, copies, form)  # before the record: what was not handed over was not exported
    export = enter(home, folder, told, sha256, by)
    return Exported(export, None if last is None else len(corrections), delivered)


def _closed(home: Home, month: str) -> dict[str, Any]:
    """What closing says of the month. Raises UsageError if it is open."""
    path = home.closed / month / CLOSED
    if not path.is_file():
        raise UsageError(
            f"{month} is not closed, and an open month's numbers may still move: close it with "
            f"`scoreline close {month}`, run, and export it then"
        )
    told = json.loads(path.read_bytes())
    kept = ("version", "manifest", "closed_at", "closed_by", "why", "policy_hash")
    return {name: told.get(name) for name in kept} | {"sha256": sha256_of(path)}


def _publication(home: Home, month: str, closed: dict[str, Any]) -> Manifest:
    """The current publication, if it shows the month as it was closed."""
    manifest = current(home)
    if manifest is None:
        raise ScorelineError(f"nothing is published in {home.root}, though {month} is closed")
    shown = manifest.content.get("inputs", {}).get("closed", {}).get(month)
    if shown != closed["sha256"] and manifest.sha256 != closed["manifest"]:
        raise UsageError(
            f"version {manifest.version} was made before {month} was closed as it is now; `scoreline run` "
            "publishes it, then export"
        )
    if problems := verify_files(manifest.folder):
        raise ScorelineError("\n  ".join([f"{manifest.folder} is not as it was published:", *problems]))
    return manifest


def _corrections(home: Home, last: Export, now: Manifest, month: Period) -> list[Change]:
    """What payroll was told otherwise the last time."""
    check(last)
    span = month.start, month.end
    found = compare(home, last.version, now.version).changes if last.version != now.version else []
    return [one for one in found if one.table_name in TABLES and (one.period_start, one.period_end) == span]


def _copied(folder: Path, target: Path | None, form: str) -> list[Path]:
    """Copies for whoever pays: the workbook, or the CSV files, and `export.json`."""
    if target is None:
        return []
    wanted = [path for path in sorted(folder.iterdir()) if path.suffix == f".{form}" or path.name == MANIFEST]
    try:
        target.mkdir(parents=True)
        return [Path(shutil.copyfile(path, target / path.name)) for path in wanted]
    except OSError as error:
        shutil.rmtree(target, ignore_errors=True)
        raise UsageError(
            f"--out: nothing was exported, {target} cannot be written: {error.strerror or error}"
        ) from error
