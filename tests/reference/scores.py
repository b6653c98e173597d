"""Attainment, points and score."""

from collections.abc import Set
from fractions import Fraction

from tests.reference.rounding import cut, half_up

POINT = Fraction(1, 10_000)


def attainment(
    actual: Fraction, target: Fraction | None, higher_is_better: bool, any_available: bool
) -> Fraction | None:
    """Actual against the unrounded target, 6 places; None where there is nothing to hold it against."""
    if target is None or not any_available:
        return None
    if higher_is_better:
        return half_up(actual / target, 6) if target else None
    if actual <= target:
        return Fraction(1)
    return half_up(target / actual, 6)


def score(
    score_max: Fraction,
    cap: Fraction,
    weights: dict[str, Fraction],
    attainments: dict[str, Fraction],
    lost: Set[str] = frozenset(),
) -> tuple[Fraction | None, dict[str, Fraction], dict[str, Fraction]]:
    """Score (4 places), shown weights and points per KPI.

    `weights`: the policy's own, averaged over the period. `attainments`: published ones of the KPIs that
    are judged. `lost`: KPIs that keep their weight and give no points. Points are cut to 4 places; the
    units still missing go to the largest remainders.
    """
    counted = {kpi: weights.get(kpi, Fraction(0)) for kpi in attainments}
    counted = {kpi: weight for kpi, weight in counted.items() if weight}
    whole = sum(counted.values(), Fraction(0))
    if not counted:
        return None, {}, {}
    capped = {
        kpi: Fraction(0) if kpi in lost else max(min(attainments[kpi], cap), Fraction(0)) for kpi in counted
    }
    exact = {kpi: score_max * w * capped[kpi] / whole for kpi, w in counted.items()}
    total = half_up(sum(exact.values(), Fraction(0)), 4)
    points = {kpi: cut(value, 4) for kpi, value in exact.items()}
    missing = (total - sum(points.values())) / POINT
    by_remainder = sorted(points, key=lambda kpi: (points[kpi] - exact[kpi], kpi))
    for kpi in by_remainder[: int(missing)]:
        points[kpi] += POINT
    shared_out = {kpi: half_up(score_max * w / whole, 4) for kpi, w in counted.items()}
    return total, shared_out, points


def ranks(scores: dict[str, Fraction | None]) -> dict[str, int | None]:
    """1, 2, 2, 4: one more than the number of better scores."""
    return {
        subject: None
        if mine is None
        else 1 + sum(1 for other in scores.values() if other is not None and other > mine)
        for subject, mine in scores.items()
    }
