"""dbt on a scratch warehouse, with the SQL that a publication carries and nothing of the checkout's own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dagster_project.errors import ScorelineError
from dagster_project.warehouse.dbt_run import close_connections, dbt_arguments
from dagster_project.warehouse.environment import dbt_environment

SELECTED = "+config.schema:candidate"
"""The published tables and all that they are made of; what only the gate reads is left out."""


def derive(project: Path, warehouse: Path, scratch: Path) -> None:
    """Build the candidate of the dbt project at `project` in a prepared warehouse.

    Raises ScorelineError with what dbt says where it could not.
    """
    from dbt.cli.main import dbtRunner

    with _environment(dbt_environment(warehouse, project)):
        try:
            outcome = dbtRunner().invoke(
                dbt_arguments("run", "--select", SELECTED, project=project, folder=scratch / "dbt")
            )
        finally:
            close_connections()
    if outcome.exception is not None or outcome.result is None:
        raise ScorelineError(f"the SQL of the publication cannot be run here: {outcome.exception}")
    wrong = [
        f"{each.node.name}: {each.message}"
        for each in outcome.result.results
        if str(each.status) != "success"
    ]
    if wrong:
        raise ScorelineError("\n  ".join(["the SQL of the publication cannot be run here:", *wrong]))


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    """dbt reads its variables from this process's environment alone; it is left as it was."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
