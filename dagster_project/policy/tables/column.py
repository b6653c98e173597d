"""What a policy table's declaration is made of: columns with their kinds, keys, dates and notes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dagster_project.policy.values import Day, Kind, Number, Text

DATES = ("valid_from", "valid_to")
"""Every table may have these columns; where a table is not dated, they stay blank."""

NOTE = "note"
"""Every table may have this column: why a row is as it is; `assumed: ...` where its source leaves it open."""

QUANTITY = Number(18, 4)
POINTS = Number(9, 4)
SHARE = Number(9, 4, highest=Decimal(1))
POSITIVE = Number(9, 4, above=Decimal(0))


@dataclass(frozen=True)
class Column:
    """One column.

    `must_exist`: the header has to name it. `filled`: its cells may not be blank. `refers`: the
    `table.column` that has to hold its values. `folded`: upper and lower case mean the same in it.
    """

    name: str
    kind: Kind
    must_exist: bool = True
    filled: bool = False
    refers: str | None = None
    folded: bool = False


@dataclass(frozen=True)
class TableSpec:
    """One policy table. `key` names the columns that tell its rows apart (with the dates, if dated)."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    must_exist: bool = True

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"

    @property
    def dated(self) -> bool:
        """Whether its rows hold between dates."""
        return any(column.name == "valid_from" for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name; raises `KeyError`."""
        return {column.name: column for column in self.columns}[name]


def table(name: str, *columns: Column, key: tuple[str, ...], must_exist: bool = True) -> TableSpec:
    """A policy table of these columns, and the `note` that every table may have."""
    return TableSpec(name, (*columns, may(NOTE)), key, must_exist)


def need(name: str, kind: Kind | None = None, refers: str | None = None) -> Column:
    """A column that the header has to name and whose cells may not be blank."""
    return Column(name, kind or Text(), filled=True, refers=refers)


def may(name: str, kind: Kind | None = None, refers: str | None = None) -> Column:
    """A column that may be missing."""
    return Column(name, kind or Text(), must_exist=False, refers=refers)


def blank(name: str, kind: Kind | None = None) -> Column:
    """A column that the header has to name and whose cells may be blank."""
    return Column(name, kind or Text())


SCHEME = need("scheme_id", refers="schemes.scheme_id")
KPI = need("kpi_id", refers="kpis.kpi_id")
KPI_OR_BLANK = may("kpi_id", refers="kpis.kpi_id")
VALIDITY = tuple(blank(column, Day()) for column in DATES)
MAY_VALIDITY = tuple(may(column, Day()) for column in DATES)
