"""Which days count, and when calls are permitted."""

from __future__ import annotations

from dagster_project.policy import vocabulary as words
from dagster_project.policy.tables.column import (
    KPI_OR_BLANK,
    MAY_VALIDITY,
    POINTS,
    SCHEME,
    SHARE,
    TableSpec,
    blank,
    may,
    need,
    table,
)
from dagster_project.policy.values import Choice, Clock, Day, Flag, Whole

TABLES: tuple[TableSpec, ...] = (
    table(
        "calendar",
        need("date", Day()),
        need("is_working_day", Flag()),
        blank("name"),
        may("calendar_id"),
        key=("date", "calendar_id"),
    ),
    table(
        "leave_kinds",
        need("kind", Choice(words.LEAVE_KINDS)),
        need("excuses", Flag()),
        *MAY_VALIDITY,
        key=("kind",),
    ),
    table(
        "permitted_hours",
        need("day_kind", Choice(words.DAY_KINDS)),
        need("from_time", Clock()),
        need("to_time", Clock()),
        *MAY_VALIDITY,
        # Windows can overlap without being equal: checks/hours.py tells the rows apart.
        key=(),
        must_exist=False,
    ),
    table(
        "season_factors",
        SCHEME,
        need("month", Whole(1, 12)),
        need("factor", POINTS),
        KPI_OR_BLANK,
        *MAY_VALIDITY,
        key=("scheme_id", "month", "kpi_id"),
        must_exist=False,
    ),
    table(
        "excused_days",
        need("date", Day()),
        need("scope_kind", Choice(words.SCOPE_KINDS)),
        blank("scope_id"),
        blank("entity", Choice(words.ENTITIES)),
        need("fraction", SHARE),
        need("reason"),
        need("approved_by"),
        key=("date", "scope_kind", "scope_id", "entity"),
        must_exist=False,
    ),
)
