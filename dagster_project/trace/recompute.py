"""A score once more: from segments, counts and weights to attainment, band, points and score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dagster_project.trace.asked import GRAINS
from dagster_project.trace.evidence import Evidence, KpiEvidence, Segment, goal, longest
from dagster_project.trace.exact import cut, half_up, placed, text
from dagster_project.trace.losses import lost_points
from dagster_project.trace.policy_rows import PolicyRows
from dagster_project.trace.tree import Check


@dataclass
class Judged:
    """One KPI, recomputed; fields bear the names of the published columns."""

    measured: Decimal | None
    adjustment: Decimal
    actual: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    target: Decimal | None
    minimum: Decimal | None
    attainment: Decimal | None
    band: str | None
    meets_minimum: bool | None
    is_judged: bool
    capped: Decimal | None
    band_line: int | None = None
    lost_line: int | None = None
    weight: Decimal | None = None
    points: Decimal | None = None


@dataclass
class Scored:
    """A score, recomputed; `cut_points` tell how the last units were shared out."""

    measured: Decimal | None
    adjustment: Decimal | None
    score: Decimal | None
    score_max: Decimal
    attainment: Decimal | None
    band: str | None
    band_line: int | None
    phase: str | None


def judge(evidence: Evidence, policy: PolicyRows, as_of: date) -> tuple[dict[str, Judged], Scored]:
    """Recompute every KPI and the score, as of a day, by the policy that judged the period."""
    question = evidence.question
    definition = policy.scheme(question.scheme)
    judged = {
        kpi: _judge_kpi(
            told, policy, definition.cap, question.scheme, question.period.grain, question.period.end
        )
        for kpi, told in evidence.kpis.items()
    }
    looked = policy.as_of if question.period.grain == "month" else as_of  # closed months stay as they were
    for kpi, lost_line in lost_points(evidence, judged, policy, looked).items():
        judged[kpi].capped, judged[kpi].lost_line = Decimal(0), lost_line
    measured = (
        _share_points(evidence, judged, definition.score_max)
        if evidence.quarters is None
        else _mean([row["score"] for row in evidence.quarters])
    )
    added = evidence.score_adjustment
    score = None if measured is None else measured + half_up(added, 4)
    attainment = None if score is None else half_up(Fraction(score) / Fraction(definition.score_max), 6)
    band, line = policy.band(question.scheme, attainment, question.period.end)
    return judged, Scored(
        measured,
        half_up(added, 4),
        score,
        half_up(definition.score_max, 4),
        attainment,
        band,
        line,
        ";".join(evidence.phases) or None,
    )


def _mean(scores: list[Decimal]) -> Decimal | None:
    return half_up(Fraction(sum(scores, Decimal(0))) / len(scores), 4) if scores else None


def _judge_kpi(
    told: KpiEvidence, policy: PolicyRows, cap: Decimal, scheme: str, grain: str, end: date
) -> Judged:
    adjustment = Decimal(0) if told.is_level else told.adjustment
    measured = told.measured
    actual = None if measured is None else measured + Fraction(adjustment)
    shown = None if actual is None else half_up(actual, 4)
    target, minimum = goal(told.targets, told), goal(told.minimums, told)
    attainment = None
    if actual is not None and target is not None and told.available > 0:
        attainment = _attainment(actual, target, higher_is_better=told.higher_is_better)
    is_judged = _within(told.targets, grain)
    shown_minimum = None if minimum is None else half_up(minimum, 4)
    band, line = policy.band(scheme, attainment, end) if is_judged else (None, None)
    met = None
    if _within(told.minimums, grain) and shown_minimum and shown is not None:
        met = shown >= shown_minimum if told.higher_is_better else shown <= shown_minimum
    return Judged(
        None if measured is None else half_up(measured, 4),
        half_up(adjustment, 4),
        shown,
        half_up(told.total, 4) if told.is_level else None,
        half_up(told.cases, 4) if told.is_level else None,
        None if target is None else half_up(target, 4),
        shown_minimum,
        attainment,
        band,
        met,
        is_judged,
        None if attainment is None else max(min(attainment, cap), Decimal(0)),
        line,
    )


def _attainment(actual: Fraction, target: Decimal, *, higher_is_better: bool) -> Decimal | None:
    if higher_is_better:
        return half_up(actual / Fraction(target), 6) if target > 0 else None
    return half_up(1, 6) if actual <= target else half_up(Fraction(target) / actual, 6)


def _within(segments: list[Segment], grain: str) -> bool:
    """Whether the grain is long enough to be judged: no available day's `per` is longer."""
    rank = longest(segments)
    return rank is not None and rank <= GRAINS.index(grain)


