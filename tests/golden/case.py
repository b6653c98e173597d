"""A hand-computed case: a few exports, policy rows of its own, and what must be published.

Many cases share one landing folder (a *world*), so ids carry the case's name: `case.id("ann")`. Each case
has its own reps and, where it needs another policy than the core scheme, its own schemes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.reference.base_policy import CORE, Tables, extend
from tests.reference.folders import Row
from tests.reference.periods import days_between

NIGHT = datetime(2026, 3, 20, 1, 0, 0)


@dataclass
class Export:
    """One file of the landing folder."""

    entity: str
    path: str
    rows: list[Row]
    exported_at: datetime


@dataclass
class Expectation:
    """Columns of one published row."""

    table: str
    key: tuple[Any, ...]
    columns: dict[str, Any]


@dataclass
class Case:
    """Collects rows and expectations; `core` cases use the core scheme."""

    name: str
    exports: list[Export] = field(default_factory=list)
    policy: Tables = field(default_factory=dict)
    expectations: list[Expectation] = field(default_factory=list)
    absent: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    serial: int = 0

    def id(self, short: str) -> str:
        """An id that no other case uses."""
        return f"{self.name}-{short}"

    def rows(self, entity: str, rows: Iterable[Row], file: str = "", exported_at: datetime = NIGHT) -> None:
        """Rows of a file of this case; the file is named after the case unless it needs more than one."""
        path = f"{entity}/{self.name}{'-' if file else ''}{file}.csv"
        known = next((export for export in self.exports if export.path == path), None)
        if known:
            known.rows.extend(rows)
        else:
            self.exports.append(Export(entity, path, list(rows), exported_at))

    def rep(self, rep: str, first: str, last: str = "", **columns: object) -> str:
        """A roster row; returns the rep's id."""
        self.rows("roster", [{"rep_id": self.id(rep), "valid_from": first, "valid_to": last, **columns}])
        return self.id(rep)

    def calls(self, rep: str, day: str, count: int, successful: int = 0, **columns: object) -> None:
        """So many calls of a rep on a day, each to a number of its own; the first ones reach a key
        person.
        """
        start = datetime.fromisoformat(day + " 09:00:00")
        for i in range(count):
            self.call(rep, str(start + timedelta(seconds=i * 60)), success=i < successful, **columns)

    def call(self, rep: str, started_at: str, *, success: bool = False, **columns: object) -> None:
        """One call with an id and a number of its own unless `columns` say otherwise."""
        self.serial += 1
        outcome: dict[str, object] = {"disposition": "no_answer"}
        if success:
            outcome = {"disposition": "connected", "talk_seconds": 30, "result": "key_person"}
        block = sum(ord(letter) * 7919**i for i, letter in enumerate(self.name)) % 80000
        made: dict[str, object] = {
            "call_id": self.id(f"c{self.serial}"),
            "rep_id": self.id(rep),
            "started_at": started_at,
            "phone": 13000000000 + block * 10000 + self.serial,
            **outcome,
            **columns,
        }
        self.rows("calls", [made])

    def potential(self, rep: str, day: str, customer: str = "", **columns: object) -> None:
        """A visit accepted by a capable customer (one of its own unless named)."""
        given: dict[str, object] = {"visit_accepted_at": f"{day} 10:00:00", "is_capable": "true"}
        self._opportunity(rep, customer, **{**given, **columns})

    def valid(self, rep: str, day: str, customer: str = "", **columns: object) -> None:
        """A confirmed opportunity that never was a potential one."""
        given: dict[str, object] = {
            "confirmed_at": f"{day} 11:00:00",
            "confirmed_by": "sales-lead",
            "is_capable": "false",
        }
        self._opportunity(rep, customer, **{**given, **columns})

    def _opportunity(self, rep: str, customer: str, **columns: object) -> None:
        self.serial += 1
        self.rows(
            "opportunities",
            [
                {
                    "opportunity_id": self.id(f"o{self.serial}"),
                    "customer_id": self.id(customer or f"of{self.serial}"),
                    "rep_id": self.id(rep),
                    **columns,
                }
            ],
        )

    def leave(self, rep: str, first: str, last: str, kind: str = "annual", fraction: str = "1") -> None:
        """Leave on each calendar day from first to last."""
        days = days_between(date.fromisoformat(first), date.fromisoformat(last))
        self.rows(
            "leave",
            [{"rep_id": self.id(rep), "date": day, "kind": kind, "fraction": fraction} for day in days],
        )

    def rules(self, **tables: list[dict[str, object]]) -> None:
        """Policy rows beside the world's."""
        extend(self.policy, tables)

    def expect(self, table: str, start: str, subject: str, *more: str, **columns: object) -> None:
        """A published row. `subject`: a rep, `team:x`, `manager:x`, or `site`; `more`: scheme and KPI.

        Numbers are given as text; `None` for null.
        """
        kind, subject_id = self._subject(subject)
        tail: tuple[str, ...] = ()
        if table.startswith("kpi_"):
            tail = more if len(more) > 1 else (CORE, *more)
        elif table.startswith("score_"):
            tail = more or (CORE,)
        key = (date.fromisoformat(start), kind, subject_id, *tail)
        self.expectations.append(Expectation(table, key, columns))

    def expect_none(self, table: str, start: str, subject: str, *more: str) -> None:
        """No such row is published."""
        kind, subject_id = self._subject(subject)
        self.absent.append((table, (date.fromisoformat(start), kind, subject_id, *more)))

    def expect_consequence(self, rule: str, rep: str, *months: str) -> None:
        """The rule names the rep at exactly these months."""
        self.expectations.append(Expectation("consequence", (rule, self.id(rep)), {"months": months}))

    def expect_evidence(self, rule: str, rep: str, start: str, periods: str) -> None:
        """The rule names the rep in that period, on exactly this evidence."""
        key = (rule, self.id(rep), date.fromisoformat(start))
        self.expectations.append(Expectation("consequence", key, {"evidence_periods": periods}))

    def expect_findings(self, kind: str, *calls: str) -> None:
        """Exactly these of the case's calls have a finding of that kind."""
        self.expectations.append(Expectation("compliance_finding", (kind,), {"calls": calls}))

    def _subject(self, subject: str) -> tuple[str, str]:
        if subject == "site":
            return "site", "site"
        for kind in ("team", "manager"):
            if subject.startswith(f"{kind}:"):
                return kind, self.id(subject.removeprefix(f"{kind}:"))
        return "rep", self.id(subject)


