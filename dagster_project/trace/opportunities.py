"""Opportunities as the rules make them of lines: the revision that holds, customer, credit, capability."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dagster_project.trace.clock import site_day, to_utc
from dagster_project.trace.identity import Identities
from dagster_project.trace.merges import Step
from dagster_project.trace.opened import Opened
from dagster_project.trace.rawstore import Line, RawStore
from dagster_project.trace.revisions import History, flag, histories
from dagster_project.warehouse.kpi_models import kpi_models

MILESTONES = {kpi: model.milestone for kpi, model in kpi_models().items() if model.milestone}
"""KPIs that count customers by a milestone of an opportunity, and its column."""
CAPABLE = "capable"


def asks(kpi: str) -> str | None:
    """What the KPI asks besides the milestone."""
    return kpi_models()[kpi].asks


@dataclass
class Opportunity:
    """One opportunity. `capable_by` says in words whose word on capability held."""

    history: History
    line: Line
    customer: str
    steps: list[Step]
    is_capable: bool
    capable_by: str
    site_zone: str
    credit: str

    def day(self, kpi: str) -> date | None:
        """The day of the milestone that the KPI counts."""
        return site_day(to_utc(self.line.get(MILESTONES[kpi]), self.line.file.time_zone), self.site_zone)

    def rep(self, kpi: str) -> str | None:
        """Who gets the credit: the rep of the revision that holds, or of the first with the milestone."""
        if self.credit == "first":
            for verdict in self.history.verdicts:
                if verdict.line.get(MILESTONES[kpi]):
                    return verdict.line.get("rep_id")
        return self.line.get("rep_id")

    def why_not(self, kpi: str) -> str | None:
        """Why it does not count; None where it does."""
        if self.line.get(MILESTONES[kpi]) is None:
            return f"no {MILESTONES[kpi]}"
        if asks(kpi) == CAPABLE:
            return None if self.is_capable else "not_capable"
        return "confirmed_by_rep" if self.line.get("confirmed_by") == self.rep(kpi) else None


class Opportunities:
    """The opportunities behind lines of exports."""

    def __init__(self, opened: Opened, store: RawStore, identities: Identities) -> None:
        policy = opened.policy()
        self._store, self._identities = store, identities
        self._zone = policy.setting("time_zone") or "UTC"
        self._credit = policy.setting("opportunity_credit") or "current"
        self._known: dict[str, Opportunity] = {}
        self._gone: dict[str, History] = {}

    def learn(self, lines: Iterable[Line]) -> None:
        """Read every line of the opportunities that these lines belong to."""
        ids = sorted(
            {line.get("opportunity_id") or "" for line in lines} - self._known.keys() - self._gone.keys()
        )
        if not ids:
            return
        found = self._store.lines(self._store.keyed("opportunities", ("opportunity_id",), ids))
        known = histories(found.values())
        self._identities.customers.look_up(
            {history.last.get("customer_id") or "" for history in known.values()}
        )
        for (opportunity, *_), history in known.items():
            if history.holds is None:
                self._gone[opportunity] = history
            else:
                self._known[opportunity] = self._made(history, history.holds)

    def at(self, line: Line) -> Opportunity | None:
        """The opportunity that a line belongs to; None for one that was deleted."""
        return self._known.get(line.get("opportunity_id") or "")

    def all(self) -> list[Opportunity]:
        """Every opportunity that was learnt and was not deleted, by id."""
        return [found for _, found in sorted(self._known.items())]

    def gone(self) -> list[History]:
        """Those that were deleted, or that a newer snapshot lacks, by id."""
        return [history for _, history in sorted(self._gone.items())]

    def _made(self, history: History, line: Line) -> Opportunity:
        customer, steps = self._identities.followed(line.get("customer_id") or "")
        own, survivor = flag(line.get("is_capable")), self._identities.customers.latest(customer)
        capable_by = "the opportunity"
        if own is None:
            is_known = survivor is not None and flag(survivor.get("is_deleted")) is not True
            own = flag(survivor.get("is_capable")) if survivor is not None and is_known else None
            capable_by = f"customer {customer}" if own is not None else "nobody: not capable"
        return Opportunity(history, line, customer, steps, bool(own), capable_by, self._zone, self._credit)
