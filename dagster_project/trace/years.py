"""Years whose score is the mean of their quarters' scores."""

from __future__ import annotations

from dagster_project.trace.asked import Question
from dagster_project.trace.opened import Opened, Row
from dagster_project.trace.policy_rows import PolicyRows


def quarters(opened: Opened, question: Question, policy: PolicyRows) -> list[Row] | None:
    """The scores that make the year; None where its own sums do."""
    if question.period.grain != "year" or policy.scheme(question.scheme).year_from != "quarter":
        return None
    return opened.rows(
        f"select period_start, score from {opened.table('score_quarterly')} where score is not null and "
        "period_start between $start and $end and subject_kind = $kind and subject_id = $subject "
        "and scheme_id = $scheme order by period_start",
        question.values,
    )