def _share_points(evidence: Evidence, judged: dict[str, Judged], score_max: Decimal) -> Decimal | None:
    """Set weight and points of every KPI that has them; the score that they add up to."""
    sharing = {
        kpi: (evidence.kpis[kpi].weight, Fraction(each.capped))
        for kpi, each in judged.items()
        if each.is_judged and each.capped is not None and evidence.kpis[kpi].weight > 0
    }
    total = sum((weight for weight, _ in sharing.values()), Fraction(0))
    if not sharing:
        return None
    highest = Fraction(score_max)
    score = half_up(highest * sum(weight * capped for weight, capped in sharing.values()) / total, 4)
    pieces = {kpi: cut(highest * weight * capped / total, 4) for kpi, (weight, capped) in sharing.items()}
    missing = int(score.scaleb(4)) - sum(whole for whole, _ in pieces.values())
    order = sorted(pieces, key=lambda kpi: (-pieces[kpi][1], kpi))
    for place, kpi in enumerate(order):
        judged[kpi].weight = half_up(highest * sharing[kpi][0] / total, 4)
        judged[kpi].points = placed(pieces[kpi][0] + (place < missing), 4)
    return score


def kpi_checks(told: KpiEvidence, judged: Judged, end: date, as_of: date) -> list[Check]:
    """Every published number of a KPI's row against the recomputed one."""
    row = told.published
    counted = ("measured", "adjustment", "actual", "numerator", "denominator")
    numbers = (*counted, "target", "minimum", "attainment", "weight", "points")
    checks = [Check(name, text(row[name]), text(getattr(judged, name))) for name in numbers]
    checks.append(Check("band", row["band"], judged.band))
    checks.append(Check("meets_minimum", flag(row["meets_minimum"]), flag(judged.meets_minimum)))
    return [*checks, *_period_checks(row["period_end"], row["is_complete"], end, as_of)]


def score_checks(evidence: Evidence, scored: Scored, end: date, as_of: date) -> list[Check]:
    """Every published number of the score's row against the recomputed one."""
    row = evidence.score
    if row is None:
        return []
    numbers = ("measured", "adjustment", "score", "score_max", "attainment")
    checks = [Check(name, text(row[name]), text(getattr(scored, name))) for name in numbers]
    checks += [Check("band", row["band"], scored.band), Check("phase", row["phase"], scored.phase)]
    points = [told.published["points"] for told in evidence.kpis.values()]
    given = [point for point in points if point is not None]
    if evidence.quarters is None:
        added = sum(given, Decimal(0)) if given else None
        checks.append(Check("points add up to", text(row["measured"]), text(added)))
    checks.append(Check("rank", _number(row["rank"]), _number(evidence.rank)))
    return [*checks, *_period_checks(row["period_end"], row["is_complete"], end, as_of)]


def _period_checks(period_end: date, is_complete: bool, end: date, as_of: date) -> list[Check]:
    return [
        Check("period_end", period_end.isoformat(), end.isoformat()),
        Check("is_complete", flag(is_complete), flag(end <= as_of)),
    ]


def flag(value: bool | None) -> str | None:
    """`true`, `false` or None."""
    return None if value is None else str(value).lower()


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)
