"""What a score is made of: the published rows, and the rows that they were made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dagster_project.trace.asked import GRAINS, Question
from dagster_project.trace.opened import Row


@dataclass(frozen=True)
class Segment:
    """A stretch of one rep's days under one target row within one base period."""

    rep_id: str
    per: str
    line_no: int
    amount: Decimal
    base_days: Decimal
    base_start: date
    available: Decimal
    days: int

    @property
    def exact(self) -> Fraction:
        """amount x available / base, not yet rounded; 0 over no base."""
        return (
            Fraction(self.amount) * Fraction(self.available) / Fraction(self.base_days)
            if self.base_days
            else Fraction(0)
        )


@dataclass
class KpiEvidence:
    """What one KPI's row is made of."""

    published: Row
    kind: str
    higher_is_better: bool
    measured: Decimal
    adjustment: Decimal
    targets: list[Segment]
    minimums: list[Segment]
    weights: list[Row]

    @property
    def available(self) -> Decimal:
        """Available days for this KPI."""
        return sum((segment.available for segment in self.targets), Decimal(0))

    @property
    def weight(self) -> Fraction:
        """Points x available days."""
        return sum((Fraction(row["point_days"]) for row in self.weights), Fraction(0))


@dataclass
class Evidence:
    """Everything that a score is made of. `closed_in`: the one version that closed every day, if it did."""

    question: Question
    kpis: dict[str, KpiEvidence]
    score: Row | None
    score_adjustment: Decimal
    phases: list[str]
    closed_in: int | None
    rank: int | None


def longest(segments: list[Segment]) -> int | None:
    """How long the longest `per` is among available days (1 is a day); None without such a day."""
    ranks = [GRAINS.index(segment.per) for segment in segments if segment.available > 0]
    return max(ranks, default=None)
