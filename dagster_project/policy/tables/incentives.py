"""Rules that pay: one row a rule; its `kind` says which columns it reads (`checks/incentives.py`)."""

from __future__ import annotations

from dagster_project.policy import vocabulary as words
from dagster_project.policy.tables.column import (
    KPI_OR_BLANK,
    MAY_VALIDITY,
    QUANTITY,
    SCHEME,
    TableSpec,
    may,
    need,
    table,
)
from dagster_project.policy.values import Choice, Number, Whole

TABLES: tuple[TableSpec, ...] = (
    table(
        "incentives",
        need("rule_id"),
        SCHEME,
        need("kind", Choice(words.INCENTIVE_KINDS)),
        KPI_OR_BLANK,
        may("per", Choice(words.GRAINS)),
        may("rate", Number(18, 4, lowest=None)),
        may("threshold", Number(9, 6)),
        may("ceiling", QUANTITY),
        may("orders"),
        may("entity"),
        may("event"),
        may("pool"),
        may("payee", Choice(words.PAYEES)),
        may("seen_at", Choice(words.SEEN_AT)),
        may("of_rules"),
        may("less_rules"),
        may("from_month", Whole(1, 12)),
        may("role"),
        may("grade"),
        may("tenure_from_days", Whole()),
        may("tenure_to_days", Whole()),
        need("says_zh"),
        need("says_en"),
        *MAY_VALIDITY,
        key=("rule_id",),
        must_exist=False,
    ),
    table(
        "regions",
        need("region"),
        need("team_id"),
        *MAY_VALIDITY,
        key=("region",),
        must_exist=False,
    ),
)
