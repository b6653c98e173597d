"""Options that several commands share, worded once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home", metavar="DIR", help="Holds all that the job keeps [default: var/ or $SCORELINE_HOME]."
    ),
]
LandingOption = Annotated[
    str | None,  # a path would make s3:/ of s3://
    typer.Option(
        "--landing", metavar="DIR", help="Folder or s3:// address of the exports [default: <home>/landing]."
    ),
]
PolicyOption = Annotated[
    Path | None, typer.Option("--policy", metavar="DIR", help="The policy folder [default: seeds/].")
]
SourcesOption = Annotated[
    Path | None,
    typer.Option("--sources", metavar="FILE", help="Vendor sources [default: dagster_project/sources.yml]."),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="The last business day to report [default: yesterday in the site's time zone].",
    ),
]
RevealOption = Annotated[
    bool, typer.Option("--reveal", help="Show names and numbers whole; the record log tells of it.")
]
