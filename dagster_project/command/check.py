"""`scoreline check`: policy and sources, every problem at once, no data touched."""

from __future__ import annotations

import typer

from dagster_project.command.arguments import HomeOption, LandingOption, PolicyOption, SourcesOption
from dagster_project.orchestration.inspect import refuse_wrong
from dagster_project.orchestration.options import resolve


def check(
    policy: PolicyOption = None,
    sources: SourcesOption = None,
    home: HomeOption = None,
    landing: LandingOption = None,
) -> None:
    """Check policy and sources: every problem at once, with file, line and column. Touches no data."""
    options = resolve(home=home, landing=landing, policy=policy, sources=sources)
    refuse_wrong(options)
    typer.echo(f"no problem found in {options.policy} and {options.sources}")
