"""How a publication's policy judges: what a closed month is judged by for as long as it is closed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dagster_project.errors import ScorelineError
from dagster_project.policy.load import read_policy, write_policy
from dagster_project.publication.versions import Manifest

if TYPE_CHECKING:
    import duckdb

QUERIES = {
    "scheme": """
        select scheme_id, subject_kind, score_max, attainment_cap, grains, year_from from policy.schemes
    """,
    "kpi": """
        select used.scheme_id, used.kpi_id, kpis.kind, kpis.higher_is_better, kpis.entity
        from (
            select scheme_id, kpi_id from policy.targets union select scheme_id, kpi_id from policy.weights
        ) as used
        inner join policy.kpis as kpis using (kpi_id)
    """,
    "incentive_rule": """
        select rule_id, scheme_id, kind, kpi_id, per, rate, threshold, ceiling, orders, entity, event, pool,
            payee, seen_at, of_rules, less_rules, from_month, role, grade, tenure_from_days, tenure_to_days,
            says_zh, says_en, valid_from, valid_to, line_no
        from policy.incentives
    """,
    "point_loss": """
        select scheme_id, kpi_id, subject_kind, grain, coalesce(by_kpi_id, kpi_id) as by_kpi_id,
            comparison, threshold, coalesce(after_days, 0) as after_days, valid_from, valid_to
        from policy.point_losses
    """,
    "band": "select scheme_id, band, lower_bound, valid_from, valid_to from policy.bands",
}
"""Frozen table to the query that makes it from schema `policy`."""

CALENDAR = """
    select day, coalesce(exception.is_working_day, isodow(day) <= 5) as is_working_day
    from (
        select cast(unnest(generate_series(
            timestamp '{first_day}', timestamp '{last_day}', interval 1 day
        )) as date) as day
    )
    left join policy.calendar as exception
        on day = exception.date and coalesce(exception.calendar_id, '') = ''
"""
"""The site's working days of a month by that policy, likewise."""


def definitions_of(first_day: date, last_day: date, as_of: date) -> dict[str, str]:
    """Frozen table to its query, of a month that is closed as of a day.

    What would take the month's points on a later day only never takes them.
    """
    is_due = f"grain <> 'month' or date '{last_day}' + after_days <= date '{as_of}'"
    return QUERIES | {
        "point_loss": f"select * from ({QUERIES['point_loss']}) where {is_due}",
        "calendar": CALENDAR.format(first_day=first_day, last_day=last_day),
    }


def read_definitions(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> None:
    """Make schema `policy` from the policy that the publication carries. Raises ScorelineError."""
    policy, problems = read_policy(manifest.folder / "policy")
    if problems:
        raise ScorelineError(
            "\n  ".join([f"the policy in {policy.folder} cannot be read:", *map(str, problems)])
        )
    write_policy(connection, policy)
