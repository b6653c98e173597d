"""Several periods judged as one: sums of what was reached over sums of what was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dagster_project.trace.asked import Question, period_of
from dagster_project.trace.exact import half_up, plain
from dagster_project.trace.opened import Opened, Row


@dataclass(frozen=True)
class Together:
    """What was reached of what was asked for, in words, and the attainment; None where nothing was asked."""

    said: str
    attainment: Decimal | None


def together(seen: Sequence[Row], days: Sequence[Decimal], *, higher: bool) -> Together:
    """Sums of actuals (scores) over sums of targets; of a ratio or mean its summed parts over the levels.

    `days` are the available days of each period, by which levels are averaged.
    """
    is_ratio = any(row.get("denominator") is not None for row in seen)
    if is_ratio:
        hits, cases = _sum(seen, "numerator"), _sum(seen, "denominator")
        goals = sum(
            (Fraction(row["target"] or 0) * Fraction(day) for row, day in zip(seen, days, strict=True))
        )
        available = Fraction(sum(days))
        reached, wanted = hits * available, cases * goals
        said = f"{_plain(hits)} of {_plain(cases)}, by {_plain(available)} available days"
    else:
        is_kpi = "kpi_id" in seen[0] if seen else True
        reached, wanted = (
            _sum(seen, "actual" if is_kpi else "score"),
            _sum(seen, "target" if is_kpi else "score_max"),
        )
        said = f"{_plain(reached)} of {_plain(wanted)}"
    if not higher and reached <= wanted:
        return Together(said, Decimal(1))
    over, under = (reached, wanted) if higher else (wanted, reached)
    return Together(said, half_up(over / under, 6) if under else None)


def available_days(opened: Opened, question: Question, seen: Sequence[Row]) -> list[Decimal] | None:
    """The subject's available days of each period under the scheme; None for others than reps."""
    if question.kind != "rep" or not opened.has("rep_day"):
        return None
    found = []
    for row in seen:
        start = row["period_start"]
        end = period_of(question.period.grain, start).end
        days = opened.rows(
            f"""
            select coalesce(sum(available), 0) as days from {opened.table("rep_day", start, end)}
            where rep_id = $subject and day between $first and $last
                and contains(';' || schemes || ';', ';' || $scheme || ';')
            """,
            {
                "subject": question.values["subject"],
                "scheme": question.values["scheme"],
                "first": start,
                "last": end,
            },
        )
        found.append(days[0]["days"])
    return found


def _sum(seen: Sequence[Row], column: str) -> Fraction:
    return sum((Fraction(row[column]) for row in seen if row[column] is not None), Fraction(0))


def _plain(number: Fraction) -> str:
    return plain(number) or ""
