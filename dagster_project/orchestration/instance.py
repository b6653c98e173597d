"""Dagster's own storage inside the home. Imports no Dagster: the command line starts with this."""

from __future__ import annotations

import os
from pathlib import Path

from dagster_project.home import Home

SETTINGS = """\
# Written by Scoreline at every start.
telemetry:
  enabled: false
nux:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
python_logs:
  managed_python_loggers: [scoreline]
  python_log_level: INFO
event_log_storage:
  module: dagster_project.orchestration.event_log
  class: EventLog
  config:
    base_dir:
      env: DAGSTER_HOME
"""


def prepare(home: Home) -> Path:
    """Make `<home>/dagster` Dagster's home for this process and those that it starts."""
    home.dagster.mkdir(parents=True, exist_ok=True)
    settings = home.dagster / "dagster.yaml"
    if not settings.exists() or settings.read_text(encoding="utf-8") != SETTINGS:
        aside = settings.with_name(f"dagster.yaml.{os.getpid()}")
        aside.write_text(SETTINGS, encoding="utf-8")
        aside.replace(settings)
    os.environ["DAGSTER_HOME"] = str(home.dagster)
    return home.dagster
