"""What was not counted, each line with the reason: every line of the exports that names one of the reps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from dagster_project.trace.asked import Question
from dagster_project.trace.books import Books
from dagster_project.trace.calls import Call
from dagster_project.trace.clock import site_day, to_utc
from dagster_project.trace.closed_days import CAME_AFTER, ClosedDays
from dagster_project.trace.opened import Opened
from dagster_project.trace.opportunities import MILESTONES, Opportunity
from dagster_project.trace.rawstore import Line, Place
from dagster_project.trace.revisions import History, misfit

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Finding:
    """A line that a KPI does not count: the reason, and what it points at."""

    line: Line
    kpi: str
    reason: str
    detail: str = ""

    @property
    def said(self) -> str:
        """`duplicate of calls/b.csv:7`."""
        return f"{self.reason} {self.detail}".strip()


class Findings:
    """The lines of some reps in a period that were not counted, or not by every KPI, worked out from raw."""

    def __init__(self, opened: Opened, books: Books, question: Question) -> None:
        self._books, self.reps = books, _reps(opened, question)
        self._first, self._last = question.period.start, min(question.period.end, opened.manifest.as_of)
        rows = opened.rows(
            f"select rep_id, day from {opened.table('rep_day', self._first, self._last)} "
            "where day between $first and $last and rep_id in (select unnest($reps))",
            {"first": self._first, "last": self._last, "reps": self.reps},
        )
        self._covered = {(row["rep_id"], row["day"]) for row in rows}
        self._closed = ClosedDays(opened, books)

    @cached_property
    def _places(self) -> dict[str, list[Place]]:
        """Places of the lines that name one of the reps, by entity: calls of about the period."""
        first, last = self._first - timedelta(1), self._last + timedelta(1)
        about = f"substr(trim(started_at), 1, 10) between '{first}' and '{last}'"
        return {
            entity: self._books.store.keyed(entity, ("rep_id",), self.reps, condition)
            for entity, condition in (("calls", about), ("opportunities", "true"))
        }

    @property
    def places(self) -> list[Place]:
        """Places of all lines that are looked at; the books are to learn them."""
        return [place for places in self._places.values() for place in places]

    def _lines(self, entity: str) -> list[Line]:
        found = (self._books.line(place) for place in self._places[entity])
        return sorted(filter(None, found), key=lambda line: (line.file.file_no, line.line_no))

    def all(self) -> Iterator[Finding]:
        """Every finding, calls first."""
        calls = self._lines("calls")
        self._closed.learn([call for line in calls if (call := self._books.calls.at(line.place))])
        for line in calls:
            yield from self._of_call(line)
        lines = self._lines("opportunities")
        yield from (
            Finding(line, "opportunities", "quarantined", f"column {misfit(line)}")
            for line in lines
            if misfit(line)
        )
        for found in self._books.opportunities.all():
            yield from self._of_opportunity(found)
        for history in self._books.opportunities.gone():
            yield from self._of_gone(history)

    def _day(self, line: Line, column: str) -> date | None:
        """The line's day, if it lies in the period."""
        day = site_day(to_utc(line.get(column), line.file.time_zone), self._books.zone)
        return day if day is not None and self._first <= day <= self._last else None

    def _of_call(self, line: Line) -> Iterator[Finding]:
        history = self._books.calls.history(line)
        if history is None:
            yield Finding(line, "dials", "quarantined", f"column {misfit(line)}")
            return
        day = self._day(line, "started_at")
        if day is None:
            return
        verdict = next(verdict for verdict in history.verdicts if verdict.line.place == line.place)
        if verdict.line is not history.last:
            yield Finding(line, "dials", verdict.fate, verdict.by.where if verdict.by else "")
        elif verdict.fate != "holds":
            yield Finding(line, "dials", verdict.fate)
        else:
            call = self._books.calls.at(line.place)
            if call is not None:
                yield from self._of_leg(line, call, day)

    def _of_leg(self, line: Line, call: Call, day: date) -> Iterator[Finding]:
        main = call.main
        if main.line.place != line.place:
            yield Finding(line, "dials", "leg of", f"call {call.unit}, counted by {main.line.where}")
        elif main.direction != "outbound":
            yield Finding(line, "dials", main.direction)
        elif (line.get("rep_id"), day) not in self._covered:
            yield Finding(line, "dials", "outside_roster")
        elif self._closed.is_late(line, day):
            yield Finding(line, "dials", CAME_AFTER)
        else:
            yield from self._of_dial(line, call, day)

    def _of_dial(self, line: Line, call: Call, day: date) -> Iterator[Finding]:
        """Why some KPI does not count a call that is a dial of a day on the roster."""
        if not self._closed.has(day):
            yield from (Finding(said, kpi, why) for kpi, said, why in self._closed.counted_already(call))
        if call.success is None:
            yield Finding(line, "successful_calls", call.outcome)
        elif call.identity.customer is None and call.identity.number is None:
            yield Finding(call.success.line, "customer_coverage", "no_identity")

    def _of_opportunity(self, found: Opportunity) -> Iterator[Finding]:
        for kpi, column in MILESTONES.items():
            day = self._day(found.line, column)
            if day is None or found.rep(kpi) not in self.reps:
                continue
            reason = found.why_not(kpi)
            if reason is None and (found.rep(kpi), day) not in self._covered:
                reason = "outside_roster"
            if reason is None and self._closed.is_late(found.line, day):
                reason = CAME_AFTER
            if reason is not None:
                yield Finding(found.line, kpi, reason)
        for verdict in found.history.others():
            if self._is_of_period(verdict.line):
                yield Finding(
                    verdict.line, "opportunities", verdict.fate, verdict.by.where if verdict.by else ""
                )

    def _of_gone(self, history: History) -> Iterator[Finding]:
        if history.last.get("rep_id") in self.reps:
            for kpi, column in MILESTONES.items():
                if self._day(history.last, column) is not None:
                    yield Finding(
                        history.last, kpi, "absent from a newer snapshot" if history.is_absent else "deleted"
                    )

    def _is_of_period(self, line: Line) -> bool:
        """Whether one of the line's milestones lies in the period, and it names one of the reps."""
        days = [self._day(line, column) for column in MILESTONES.values()]
        return line.get("rep_id") in self.reps and any(day is not None for day in days)

    def says_period(self, text: str) -> bool:
        """Whether a text bears a date of the period, or none at all."""
        days = DATE.findall(text)
        return not days or any(str(self._first) <= day <= str(self._last) for day in days)


def _reps(opened: Opened, question: Question) -> list[str]:
    if question.kind == "rep":
        return [question.subject]
    return [row["rep_id"] for row in opened.rows("select distinct rep_id from member_day order by 1")]
