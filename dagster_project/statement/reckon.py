"""A line of pay reckoned again: by its rule, its quantity and rate, or the figures that its formula shows."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from dagster_project.policy.model import Row as PolicyRow
from dagster_project.trace.exact import half_up
from dagster_project.trace.opened import Row

CENT = Decimal("0.01")
_ATTENDED = re.compile(r"\(\S+ x \S+ attended / (\d+) required days\)$")
_SHARED = re.compile(r"\(\S+ x (\S+)(?: x (\S+) days)? / (\S+)\)$")
"""Without days: of a month that was closed when pools went by heads."""


def reckoned(rule: PolicyRow, told: Row) -> bool:
    """Whether a line (a row of `incentive_line`) comes to its amount once more by its rule."""
    kind, said = rule.text("kind"), told["explanation_en"]
    if kind == "base_pay" and (found := _ATTENDED.search(said)):
        exact = Fraction(rule.text("rate")) * Fraction(told["quantity"]) / int(found[1])
        return bool(half_up(exact, 2) == told["amount"])
    if kind == "pool_share" and told["subject_kind"] == "rep":
        return _shared(rule, told, _SHARED.search(said))
    exact_amount = told["quantity"] * told["rate"]
    amount = abs(exact_amount).quantize(CENT, ROUND_HALF_UP).copy_sign(exact_amount)
    if kind == "share_of_kpi" and rule.text("ceiling"):
        amount = min(amount, Decimal(rule.text("ceiling")))
    return bool(amount == told["amount"])


def _shared(rule: PolicyRow, told: Row, found: re.Match[str] | None) -> bool:
    """A part of a pool is cut to the cent, or has one of the cents that were missing."""
    if found is None:
        return False
    factor, days, weights = (Fraction(text) for text in found.groups("1"))
    exact = Fraction(told["quantity"]) * factor * days / weights
    rate = half_up(factor * days / weights, 6)
    off = abs(exact - Fraction(told["amount"]))
    return bool(factor == Fraction(rule.text("rate")) and rate == told["rate"] and off < Fraction(CENT))
