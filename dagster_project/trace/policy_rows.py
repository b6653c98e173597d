"""Policy rows with file, line and content, from the copy that a publication carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from dagster_project.policy.load import read_policy
from dagster_project.policy.model import Row
from dagster_project.policy.tables import TABLES


@dataclass(frozen=True)
class Definition:
    """A scheme's own numbers. `year_from`: the grain whose scores make the score of a year, if any."""

    score_max: Decimal
    cap: Decimal
    line_no: int
    year_from: str = ""


class PolicyRows:
    """The rows of one policy folder, and the as-of day of the publication that carries it."""

    def __init__(self, folder: Path, as_of: date) -> None:
        self._folder = folder
        self.as_of = as_of

    @cached_property
    def _policy(self) -> dict[str, list[Row]]:
        policy, _ = read_policy(self._folder)
        return {name: table.rows for name, table in policy.tables.items()}

    def rows(self, table: str) -> list[Row]:
        """Every row of a table."""
        return self._policy[table]

    def line(self, table: str, line_no: int | None) -> Row | None:
        """The row that starts on a line."""
        return next((row for row in self._policy[table] if row.line_no == line_no), None)

    def said(self, table: str, line_no: int | None) -> str:
        """`targets.csv:2 per=day standard=100`: file, line and what is filled in."""
        row = self.line(table, line_no)
        where = f"{TABLES[table].file}:{line_no}"
        return f"{where} (no such line)" if row is None else f"{where} {content(row)}"

    def setting(self, name: str) -> str | None:
        """A setting's value; None where it is blank or missing."""
        found = (row.text("value") for row in self._policy["settings"] if row.text("name") == name)
        return next(found, "") or None

    def name(self, kpi: str) -> str:
        """A KPI's names for people, Chinese and English."""
        row = next(row for row in self._policy["kpis"] if row.text("kpi_id") == kpi)
        return f"{row.text('name_zh')} {row.text('name_en')}".strip()

    def kind(self, kpi: str) -> tuple[str, bool, str]:
        """A KPI's kind, whether higher is better, and the entity that it comes from."""
        row = next(row for row in self._policy["kpis"] if row.text("kpi_id") == kpi)
        return row.text("kind"), row.text("higher_is_better").lower() in TRUE, row.text("entity")

    def scheme(self, scheme: str) -> Definition:
        """A scheme's greatest score and the cap of attainment."""
        row = next(row for row in self._policy["schemes"] if row.text("scheme_id") == scheme)
        cap = row.text("attainment_cap")
        greatest, most = Decimal(row.text("score_max")), Decimal(cap) if cap else Decimal(1)
        return Definition(greatest, most, row.line_no, row.text("year_from"))

    def band(self, scheme: str, attainment: Decimal | None, day: date) -> tuple[str | None, int | None]:
        """The band with the greatest lower bound not above the attainment (at least 0), and its line."""
        if attainment is None:
            return None, None
        fitting = [
            (Decimal(row.text("lower_bound")), row)
            for row in self._policy["bands"]
            if row.text("scheme_id") == scheme and in_force(row, day)
        ]
        best = max(
            ((bound, row) for bound, row in fitting if bound <= max(attainment, Decimal(0))),
            key=lambda pair: pair[0],
            default=None,
        )
        return (None, None) if best is None else (best[1].text("band"), best[1].line_no)

    def calendar(self, day: date, calendar_id: str) -> Row | None:
        """The calendar's exception for a day."""
        return next(
            (
                row
                for row in self._policy["calendar"]
                if row.text("date") == day.isoformat() and row.text("calendar_id") == calendar_id
            ),
            None,
        )


TRUE = {"true", "t", "yes", "y", "1", "是"}


def in_force(row: Row, day: date) -> bool:
    """Whether a row's dates, both inclusive, hold a day."""
    first, last = row.text("valid_from"), row.text("valid_to")
    return (not first or date.fromisoformat(first) <= day) and (not last or day <= date.fromisoformat(last))


def content(row: Row) -> str:
    """What is filled in, as `column=value`."""
    return " ".join(f"{name}={value}" for name, value in row.values.items() if value)
