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
from dagster_project.command.screen import progress
from dagster_project.orchestration.lock import probe
from dagster_project.orchestration.news import unchanged
from dagster_project.orchestration.options import pair_reasons, resolve


def run(
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
    )
    probe(options.home)
    current = unchanged(options)
    if current is not None:
        typer.echo(
            f"Nothing new in {options.landing}, and neither policy nor code has changed: "
            f"version {current.version} (as of {current.as_of}) stays the current one."
        )
        return
    from dagster_project.command import summary
    from dagster_project.orchestration.launch import launch

    with progress():
        launched = launch(options)
    summary.show(options, launched)
