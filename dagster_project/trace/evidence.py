"""What a score is made of: the published rows, and the rows that they were made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from dagster_project.trace.asked import GRAINS, Question
from dagster_project.trace.exact import half_up
from dagster_project.trace.opened import Row

SEGMENT_PLACES = 12
LEVELS = {"ratio", "mean"}
"""Kinds of KPIs that are quotients: their targets are levels, never prorated or added."""


@dataclass(frozen=True)
class Segment:
    """A stretch of a rep's days under the same amount per base and season, within one base period, and all
    `reps` who have the like; `lines` are the policy rows that say so (those of closed days: of the version
    that closed them).
    """

    reps: list[str]
    per: str
    lines: list[int]
    amount: Decimal
    factor: Decimal
    base_days: Decimal
    base_start: date
    available: Decimal
    days: int

    @cached_property
    def goal(self) -> Fraction:
        """The amount, times the season's factor."""
        return Fraction(self.amount) * Fraction(self.factor)

    @cached_property
    def share(self) -> Decimal:
        """Of each rep: amount x factor x available / base, rounded half up to 12 places; 0 over no base."""
        base, amount = Fraction(self.base_days), self.goal
        return half_up(amount * Fraction(self.available) / base if base else 0, SEGMENT_PLACES)


@dataclass
class KpiEvidence:
    """What one KPI's row is made of. `total`: the sum of quantities, or the distinct units; `cases`: the sum
    of their bases.
    """

    published: Row
    kind: str
    higher_is_better: bool
    total: Decimal
    cases: Decimal
    adjustment: Decimal
    targets: list[Segment]
    minimums: list[Segment]
    weights: list[Row]

    @property
    def is_level(self) -> bool:
        """Whether it is a quotient."""
        return self.kind in LEVELS

    @property
    def measured(self) -> Fraction | None:
        """The count, or the quotient, not yet rounded; None over no case."""
        if not self.is_level:
            return Fraction(self.total)
        return Fraction(self.total) / Fraction(self.cases) if self.cases > 0 else None

    @property
    def available(self) -> Decimal:
        """Available days for this KPI."""
        return sum((segment.available * len(segment.reps) for segment in self.targets), Decimal(0))

    @property
    def weight(self) -> Fraction:
        """Points x available days."""
        return sum((Fraction(row["point_days"]) for row in self.weights), Fraction(0))


@dataclass
class Evidence:
    """Everything that a score is made of. `judged_in`: the version that closed the month in which the period
    ends, whose policy judges it then; `closings`: versions that closed any of its days.
    `quarters`: of a year that is made of its quarters, their published scores.
    """

    question: Question
    kpis: dict[str, KpiEvidence]
    score: Row | None
    score_adjustment: Decimal
    phases: list[str]
    judged_in: int | None
    closings: list[int]
    rank: int | None
    quarters: list[Row] | None = None


def goal(segments: list[Segment], told: KpiEvidence, *, alone: bool = False) -> Decimal | None:
    """A count's sum of segments, each rounded half up to 12 places; a level's average by available days,
    rounded once. Of all reps who have these segments, or of one of them (`alone`). None without any segment.
    """
    if not segments:
        return None
    counted = [(segment, 1 if alone else len(segment.reps)) for segment in segments]
    if not told.is_level:
        return sum((segment.share * times for segment, times in counted), Decimal(0))
    days = sum((segment.available * times for segment, times in counted), Decimal(0))
    parts = (segment.goal * Fraction(segment.available) * times for segment, times in counted)
    return half_up(sum(parts, Fraction(0)) / Fraction(days) if days else 0, SEGMENT_PLACES)


def longest(segments: list[Segment]) -> int | None:
    """How long the longest `per` is among available days (1 is a day); None without such a day."""
    ranks = [GRAINS.index(segment.per) for segment in segments if segment.available > 0]
    return max(ranks, default=None)
