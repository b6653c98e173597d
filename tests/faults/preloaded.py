"""What a run imports, for the process that runs are forked from. It opens nothing and starts no thread."""

from __future__ import annotations

import dagster_dbt  # noqa: F401
import dbt.cli.main  # noqa: F401
import great_expectations  # noqa: F401

from dagster_project.gate.great_expectations_run import *  # noqa: F403
