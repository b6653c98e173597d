"""The published table `restatement`, the tables it watches, and the words for causes."""

from __future__ import annotations

from dagster_project.publication.tables import Table

RESTATEMENT = Table(
    "restatement",
    (
        ("version", "INTEGER"),
        ("table_name", "VARCHAR"),
        ("row_key", "VARCHAR"),
        ("column_name", "VARCHAR"),
        ("old_value", "VARCHAR"),
        ("new_value", "VARCHAR"),
        ("since_version", "INTEGER"),
        ("cause", "VARCHAR"),
        ("first_source_file", "VARCHAR"),
        ("change", "VARCHAR"),
        ("period_start", "DATE"),
        ("period_end", "DATE"),
        ("subject_kind", "VARCHAR"),
        ("subject_id", "VARCHAR"),
        ("scheme_id", "VARCHAR"),
        ("kpi_id", "VARCHAR"),
    ),
    ("version", "table_name", "row_key", "column_name"),
    tells_of_runs=True,
)
"""`row_key`: the values of the table's key as a JSON list; `change`: changed,
    appeared or vanished (the row)."""

GRAINS = {
    "kpi_daily": "day",
    "kpi_weekly": "week",
    "kpi_monthly": "month",
    "kpi_quarterly": "quarter",
    "kpi_yearly": "year",
    "score_weekly": "week",
    "score_monthly": "month",
    "score_quarterly": "quarter",
    "score_yearly": "year",
    "incentive_total": "month",
}
"""The tables that are watched value by value, `consequence` beside them; reports are made of these."""

NOT_NUMBERS = {
    "period_start",
    "subject_kind",
    "subject_id",
    "scheme_id",
    "kpi_id",
    "period_end",
    "is_complete",
    "lines",
}

UNEXPLAINED = "unexplained"
"""The cause of a value that nothing on record explains: better than a guess."""

CAUSES = (
    "late rows",
    "corrected rows",
    "identity",
    "roster",
    "policy",
    "calendar",
    "adjustment",
    "code",
    "reopen",
    UNEXPLAINED,
)
"""In the order in which several stand in one cell, separated by `;`."""

PAY = "count adjust target cover team weight scheme band pay"

READS = {
    "incentive": dict.fromkeys(("gross", "total", "remainder", "withheld", "released", "payable"), PAY),
    "kpi": {
        "actual": "count adjust cover_count team_count",
        "measured": "count cover_count team_count",
        "numerator": "count cover_count team_count",
        "denominator": "count cover_count team_count",
        "adjustment": "adjust",
        "target": "target cover team",
        "minimum": "target cover team",
        "attainment": "count adjust target cover team",
        "band": "count adjust target cover team band",
        "meets_minimum": "count adjust target cover team",
        "weight": "target weight cover team",
        "points": "count adjust target weight cover team scheme loss",
    },
    "score": {
        "phase": "weight cover team",
        "measured": "count adjust target weight cover team scheme loss",
        "adjustment": "adjust_score",
        "score": "count adjust adjust_score target weight cover team scheme loss",
        "score_max": "scheme",
        "attainment": "count adjust adjust_score target weight cover team scheme loss",
        "band": "count adjust adjust_score target weight cover team band scheme loss",
    },
    "consequence": {
        "band_streak": "count adjust adjust_score target weight cover team band scheme loss",
        "above_target": "count adjust target cover team",
        "steps": "count adjust adjust_score target weight cover team band scheme loss",
    },
}
"""Families of facts that a column is made of, by table and column; of consequences, by the kind of the rule.

A rank is made of everybody's scores.
"""

POLICY_READS = {
    "targets.csv": "target",
    "season_factors.csv": "target",
    "excused_days.csv": "target",
    "leave_kinds.csv": "target",
    "weights.csv": "weight",
    "bands.csv": "band",
    "point_losses.csv": "loss",
    "incentives.csv": "pay",
    "regions.csv": "pay",
    "dispositions.csv": "count",
    "results.csv": "count",
    "schemes.csv": "any",
    "kpis.csv": "any",
    "settings.csv": "any",
}
"""Families that a policy file's rows bear on; `any`: every column. The other files make no number."""

SETTINGS_WITHOUT_NUMBERS = ("number_key", "currency", "retention_nights", "retention_database_nights")
