"""`scoreline ui`: Dagster's web page on this home."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from dagster_project.command.arguments import HomeOption, LandingOption, PolicyOption, SourcesOption
from dagster_project.home import PROJECT
from dagster_project.orchestration.instance import prepare
from dagster_project.orchestration.options import resolve


def ui(
    home: HomeOption = None,
    landing: LandingOption = None,
    policy: PolicyOption = None,
    sources: SourcesOption = None,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on 127.0.0.1.")] = 3000,
) -> None:
    """Open Dagster's web page on this home, with the daemon that serves its schedule and sensor."""
    options = resolve(home=home, landing=landing, policy=policy, sources=sources)
    environment = {
        **os.environ,
        **options.environment(),
        "DAGSTER_HOME": str(prepare(options.home)),
        "DAGSTER_DISABLE_TELEMETRY": "true",
    }
    typer.echo(f"Dagster's web page on {options.home.root}: http://127.0.0.1:{port} (Ctrl+C ends it)")
    sys.stdout.flush()
    os.chdir(PROJECT)  # [tool.dagster] of the checkout says what to load
    command = [sys.executable, "-m", "dagster", "dev", "--host", "127.0.0.1", "--port", str(port)]
    # Take this process's place: whoever ends it ends Dagster, which then ends what it started.
    os.execve(sys.executable, command, environment)  # noqa: S606 - our own interpreter and arguments
