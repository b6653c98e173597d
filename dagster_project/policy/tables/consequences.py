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
from dagster_project.policy.values import Choice, Number, Whole

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
    table(
        "consequence_steps",
        need("rule_id", refers="consequences.rule_id"),
        need("step", Whole(1, 99)),
        need("from_period", Whole(1, 99)),
        need("to_period", Whole(1, 99)),
        KPI_OR_BLANK,
        need("measure", Choice(words.MEASURES)),
        need("comparison", Choice(words.COMPARISONS)),
        may("band"),
        may("threshold", Number(18, 6)),
        may("phase"),
        may("requires", Choice(words.REQUIREMENTS)),
        may("after", Choice(words.PRECEDENTS)),
        *MAY_VALIDITY,
        key=("rule_id", "step"),
        must_exist=False,
    ),
)
