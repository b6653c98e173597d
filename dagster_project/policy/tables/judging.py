"""What is measured and how it is judged: KPIs, schemes, targets, weights, bands."""

from __future__ import annotations

from dagster_project.policy import vocabulary as words
from dagster_project.policy.tables.column import (
    KPI,
    MAY_VALIDITY,
    POINTS,
    POSITIVE,
    QUANTITY,
    SCHEME,
    VALIDITY,
    TableSpec,
    blank,
    may,
    need,
    table,
)
from dagster_project.policy.values import Choice, Choices, Flag, Number, Whole

TABLES: tuple[TableSpec, ...] = (
    table("settings", need("name"), blank("value"), key=("name",)),
    table(
        "kpis",
        need("kpi_id"),
        need("name_zh"),
        need("name_en"),
        need("unit"),
        need("kind", Choice(words.KPI_KINDS)),
        need("higher_is_better", Flag()),
        may("entity", Choice(words.ENTITIES)),
        key=("kpi_id",),
    ),
    table(
        "schemes",
        need("scheme_id"),
        need("name_zh"),
        need("name_en"),
        need("subject_kind", Choice(words.SUBJECT_KINDS)),
        blank("score_max", POSITIVE),
        blank("attainment_cap", POSITIVE),
        need("grains", Choices(words.GRAINS)),
        may("year_from", Choice(words.YEAR_FROM)),
        blank("source"),
        key=("scheme_id",),
    ),
    table(
        "targets",
        SCHEME,
        KPI,
        need("per", Choice(words.GRAINS)),
        need("standard", QUANTITY),
        blank("minimum", QUANTITY),
        blank("minimum_per", Choice(words.GRAINS)),
        blank("grade"),
        blank("tenure_from_days", Whole()),
        blank("tenure_to_days", Whole()),
        *VALIDITY,
        # Filters can overlap without being equal: checks/targets.py tells the rows apart.
        key=(),
    ),
    table(
        "weights",
        SCHEME,
        blank("phase"),
        KPI,
        need("points", POINTS),
        may("grain", Choice(words.GRAINS)),
        *VALIDITY,
        key=("scheme_id", "phase", "kpi_id", "grain"),
    ),
    table(
        "point_losses",
        SCHEME,
        KPI,
        need("subject_kind", Choice(words.SUBJECT_KINDS)),
        need("grain", Choice(words.GRAINS)),
        may("by_kpi_id", refers="kpis.kpi_id"),
        need("comparison", Choice(words.LOSS_COMPARISONS)),
        need("threshold", Number(18, 6)),
        *MAY_VALIDITY,
        key=("scheme_id", "kpi_id", "subject_kind", "grain", "by_kpi_id", "comparison"),
        must_exist=False,
    ),
    table(
        "bands",
        SCHEME,
        need("band"),
        need("lower_bound", Number(9, 6)),
        *MAY_VALIDITY,
        key=("scheme_id", "band"),
    ),
)
