"""The nightly job in this process, on the Dagster instance of the home."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg

from dagster_project.errors import ScorelineError
from dagster_project.orchestration.instance import prepare
from dagster_project.orchestration.job import JOB
from dagster_project.orchestration.options import RunOptions
from dagster_project.orchestration.session import launch_config

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
"""Dagster's own console lines stay out of the way; its page and the log file have them."""

REPOSITORY = {".dagster/repository": "__repository__@scoreline"}
"""Under this tag the web page lists the run with its job."""


@dataclass(frozen=True)
class Launched:
    """The outcome of a run that ended well: the publication that is current now."""

    run_id: str
    version: int
    folder: Path
    changed: bool


def launch(options: RunOptions) -> Launched:
    """Run the job and wait. Raises what a step raised, wrapped by Dagster or not."""
    os.environ.update(options.environment())
    prepare(options.home)
    with log_file(options), dg.DagsterInstance.get() as instance:
        from dagster_project.definitions import defs

        result = defs.resolve_job_def(JOB).execute_in_process(
            run_config={**launch_config(options), **QUIET},
            instance=instance,
            tags={**REPOSITORY, "scoreline/from": "command line"},
        )
    return _launched(result)


def _launched(result: dg.ExecuteInProcessResult) -> Launched:
    made = result.asset_materializations_for_node("publication")
    if not result.success or not made:
        raise ScorelineError(f"run {result.run_id} ended without a publication")
    told = made[0].metadata
    return Launched(
        run_id=result.run_id,
        version=int(str(told["version"].value)),
        folder=Path(str(told["folder"].value)),
        changed=bool(told["changed"].value),
    )


@contextmanager
def log_file(options: RunOptions) -> Iterator[Path]:
    """Everything that Python's loggers say during the run, and the trace of what ended it."""
    folder = options.home.root / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.log"
    handler = _RunLog(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    # what a step prints is kept in the home, too: on a full disk each line of dbt's would come as a stack
    raising, logging.raiseExceptions = logging.raiseExceptions, False
    try:
        yield path
    except BaseException:
        logging.getLogger(__name__).exception("the run ended badly")
        raise
    finally:
        logging.raiseExceptions = raising
        root.removeHandler(handler)
        handler.close()


class _RunLog(logging.FileHandler):
    """The log of one run; where it cannot be written (a full disk), that is one line on the screen."""

    _told = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name that logging calls
        """Say once what is wrong: the run itself ends with the words for it, should it need the disk."""
        if not self._told:
            self._told = True
            sys.stderr.write(f"{self.baseFilename}: the log cannot be written: {sys.exc_info()[1]}\n")
