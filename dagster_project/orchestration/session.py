"""What one run knows: filled in by its steps, read by the steps after them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

import dagster as dg
from pydantic import Field, PrivateAttr

from dagster_project.errors import ScorelineError
from dagster_project.gate.beside import Beside, started
from dagster_project.lineage_events.emit import begin, end
from dagster_project.orchestration import lock
from dagster_project.orchestration.abandoned import close_abandoned_runs
from dagster_project.orchestration.inspect import SUITES
from dagster_project.orchestration.options import RunOptions, resolve
from dagster_project.orchestration.targets import FOLDER

if TYPE_CHECKING:
    from dagster_project.gate.result import GateResult
    from dagster_project.ingest.run import IngestReport
    from dagster_project.policy.load import Policy
    from dagster_project.publication.facts import Published
    from dagster_project.warehouse.dbt_run import DbtOutcome

log = logging.getLogger("scoreline")
"""What a person follows during a run: shown by the command line and in the web page alike."""

T = TypeVar("T")


@dataclass
class Session:
    """The state of one run; each field from `policy` on is set by the step named after it."""

    options: RunOptions
    run_id: str
    beside: Beside | None = None
    policy: Policy | None = None
    as_of: date | None = None
    ingested: IngestReport | None = None
    built: DbtOutcome | None = None
    judged: list[GateResult] | None = None
    published: Published | None = None


def need(value: T | None, what: str) -> T:
    """The value that an earlier step of this very run left. Raises ScorelineError."""
    if value is None:
        raise ScorelineError(
            f"this step needs the {what} of the same run; launch the whole job `nightly`, not single steps"
        )
    return value


class Nightly(dg.ConfigurableResource["Nightly"]):
    """Options of the run, and the lock of its home for as long as the run lives.

    Everything left blank comes from the environment (SCORELINE_HOME, SCORELINE_LANDING, SCORELINE_POLICY,
    SCORELINE_SOURCES), else from the checkout, so a run that is launched in the web page without any
    configuration works on the home that the page was opened on.
    """

    home: str = ""
    landing: str = ""
    policy: str = ""
    sources: str = ""
    as_of: str = ""
    full_refresh: bool = False
    accept: dict[str, str] = Field(default={})
    accepted_by: str = ""
    target: str = ""

    _session: Session | None = PrivateAttr(default=None)

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Nightly]:
        """Take the lock, hand out the session, let go of the lock. Raises HomeBusy, UsageError."""
        options = resolve(
            home=self.home,
            landing=self.landing,
            policy=self.policy,
            sources=self.sources,
            as_of=self.as_of,
            full_refresh=self.full_refresh,
            accept=self.accept,
            accepted_by=self.accepted_by,
            target=self.target,
        )
        run_id = context.run_id or str(uuid4())
        with lock.hold(options.home, run_id, targets=options.target != FOLDER):
            options.home.ensure()
            cut_off = close_abandoned_runs(context.instance, run_id) if context.instance else []
            with started(SUITES) as beside:
                self._session = Session(options=options, run_id=run_id, beside=beside)
                begin(self._session, cut_off)
                try:
                    yield self
                finally:
                    end(self._session)

    @property
    def session(self) -> Session:
        """The session of this run."""
        return need(self._session, "session")


def launch_config(options: RunOptions) -> dict[str, Any]:
    """Run configuration that carries these options."""
    return {"resources": {"nightly": {"config": options.config()}}}
