"""Rules that name somebody."""

from __future__ import annotations

from dagster_project.policy import vocabulary as words
from dagster_project.policy.tables.column import (
    KPI_OR_BLANK,
    MAY_VALIDITY,
    SCHEME,
    SHARE,
    TableSpec,
    may,
    need,
    table,
)
from dagster_project.policy.values import Choice, Whole

TABLES: tuple[TableSpec, ...] = (
    table(
        "consequences",
        need("rule_id"),
        SCHEME,
        need("subject_kind", Choice(words.SUBJECT_KINDS)),
        need("grain", Choice(words.GRAINS)),
        need("kind", Choice(words.RULE_KINDS)),
        KPI_OR_BLANK,
        may("band"),
        may("periods", Whole(1, 366)),
        may("requires", Choice(words.REQUIREMENTS)),
        may("min_available_share", SHARE),
        may("name_zh"),
        may("name_en"),
        need("says_zh"),
        need("says_en"),
        *MAY_VALIDITY,
        key=("rule_id",),
        must_exist=False,
    ),
)
