"""What single KPIs count by: parameters, words, fields of a record, points per event, levels, quotas."""

from __future__ import annotations

from dagster_project.policy import vocabulary as words
from dagster_project.policy.tables.column import (
    KPI,
    MAY_VALIDITY,
    QUANTITY,
    TableSpec,
    may,
    need,
    table,
)
from dagster_project.policy.values import Choice, Number, Whole

TABLES: tuple[TableSpec, ...] = (
    table(
        "kpi_parameters",
        KPI,
        need("name"),
        need("value", QUANTITY),
        *MAY_VALIDITY,
        key=("kpi_id", "name"),
        must_exist=False,
    ),
    table(
        "kpi_words",
        KPI,
        need("name"),
        need("value"),
        *MAY_VALIDITY,
        key=("kpi_id", "name", "value"),
        must_exist=False,
    ),
    table(
        "record_fields",
        KPI,
        need("field", Choice(words.RECORD_FIELDS)),
        may("title"),
        may("one_of"),
        may("at_least", Whole(1, 99)),
        *MAY_VALIDITY,
        key=("kpi_id", "field", "title", "one_of"),
        must_exist=False,
    ),
    table(
        "event_points",
        KPI,
        need("entity", Choice(words.POINT_ENTITIES)),
        need("event"),
        may("minutes_from", Whole(0, 1440)),
        may("minutes_to", Whole(0, 1440)),
        need("points", Number(9, 4, lowest=None)),
        *MAY_VALIDITY,
        key=("kpi_id", "entity", "event", "minutes_from"),
        must_exist=False,
    ),
    table(
        "visit_levels",
        KPI,
        need("level"),
        may("grade"),
        *MAY_VALIDITY,
        key=("kpi_id", "level", "grade"),
        must_exist=False,
    ),
    table(
        "task_quotas",
        KPI,
        need("kind"),
        may("grade"),
        may("quota", QUANTITY),
        *MAY_VALIDITY,
        key=("kpi_id", "kind", "grade"),
        must_exist=False,
    ),
)
