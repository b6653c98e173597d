"""`scoreline versions`: the publications of a home, and whether each is as it was published."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from dagster_project.command.arguments import HomeOption
from dagster_project.command.screen import table
from dagster_project.home import Home
from dagster_project.keeping.state import EVERYTHING, Told, told
from dagster_project.orchestration.lock import brought_up
from dagster_project.orchestration.options import resolve
from dagster_project.publication.versions import Manifest, linked_version, list_versions

STATES = {None: "whole", EVERYTHING: "pruned"}
NOTHING = "nothing has been published in {} yet; `scoreline run` publishes"
WITHOUT_DATABASE = "tables only"


def versions(
    home: HomeOption = None,
    check: Annotated[
        bool, typer.Option("--check", help="Hold every manifest, file and link against the record.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document, for programs.")] = False,
) -> None:
    """List the publications, newest first; the current one bears a star.

    With --check: every manifest against its hash in the record log and in its followers, every file against
    its SHA-256, the link `current`, the log's own chain. Exit code 1 when anything is wrong.
    """
    place = brought_up(resolve(home=home).home)
    if check:
        _check(place, as_json=as_json)
        return
    found, said, now = list_versions(place), told(place), linked_version(place)
    if as_json:
        rows = [_document(each, said, now) for each in reversed(found)]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not found:
        typer.echo(NOTHING.format(place.root))
        return
    header = ["version", "as of", "published at", "closed months", "state", "rows", "folder"]
    table(header, [_row(each, said, now) for each in reversed(found)])


def _row(manifest: Manifest, said: Told, now: int | None) -> list[str]:
    told_ = _document(manifest, said, now)
    return [
        f"{manifest.version}{' *' if told_['current'] else ''}",
        told_["as_of"],
        told_["published_at"],
        " ".join(told_["closed"]) or "-",
        told_["state"],
        str(told_["rows"]),
        told_["folder"],
    ]


def _document(manifest: Manifest, said: Told, now: int | None) -> dict[str, Any]:
    content = manifest.content
    removed = said.pruned.get(manifest.version)
    inputs = content.get("inputs") or {}
    return {
        "version": manifest.version,
        "current": manifest.version == now,
        "as_of": content["as_of"],
        "published_at": content["published_at"],
        "closed": sorted(content.get("closed") or inputs.get("closed") or {}),
        "state": STATES.get(removed, WITHOUT_DATABASE),
        "rows": sum(int(told_["rows"]) for told_ in manifest.tables.values()),
        "tables_hash": manifest.tables_hash,
        "manifest": manifest.chained_sha256,
        "previous": content.get("previous"),
        "folder": str(manifest.folder),
    }


def _check(place: Home, *, as_json: bool) -> None:
    from dagster_project.keeping.check import check

    report = check(place)
    if not (report.versions or report.lines or report.problems or as_json):
        typer.echo(NOTHING.format(place.root))
        return
    if as_json:
        typer.echo(json.dumps(report.document(), ensure_ascii=False, indent=2))
    else:
        for sentence in report.notes:
            typer.echo(f"note: {sentence}")
        for sentence in report.problems:
            typer.echo(f"wrong: {sentence}")
        verdict = f"{len(report.problems)} problem(s)" if report.problems else "all as published"
        typer.echo(
            f"{report.versions} versions, {report.files} files, log of {report.lines} lines ending in "
            f"{report.head}: {verdict}"
        )
    if report.problems:
        raise typer.Exit(1)
