"""`scoreline forget`: one customer's ids, numbers and names out of a home; the counts stay."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dagster_project.command.arguments import HomeOption, PolicyOption, SourcesOption
from dagster_project.errors import UsageError
from dagster_project.orchestration import lock
from dagster_project.orchestration.options import resolve
from dagster_project.policy.load import load_policy


def forget(
    customer: Annotated[
        str, typer.Option("--customer", metavar="ID", help="The customer's id, any of them.")
    ],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, without naming the person.")],
    number: Annotated[
        list[str] | None,
        typer.Option("--number", metavar="E164", help="A further number of theirs, as in +8613800138000."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    home: HomeOption = None,
    policy: PolicyOption = None,
    sources: SourcesOption = None,
) -> None:
    """Replace one customer everywhere in the home: landed bytes, rows, publications, closed months.

    Backups and the landing folder are not touched. It cannot be undone.
    """
    from dagster_project.forgetting import run

    if not why.strip():
        raise UsageError("--why: is empty; the record needs a reason")
    options = resolve(home=home, policy=policy, sources=sources)
    place, region = options.home, load_policy(options.policy).settings.default_region
    with lock.hold(place, "forget"):
        found = run.look(place, customer, number or [], region)
        person = found.person
        typer.echo(
            f"{len(person.customers)} customer id(s), {len(person.contacts)} contact(s) and "
            f"{len(person.numbers)} number(s) will be replaced in the raw store ({found.files} files) and "
            "in every publication."
        )
        if person.shared:
            typer.echo(
                f"{len(person.shared)} number(s) of theirs are also borne by others and stay in their lines; "
                "--number takes one out everywhere."
            )
        _ask(yes)
        done = run.forget(place, person, why.strip(), options.sources, region)
    typer.echo(
        f"Forgotten: {done.raw_files} files of the raw store and {len(done.versions)} version(s) were "
        "rewritten; counts stay. Warehouse, caches, logs and the history of runs were removed: the next run "
        "derives again."
    )
    typer.echo("Not touched: backups, the landing folder, and whatever was copied out of this home.")


def _ask(yes: bool) -> None:
    """Raise UsageError unless a person says yes."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("nobody is here to ask: add --yes; nothing was changed")
    if not typer.confirm("Forget this customer? It cannot be undone."):
        raise UsageError("nothing was changed")
