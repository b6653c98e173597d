"""Where an approved appeal stands: waiting for a run, in a version, or refused by the rules."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from dagster_project.appeals.landed import find_missing
from dagster_project.appeals.register import APPROVED, Appeal
from dagster_project.home import Home
from dagster_project.publication.restatements.sides import Side
from dagster_project.publication.versions import Manifest, current, list_versions
from dagster_project.quarantine.store import refused_lines


@dataclass(frozen=True)
class Standing:
    """`version`: the first publication that holds the adjustment; `words`: the standing for people."""

    version: int | None
    words: str


def standings(home: Home, appeals: list[Appeal]) -> dict[str, Standing]:
    """The standing of each appeal by its id."""
    wanted = {appeal.appeal_id for appeal in appeals if appeal.status == APPROVED}
    first = _first_versions(home, wanted) if wanted else {}
    now = current(home)
    holds = _held(now) if now is not None and wanted else set()
    refused = {line.file_name: str(line) for line in refused_lines(home)} if wanted - holds else {}
    lost = {appeal.appeal_id for appeal, _ in find_missing(home)} if wanted - holds else set()
    return {
        appeal.appeal_id: (
            Standing(None, f"approved, its file is missing and the next run writes it again ({appeal.file})")
            if appeal.appeal_id in lost
            else _standing(appeal, first, holds, refused)
        )
        for appeal in appeals
    }


def _standing(appeal: Appeal, first: dict[str, int], holds: set[str], refused: dict[str, str]) -> Standing:
    if appeal.status != APPROVED:
        return Standing(None, appeal.status)
    version = first.get(appeal.appeal_id)
    if appeal.appeal_id in holds:
        return Standing(version, f"in version {version}")
    if appeal.file in refused:
        return Standing(None, f"refused: {refused[appeal.file]}")
    if version is not None:
        return Standing(version, f"in version {version}, which is not current")
    return Standing(None, f"approved, waits for a run ({appeal.file})")


def _first_versions(home: Home, wanted: set[str]) -> dict[str, int]:
    first: dict[str, int] = {}
    for manifest in list_versions(home):
        if wanted <= first.keys():
            break
        for adjustment_id in _held(manifest) & wanted:
            first.setdefault(adjustment_id, manifest.version)
    return first


def _held(manifest: Manifest) -> set[str]:
    """Adjustments of a publication; none where its Parquet files were pruned."""
    entry = manifest.tables.get("adjustment")
    if entry is None or not all((manifest.folder / file["path"]).is_file() for file in entry["files"]):
        return set()
    relation = Side.of(manifest).relation("adjustment", {"adjustment_id": "varchar"})
    with duckdb.connect() as connection:
        return {row[0] for row in connection.execute(f"from {relation}").fetchall()}
