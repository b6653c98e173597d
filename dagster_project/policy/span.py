"""Ranges of days, both ends included; `date.min` and `date.max` stand for open ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Span:
    """The days from `first` to `last`."""

    first: date
    last: date

    @property
    def inverted(self) -> bool:
        """Whether it ends before it begins."""
        return self.first > self.last

    def meets(self, other: Span) -> bool:
        """Whether a day is in both."""
        return max(self.first, other.first) <= min(self.last, other.last)

    def shared(self, other: Span) -> Span:
        """The days that are in both; inverted where there is none."""
        return Span(max(self.first, other.first), min(self.last, other.last))

    def __str__(self) -> str:
        """The days in words, for a sentence such as `the points add up to 9 ...`."""
        if self.first == date.min and self.last == date.max:
            return "on every day"
        if self.first == date.min:
            return f"until {self.last}"
        if self.last == date.max:
            return f"from {self.first} on"
        return f"from {self.first} to {self.last}"


def pieces(spans: Iterable[Span]) -> list[Span]:
    """The days from the earliest to the latest of `spans`, cut wherever one of them begins or ends.

    Each of `spans` covers a piece wholly or not at all. Inverted spans count for nothing.
    """
    upright = [span for span in spans if not span.inverted]
    if not upright:
        return []
    starts = {span.first for span in upright}
    starts |= {span.last + _DAY for span in upright if span.last < date.max}
    end = max(span.last for span in upright)
    cuts = sorted(start for start in starts if start <= end)
    lasts = [*(cut - _DAY for cut in cuts[1:]), end]
    return [Span(first, last) for first, last in zip(cuts, lasts, strict=True)]