CaseMaker = Callable[[Case], None]


def same(published: object, expected: object) -> bool:
    """Whether a published value is what a case says; numbers are compared exactly."""
    if isinstance(published, Decimal | Fraction | int) and not isinstance(published, bool):
        return isinstance(expected, str | int) and Fraction(published) == Fraction(expected)
    if isinstance(published, date) and isinstance(expected, str):
        return published == date.fromisoformat(expected)
    return published == expected


def disagreements(case: Case, tables: dict[str, dict[tuple[Any, ...], dict[str, Any]]]) -> list[str]:
    """What the published tables say otherwise, in words."""
    found = []
    for expectation in case.expectations:
        table = tables[expectation.table]
        if "months" in expectation.columns:
            rule, rep = expectation.key
            months = tuple(sorted(key[2].isoformat()[:7] for key in table if key[:2] == (rule, rep)))
            if months != expectation.columns["months"]:
                found.append(f"consequence {rule} of {rep}: {months}, not {expectation.columns['months']}")
            continue
        if "calls" in expectation.columns:
            mine = (unit for kind, unit in table if kind == expectation.key[0])
            units = sorted(unit for unit in mine if unit.startswith(f"{case.name}-"))
            if units != sorted(case.id(name) for name in expectation.columns["calls"]):
                found.append(f"findings {expectation.key[0]}: {units}, not {expectation.columns['calls']}")
            continue
        row = table.get(expectation.key)
        if row is None:
            found.append(f"{expectation.table} has no row {expectation.key}")
            continue
        found.extend(
            f"{expectation.table} {expectation.key}: {column} is {row[column]}, not {value}"
            for column, value in expectation.columns.items()
            if not same(row[column], value)
        )
    found.extend(f"{name} has a row {key}" for name, key in case.absent if key in tables[name])
    return found
