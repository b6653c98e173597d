"""`scoreline prune`: remove publications that retention no longer keeps."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from dagster_project.command.arguments import HomeOption, PolicyOption
from dagster_project.command.screen import table
from dagster_project.errors import UsageError
from dagster_project.keeping.prune import Plan
from dagster_project.keeping.prune import plan as plan_it
from dagster_project.keeping.prune import prune as do
from dagster_project.keeping.state import DATABASE, EVERYTHING
from dagster_project.orchestration.lock import hold
from dagster_project.orchestration.options import resolve
from dagster_project.policy.load import load_policy

GOES = {DATABASE: "scoreline.duckdb", EVERYTHING: "all but manifest.json"}


def prune(
    home: HomeOption = None,
    policy: PolicyOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be deleted.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document, for programs.")] = False,
) -> None:
    """Delete publications older than the settings `retention_nights` and `retention_database_nights` keep.

    Stays always: the current one and what the next is made from, the last of each month, what a closed month
    or an export rests on. `scoreline.duckdb` goes first, then the tables; the manifest stays. It is recorded.
    """
    options = resolve(home=home, policy=policy)
    settings = load_policy(options.policy).settings
    nights = settings.retention_nights, settings.retention_database_nights
    plan = plan_it(options.home, *nights)
    _show(plan, as_json=as_json)
    if dry_run or not plan.removals:
        return
    if not yes:
        _ask(len(plan.removals))
    with hold(options.home, "prune"):
        do(options.home, plan, *nights)
    typer.echo(f"deleted; {_size(plan.bytes)} are free again", err=as_json)


def _ask(count: int) -> None:
    """Raise UsageError unless a person at a terminal says yes."""
    if not sys.stdin.isatty():
        raise UsageError(f"{count} version(s) above would lose files; nobody is here to ask: add --yes")
    if not typer.confirm("Delete this?"):
        raise UsageError("nothing was deleted")


def _show(plan: Plan, *, as_json: bool) -> None:
    if as_json:
        rows = [
            {
                "version": one.version,
                "as_of": one.as_of.isoformat(),
                "remove": one.remove,
                "why": one.why,
            }
            for one in plan.decisions
        ]
        typer.echo(json.dumps({"bytes": plan.bytes, "versions": rows}, ensure_ascii=False, indent=2))
        return
    kept = len(plan.decisions) - len(plan.removals)
    if not plan.removals:
        typer.echo(f"nothing to delete: {kept} version(s) stay as they are")
        return
    table(
        ["version", "as of", "goes", "because"],
        [
            [str(one.version), one.as_of.isoformat(), GOES[one.remove or ""], _because(one.remove, one.why)]
            for one in plan.removals
        ],
    )
    typer.echo(f"{_size(plan.bytes)} would be free again; {kept} version(s) stay as they are")


def _because(remove: str | None, why: str) -> str:
    return f"stays without it: {why}" if remove == DATABASE else why


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB"
