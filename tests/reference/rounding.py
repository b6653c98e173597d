"""Half-up rounding of exact fractions."""

from fractions import Fraction
from math import floor


def half_up(value: Fraction, places: int) -> Fraction:
    """The multiple of 10**-places nearest to `value`; a tie goes up."""
    scale = 10**places
    return Fraction(floor(value * scale + Fraction(1, 2)), scale)


def cut(value: Fraction, places: int) -> Fraction:
    """`value` without its digits after `places` decimals."""
    scale = 10**places
    return Fraction(floor(value * scale), scale)
