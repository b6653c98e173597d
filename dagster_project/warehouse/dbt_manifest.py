"""dbt's parsed project, kept beside the project for as long as none of its files changes.

Parsing takes seconds and needs no database, so it is done once: `manifest.json` is for whoever describes
the project, `manifest.msgpack` for dbt itself, which then skips its own parsing.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from dagster_project.errors import ScorelineError
from dagster_project.warehouse.environment import DBT_PROJECT, set_environment

KEPT = DBT_PROJECT / "target" / "definitions"
JSON, MSGPACK, MADE_FROM = "manifest.json", "manifest.msgpack", "made_from"


def kept_manifest(made_from: str) -> Path:
    """Folder with the manifest of the project whose hash is `made_from`, parsed now unless it is there.

    Raises ScorelineError when dbt cannot read its project.
    """
    folder = KEPT / made_from[:16]
    if not (folder / MADE_FROM).exists():
        _parse(folder, made_from)
    return folder


def load_manifest(folder: Path) -> Any:
    """dbt's own manifest object."""
    from dbt.contracts.graph.manifest import Manifest
    from dbt.parser.manifest import extended_mashumuro_decoder

    return Manifest.from_msgpack((folder / MSGPACK).read_bytes(), decoder=extended_mashumuro_decoder)


def _parse(folder: Path, made_from: str) -> None:
    """Write the manifest aside and rename it, so that two processes may do this at once."""
    from dbt.cli.main import dbtRunner
    from dbt.parser.manifest import extended_mashumaro_encoder

    KEPT.mkdir(parents=True, exist_ok=True)
    before = os.environ.get("SCORELINE_WAREHOUSE")
    with tempfile.TemporaryDirectory(dir=KEPT) as name:
        aside = Path(name)
        # Parsing opens no database, but the profile needs a name for one; the stem is the catalogue's name.
        set_environment(aside / "scoreline.duckdb")
        outcome = dbtRunner().invoke(
            [
                "--quiet",
                "--no-send-anonymous-usage-stats",
                "parse",
                *("--project-dir", str(DBT_PROJECT)),
                *("--profiles-dir", str(DBT_PROJECT)),
                *("--target-path", str(aside)),
                *("--log-path", str(aside)),
            ]
        )
        if before is None:
            del os.environ["SCORELINE_WAREHOUSE"]
        else:
            os.environ["SCORELINE_WAREHOUSE"] = before
        if not outcome.success:
            raise ScorelineError(f"dbt cannot read the project {DBT_PROJECT}: {outcome.exception}")
        folder.mkdir(exist_ok=True)
        (aside / MSGPACK).write_bytes(outcome.result.to_msgpack(extended_mashumaro_encoder))
        for kept in (JSON, MSGPACK):
            (aside / kept).replace(folder / kept)
        (folder / MADE_FROM).write_text(made_from, encoding="utf-8")
