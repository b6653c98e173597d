"""Whether what was frozen still is: files held against `closed.json`, and that against the record."""

from __future__ import annotations

import json
from pathlib import Path

from dagster_project.closing import act
from dagster_project.closing.forgotten import hashes_since
from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.ingest.original import sha256_of
from dagster_project.publication.inputs import CLOSED, closed_months
from dagster_project.record import log

WAY_OUT = "restore it from a backup, or open the month with `scoreline reopen MONTH --why TEXT`"


def check(home: Home) -> list[str]:
    """What is wrong with the closed months of a home, a sentence each; empty if all is well."""
    return [*_against_record(home), *damaged(home)]


def damaged(home: Home) -> list[str]:
    """Files of closed months that are not what their `closed.json` names."""
    return [problem for folder in closed_months(home) for problem in _files(folder)]


def refuse(problems: list[str]) -> None:
    """Raise ScorelineError with all of them, if there are any: nothing is made from them."""
    if problems:
        raise ScorelineError("\n  ".join(["a closed month is not what was frozen:", *problems]))


def _files(folder: Path) -> list[str]:
    try:
        told = json.loads((folder / CLOSED).read_text(encoding="utf-8"))
        named = {entry["path"]: entry["sha256"] for entry in told["files"]}
    except (ValueError, KeyError, TypeError) as error:
        return [f"{folder / CLOSED}: expected what a month was frozen with, found {error!r}; {WAY_OUT}"]
    problems = []
    for path, expected in sorted(named.items()):
        file = folder / path
        found = sha256_of(file) if file.is_file() else "no file"
        if found != expected:
            problems.append(f"{file}: expected SHA-256 {expected}, found {found}; {WAY_OUT}")
    return problems


def _against_record(home: Home) -> list[str]:
    """Months that the record knows otherwise than the folder shows."""
    last = {entry.facts["month"]: entry for entry in log.read(home, act.CLOSING, act.REOPENING)}
    recorded = {
        month: hashes_since(home, entry.facts["sha256"])[-1]
        for month, entry in last.items()
        if entry.event == act.CLOSING
    }
    shown = {folder.name: sha256_of(folder / CLOSED) for folder in closed_months(home)}
    problems = []
    for month in sorted(recorded.keys() | shown.keys()):
        expected, found = recorded.get(month), shown.get(month)
        if expected != found:
            told = (
                f"SHA-256 {expected} as recorded"
                if expected
                else "none, since no act in the record closed it"
            )
            problems.append(
                f"{home.closed / month / CLOSED}: expected {told}, found {found or 'no file'}; {WAY_OUT}"
            )
    return problems
