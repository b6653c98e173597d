"""Closed months as they bear on what was not counted: lines that came too late, calls that one has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property

from dagster_project.trace.asked import end_of
from dagster_project.trace.books import Books
from dagster_project.trace.calls import Call
from dagster_project.trace.events import OF_SUCCESS
from dagster_project.trace.opened import Opened
from dagster_project.trace.rawstore import Line
from dagster_project.warehouse.kpi_models import kpi_models

CAME_AFTER = "came after the month was closed"
COUNTED_IN = "counted in the closed month"

COUNTS: dict[str, Callable[[Call], bool]] = {
    "outbound": lambda _: True,
    "connected": lambda call: call.is_connected,
    "successful": lambda call: call.success is not None,
}
"""Which outbound calls a KPI may count, and whether a call is one of them."""


class ClosedDays:
    """Which months are closed, and what they have counted, as the publication shows it."""

    def __init__(self, opened: Opened, books: Books) -> None:
        self._opened, self._books = opened, books
        self._counted: dict[tuple[str, str], date] = {}
        self._known: dict[int, set[str]] = {}

    @cached_property
    def _months(self) -> dict[date, int]:
        """First days of the closed months and the versions that closed them."""
        if not self._opened.has("closed_month"):
            return {}
        rows = self._opened.rows(f"select month_start, closed_in from {self._opened.table('closed_month')}")
        return {row["month_start"]: int(row["closed_in"]) for row in rows}

    def has(self, day: date) -> bool:
        """Whether the day lies in a closed month."""
        return day.replace(day=1) in self._months

    def is_late(self, line: Line, day: date) -> bool:
        """Whether the day's month was closed before the line's file could be read."""
        version = self._months.get(day.replace(day=1))
        if version is None:
            return False
        if version not in self._known:
            files = self._books.of(version).store.files.values()
            self._known[version] = {file.file_id for file in files if file.rows_path is not None}
        return line.file.file_id not in self._known[version]

    def learn(self, calls: list[Call]) -> None:
        """Look up which of the calls on open days were counted in a closed month, at once."""
        units = sorted({call.unit for call in calls if call.main.day and not self.has(call.main.day)})
        if not self._months or not units:
            return
        table = self._opened.table("counted_event", min(self._months), end_of("month", max(self._months)))
        rows = self._opened.rows(
            f"select kpi_id, unit_id, min(day) as day from {table} "
            "where closed_in is not null and unit = 'call' and unit_id in (select unnest($units)) "
            "group by all",
            {"units": units},
        )
        self._counted |= {(row["kpi_id"], row["unit_id"]): row["day"] for row in rows}

    def counted_already(self, call: Call) -> Iterator[tuple[str, Line, str]]:
        """KPIs that would count the call, an outbound one on an open day, if no closed month had; each with
        the line that shows it and the reason.
        """
        for kpi, model in kpi_models().items():
            day = self._counted.get((kpi, call.unit))
            if day is not None and model.of_calls is not None and COUNTS[model.of_calls](call):
                leg = call.success if kpi in OF_SUCCESS and call.success else call.main
                yield kpi, leg.line, f"{COUNTED_IN} {day:%Y-%m}"
