"""The policy tables: their columns, types and keys, as `write_policy` makes them and `check` holds them to.

A table is dated when its rows hold from `valid_from` to `valid_to`, both inclusive, blank for open.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dagster_project.policy import vocabulary as words
from dagster_project.policy.values import Choice, Choices, Clock, Day, Flag, Kind, Number, Text, Whole

DATES = ("valid_from", "valid_to")
"""Every table may have these columns; where a table is not dated, they stay blank."""

_QUANTITY = Number(18, 4)
_POINTS = Number(9, 4)
_SHARE = Number(9, 4, highest=Decimal(1))
_POSITIVE = Number(9, 4, above=Decimal(0))


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


def _need(name: str, kind: Kind | None = None, refers: str | None = None) -> Column:
    return Column(name, kind or Text(), filled=True, refers=refers)


def _may(name: str, kind: Kind | None = None, refers: str | None = None) -> Column:
    return Column(name, kind or Text(), must_exist=False, refers=refers)


def _blank(name: str, kind: Kind | None = None) -> Column:
    return Column(name, kind or Text())


_SCHEME = _need("scheme_id", refers="schemes.scheme_id")
_KPI = _need("kpi_id", refers="kpis.kpi_id")
_KPI_OR_BLANK = _may("kpi_id", refers="kpis.kpi_id")
_DATES = tuple(_blank(name, Day()) for name in DATES)
_MAY_DATES = tuple(_may(name, Day()) for name in DATES)


def _vocabulary(name: str, canonical: tuple[str, ...]) -> TableSpec:
    columns = (
        Column("value", Text(), filled=True, folded=True),
        _need("canonical", Choice(canonical)),
        _may("source"),
        _may("connected", Flag()),
        _may("human_answered", Flag()),
        *_MAY_DATES,
        _may("note"),
    )
    return TableSpec(name, columns, key=("value", "source"))


_SPECS = (
    TableSpec("settings", (_need("name"), _blank("value")), key=("name",)),
    TableSpec(
        "kpis",
        (
            _need("kpi_id"),
            _need("name_zh"),
            _need("name_en"),
            _need("unit"),
            _need("kind", Choice(words.KPI_KINDS)),
            _need("higher_is_better", Flag()),
            _may("entity", Choice(words.ENTITIES)),
        ),
        key=("kpi_id",),
    ),
    TableSpec(
        "schemes",
        (
            _need("scheme_id"),
            _need("name_zh"),
            _need("name_en"),
            _need("subject_kind", Choice(words.SUBJECT_KINDS)),
            _blank("score_max", _POSITIVE),
            _blank("attainment_cap", _POSITIVE),
            _need("grains", Choices(words.GRAINS)),
            _blank("source"),
        ),
        key=("scheme_id",),
    ),
    TableSpec(
        "targets",
        (
            _SCHEME,
            _KPI,
            _need("per", Choice(words.GRAINS)),
            _need("standard", _QUANTITY),
            _blank("minimum", _QUANTITY),
            _blank("minimum_per", Choice(words.GRAINS)),
            _blank("grade"),
            _blank("tenure_from_days", Whole()),
            _blank("tenure_to_days", Whole()),
            *_DATES,
        ),
        # Filters can overlap without being equal: checks/targets.py tells the rows apart.
        key=(),
    ),
    TableSpec(
        "weights",
        (
            _SCHEME,
            _need("phase"),
            _KPI,
            _need("points", _POINTS),
            _may("grain", Choice(words.GRAINS)),
            *_DATES,
        ),
        key=("scheme_id", "phase", "kpi_id", "grain"),
    ),
    TableSpec(
        "bands",
        (_SCHEME, _need("band"), _need("lower_bound", Number(9, 6)), *_MAY_DATES),
        key=("scheme_id", "band"),
    ),
    TableSpec(
        "calendar",
        (_need("date", Day()), _need("is_working_day", Flag()), _blank("name"), _may("calendar_id")),
        key=("date", "calendar_id"),
    ),
    TableSpec(
        "leave_kinds",
        (_need("kind", Choice(words.LEAVE_KINDS)), _need("excuses", Flag()), *_MAY_DATES),
        key=("kind",),
    ),
    _vocabulary("dispositions", words.DISPOSITIONS),
    _vocabulary("results", words.RESULTS),
    TableSpec(
        "permitted_hours",
        (
            _need("day_kind", Choice(words.DAY_KINDS)),
            _need("from_time", Clock()),
            _need("to_time", Clock()),
            *_MAY_DATES,
        ),
        # Windows can overlap without being equal: checks/hours.py tells the rows apart.
        key=(),
        must_exist=False,
    ),
    TableSpec(
        "season_factors",
        (_SCHEME, _need("month", Whole(1, 12)), _need("factor", _POINTS), _KPI_OR_BLANK, *_MAY_DATES),
        key=("scheme_id", "month", "kpi_id"),
        must_exist=False,
    ),
    TableSpec(
        "excused_days",
        (
            _need("date", Day()),
            _need("scope_kind", Choice(words.SCOPE_KINDS)),
            _blank("scope_id"),
            _blank("entity", Choice(words.ENTITIES)),
            _need("fraction", _SHARE),
            _need("reason"),
            _need("approved_by"),
        ),
        key=("date", "scope_kind", "scope_id", "entity"),
        must_exist=False,
    ),
    TableSpec(
        "consequences",
        (
            _need("rule_id"),
            _SCHEME,
            _need("subject_kind", Choice(words.SUBJECT_KINDS)),
            _need("grain", Choice(words.GRAINS)),
            _need("kind", Choice(words.RULE_KINDS)),
            _KPI_OR_BLANK,
            _may("band"),
            _may("periods", Whole(1, 366)),
            _may("requires", Choice(words.REQUIREMENTS)),
            _may("min_available_share", _SHARE),
            _may("name_zh"),
            _may("name_en"),
            _need("says_zh"),
            _need("says_en"),
            *_MAY_DATES,
        ),
        key=("rule_id",),
        must_exist=False,
    ),
    TableSpec("incentives", (_need("rule_id"), _SCHEME, *_MAY_DATES), key=("rule_id",), must_exist=False),
)

TABLES: dict[str, TableSpec] = {spec.name: spec for spec in _SPECS}
"""Every policy table by its name, in the order in which problems are shown."""
