"""`scoreline log`: the record of what was done in a home."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from dagster_project.command.arguments import HomeOption
from dagster_project.command.screen import table
from dagster_project.errors import UsageError, nearest
from dagster_project.orchestration.lock import brought_up
from dagster_project.orchestration.options import resolve
from dagster_project.record.log import EVENTS, read
from dagster_project.record.mask import masked_words

WIDE = 100


def log(
    home: HomeOption = None,
    event: Annotated[
        list[str] | None,
        typer.Option("--event", metavar="EVENT", help=f"Only these: {', '.join(EVENTS)}."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Every fact, one JSON document.")] = False,
) -> None:
    """Show who published, rolled back, closed, exported, pruned, revealed or forgot what, and why."""
    place = brought_up(resolve(home=home).home)
    entries = read(place)
    known = list(dict.fromkeys((*EVENTS, *(entry.event for entry in entries))))
    for name in event or []:
        if name not in known:
            expected = ", ".join(known)
            raise UsageError(
                f"--event: no event is called {name!r}; expected one of {expected}{nearest(name, known)}"
            )
    entries = [entry for entry in entries if not event or entry.event in event]
    if as_json:
        typer.echo(json.dumps([vars(entry) for entry in entries], ensure_ascii=False, indent=2))
        return
    if not entries:
        typer.echo(f"nothing of that kind is in the record of {place.root}")
        return
    rows = []
    for entry in entries:
        facts = masked_words(", ".join(f"{name} {_short(value)}" for name, value in entry.facts.items()))
        told = facts if len(facts) <= WIDE else f"{facts[: WIDE - 3]}..."
        rows.append([str(entry.no), entry.at, entry.by, entry.event, masked_words(entry.why or "-"), told])
    table(["line", "at", "by", "event", "why", "facts"], rows)


def _short(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
