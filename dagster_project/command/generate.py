"""`scoreline generate`: a synthetic landing folder of any size."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def generate(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="A new or empty folder to write to.")],
    reps: Annotated[int, typer.Option("--reps", min=1, help="Number of reps.")] = 12,
    days: Annotated[int, typer.Option("--days", min=1, help="Calendar days, the last of them fixed.")] = 91,
    calls_per_day: Annotated[
        int, typer.Option("--calls-per-day", min=1, help="Dials of a rep on a full working day, on average.")
    ] = 100,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed writes the same bytes.")] = 1,
) -> None:
    """Write a realistic synthetic landing folder (benchmarks, demos)."""
    from dagster_project import generate as room

    report = room.generate(out, reps, days, calls_per_day, seed)
    typer.echo(
        f"{report.calls:,} calls of {reps} reps from {report.first_day} to {report.last_day}: "
        f"{report.files} files, {report.bytes:,} bytes below {report.out}"
    )
    typer.echo(f"next: scoreline run --landing {report.out} --as-of {report.last_day}")
