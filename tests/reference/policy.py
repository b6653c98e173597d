"""The policy folder as rows of text, with the few look-ups that the rules need."""

import csv
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.reference.periods import days_between, length_rank, period_end, period_start

Row = dict[str, str]


def in_force(row: Row, day: date) -> bool:
    """Whether the row's validity, both ends included, holds `day`."""
    first, last = row.get("valid_from", ""), row.get("valid_to", "")
    return (not first or date.fromisoformat(first) <= day) and (not last or day <= date.fromisoformat(last))


def truth(text: str | None) -> bool | None:
    """True, False, or None for a blank cell."""
    if not text:
        return None
    return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}[text.lower()]


@dataclass
class Policy:
    """All tables of a policy folder: name -> rows of text, blank for nothing."""

    tables: dict[str, list[Row]]
    found: dict[tuple[str, tuple[tuple[str, str], ...]], list[Row]] = field(default_factory=dict)

    def rows(self, table: str, **equal: str) -> list[Row]:
        """The table's rows that have these values; remembered, for the same are asked for day by day."""
        question = (table, tuple(equal.items()))
        if question not in self.found:
            self.found[question] = [
                row
                for row in self.tables.get(table, [])
                if all(row.get(column, "") == value for column, value in equal.items())
            ]
        return self.found[question]

    def setting(self, name: str, default: str = "") -> str:
        found = self.rows("settings", name=name)
        return (found[0]["value"] if found else "") or default

    @property
    def site_zone(self) -> ZoneInfo:
        return ZoneInfo(self.setting("time_zone"))

    def scheme_kpis(self, scheme_id: str) -> list[str]:
        """The KPIs named by the scheme's targets or weights, at whatever date."""
        rows = self.rows("targets", scheme_id=scheme_id) + self.rows("weights", scheme_id=scheme_id)
        return sorted({row["kpi_id"] for row in rows})

    def kpi(self, kpi_id: str) -> Row:
        return self.rows("kpis", kpi_id=kpi_id)[0]

    def is_working_day(self, calendar_id: str, day: date) -> bool:
        """Monday to Friday, unless the calendar names the day."""
        for row in self.rows("calendar", date=day.isoformat()):
            if row.get("calendar_id", "") == calendar_id:
                return truth(row["is_working_day"]) is True
        return day.weekday() < 5

    def base_days(self, per: str, calendar_id: str, day: date) -> int:
        """How many working days a target `per` is meant for."""
        if per == "day":
            return 1
        if per == "week":
            return int(self.setting("standard_week_days", "5"))
        days = days_between(period_start(per, day), period_end(per, day))
        return sum(self.is_working_day(calendar_id, one) for one in days)

    def band(self, scheme_id: str, attainment: Fraction, day: date) -> str:
        """The band with the highest lower bound that the attainment reaches, as in force on `day`."""
        reached = [
            (Fraction(row["lower_bound"]), row["band"])
            for row in self.rows("bands", scheme_id=scheme_id)
            if in_force(row, day) and Fraction(row["lower_bound"]) <= attainment
        ]
        return max(reached)[1]

    def weights(self, scheme_id: str, phase: str, grain: str, day: date) -> dict[str, Fraction]:
        """KPI -> points in force; rows with this grain replace the whole set of rows without one. A phase
        without any row of its own has those of the blank phase.
        """
        own_rows = self.rows("weights", scheme_id=scheme_id, phase=phase)
        serving = own_rows or self.rows("weights", scheme_id=scheme_id, phase="")
        rows = [r for r in serving if in_force(r, day)]
        own = [r for r in rows if r.get("grain", "") == grain]
        general = [r for r in rows if not r.get("grain", "")]
        return {row["kpi_id"]: Fraction(row["points"]) for row in own or general}

    def season(self, scheme_id: str, kpi_id: str, day: date) -> Fraction:
        """What the day's month multiplies the KPI's targets by; quotients only where a row names them."""
        named = {
            row.get("kpi_id", ""): Fraction(row["factor"])
            for row in self.rows("season_factors", scheme_id=scheme_id)
            if int(row["month"]) == day.month and in_force(row, day)
        }
        if kpi_id in named:
            return named[kpi_id]
        is_count = self.kpi(kpi_id)["kind"] in ("sum", "distinct")
        return named.get("", Fraction(1)) if is_count else Fraction(1)

    def serving_target(
        self, scheme_id: str, kpi_id: str, grain: str, day: date, grade: str, hired_on: str
    ) -> Row | None:
        """The target row that serves a rep on a day at a grain.

        The longest `per` not above the grain, or the shortest where all are above it; among those the row
        with the most filters.
        """
        fitting = [
            row
            for row in self.rows("targets", scheme_id=scheme_id, kpi_id=kpi_id)
            if in_force(row, day) and _filters_fit(row, day, grade, hired_on)
        ]
        if not fitting:
            return None
        not_above = [row for row in fitting if length_rank(row["per"]) <= length_rank(grain)]
        if not_above:
            rank = max(length_rank(row["per"]) for row in not_above)
        else:
            rank = min(length_rank(row["per"]) for row in fitting)
        return max((row for row in fitting if length_rank(row["per"]) == rank), key=_filter_count)


def _filters_fit(row: Row, day: date, grade: str, hired_on: str) -> bool:
    if row.get("grade") and row["grade"] != grade:
        return False
    if not _has_tenure(row):
        return True
    if not hired_on:
        return False
    tenure = (day - date.fromisoformat(hired_on)) // timedelta(days=1)
    first, last = row.get("tenure_from_days", ""), row.get("tenure_to_days", "")
    return (not first or int(first) <= tenure) and (not last or tenure <= int(last))


def _has_tenure(row: Row) -> bool:
    return bool(row.get("tenure_from_days") or row.get("tenure_to_days"))


def _filter_count(row: Row) -> int:
    return bool(row.get("grade")) + _has_tenure(row)


def read_policy(folder: Path) -> Policy:
    """Every CSV of the folder."""
    tables = {}
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as text:
            tables[file.stem] = [
                {name: (value or "").strip() for name, value in row.items()} for row in csv.DictReader(text)
            ]
    return Policy(tables)
