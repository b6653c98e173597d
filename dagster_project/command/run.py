"""`scoreline run`: the nightly job in this process, on the Dagster instance of the home."""

from __future__ import annotations

from typing import Annotated

import typer

from dagster_project.command.arguments import (
    AsOfOption,
    HomeOption,
    LandingOption,
    PolicyOption,
    SourcesOption,
)
from dagster_project.command.failure import find_known
from dagster_project.command.screen import progress
from dagster_project.errors import TargetStale
from dagster_project.keeping.state import set_aside
from dagster_project.orchestration.lock import probe
from dagster_project.orchestration.news import NoNews, unchanged
from dagster_project.orchestration.options import pair_reasons, resolve
from dagster_project.orchestration.targets import bring_up_targets, give_what_waits
from dagster_project.publication.versions import current


def run(  # noqa: PLR0913, PLR0917 - a parameter for each option
    landing: LandingOption = None,
    home: HomeOption = None,
    policy: PolicyOption = None,
    sources: SourcesOption = None,
    as_of: AsOfOption = None,
    full_refresh: Annotated[
        bool, typer.Option("--full-refresh", help="Derive everything again from the raw store.")
    ] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", metavar="CHECK", help="Let one check of plausibility pass for this run."),
    ] = None,
    why: Annotated[
        list[str] | None,
        typer.Option(
            "--why", metavar="TEXT", help="The reason for the --accept at the same place; published."
        ),
    ] = None,
    target: Annotated[
        str,
        typer.Option(
            "--target",
            metavar="NAME",
            help="postgres or s3 (must be configured) or folder (alone); otherwise wherever an address "
            "leads.",
        ),
    ] = "",
) -> None:
    """The nightly job: ingest what is new, derive, check, publish. Safe to repeat and to interrupt."""
    options = resolve(
        home=home,
        landing=landing,
        policy=policy,
        sources=sources,
        as_of=as_of,
        full_refresh=full_refresh,
        accept=pair_reasons(accept or [], why or []),
        target=target,
    )
    probe(options.home)
    idle = unchanged(options)
    if idle is not None:
        typer.echo(_why_idle(idle, options.lands_at))
        bring_up_targets(options.home, options.target)
        give_what_waits(options.home, options.target)
        return
    from dagster_project.command import summary
    from dagster_project.orchestration.launch import Launched, launch

    try:
        with progress():
            launched = launch(options)
    except Exception as error:
        if isinstance(find_known(error), TargetStale) and (published := current(options.home)):
            summary.show(options, Launched("", published.version, published.folder, changed=True))
        raise
    summary.show(options, launched)


def _why_idle(idle: NoNews, landing: str) -> str:
    if idle.set_aside is not None:
        said = set_aside(idle.set_aside.version, idle.current.version)
        return f"Nothing was published: {said}."
    return (
        f"Nothing new in {landing}, and neither policy nor code has changed: "
        f"version {idle.current.version} (as of {idle.current.as_of}) stays the current one."
    )
