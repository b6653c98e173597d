"""Exact arithmetic in fractions; rounding half up (away from zero) once, at the end."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

Number = Fraction | Decimal | int
PLACES = 12
"""As many are shown of a number."""


def half_up(value: Number, places: int) -> Decimal:
    """The value with that many places."""
    scaled = Fraction(value) * 10**places
    whole = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    return placed(whole if scaled >= 0 else -whole, places)


def cut(value: Fraction, places: int) -> tuple[int, Fraction]:
    """Whole last units towards zero, and what was cut off (in last units)."""
    scaled = value * 10**places
    whole = abs(scaled.numerator) // scaled.denominator
    whole = whole if scaled >= 0 else -whole
    return whole, scaled - whole


def placed(units: int, places: int) -> Decimal:
    """Whole last units as a decimal that shows all its places."""
    return Decimal(units).scaleb(-places)


def text(value: Decimal | None) -> str | None:
    """A published decimal as text, its places kept, never in powers of ten."""
    return None if value is None else format(value, "f")


def plain(value: Number | None) -> str | None:
    """A number for people: without trailing zeros; a fraction that does not end, to 12 places."""
    if value is None:
        return None
    is_short = isinstance(value, Decimal) and -PLACES <= int(value.as_tuple().exponent) < 0
    digits = format(value if is_short else half_up(value, PLACES), "f").rstrip("0").rstrip(".")
    return "0" if digits in {"", "-0", "-"} else digits
