"""dbt's manifest as Dagster needs it: the one that is kept beside the project, read once per process."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from dagster_project.orchestration.fingerprint import dbt_hash
from dagster_project.warehouse.dbt_manifest import JSON, kept_manifest


@cache
def manifest() -> dict[str, Any]:
    """The parsed manifest.json. Raises ScorelineError when dbt cannot read its project."""
    found: dict[str, Any] = json.loads((kept_manifest(dbt_hash()) / JSON).read_bytes())
    return found
