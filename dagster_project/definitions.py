"""What Dagster loads (`[tool.dagster]` in pyproject.toml)."""

from __future__ import annotations

from dagster_project.orchestration.assemble import build_definitions

defs = build_definitions()
