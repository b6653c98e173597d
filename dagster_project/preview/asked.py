"""Which periods, whom and by which scheme a preview looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dagster_project.errors import UsageError
from dagster_project.trace.asked import Period, period, period_of, start_of

USUAL = ("week", "month", "quarter")
"""Grains of the periods that are looked at when none is named: those that the as-of day lies in."""


@dataclass(frozen=True)
class Asked:
    """The periods, none twice, and the one subject and scheme; None for all."""

    periods: tuple[Period, ...]
    subject: str | None = None
    scheme: str | None = None

    @property
    def grains(self) -> set[str]:
        """The grains of the periods."""
        return {one.grain for one in self.periods}

    @property
    def where(self) -> str:
        """A condition on subject_id and scheme_id; `values` fill it."""
        return " and ".join([f"{name}_id = ${name}" for name in self.values] or ["true"])

    @property
    def values(self) -> dict[str, str]:
        """What was asked for, by name."""
        asked = {"subject": self.subject, "scheme": self.scheme}
        return {name: value for name, value in asked.items() if value is not None}


def asked_periods(given: Mapping[str, Sequence[str]], as_of: date) -> tuple[Period, ...]:
    """The periods that were named (texts by grain), else week, month and quarter of the as-of day.

    Raises UsageError for what is no period and for one that begins after the as-of day.
    """
    named = [period(grain, text) for grain, texts in given.items() for text in texts]
    for one in named:
        if one.start > as_of:
            raise UsageError(
                f"--{one.grain} {one.said}: expected a period that begins on {as_of} or before, the last day "
                "that the publication reports"
            )
    found = named or [period_of(grain, start_of(grain, as_of)) for grain in USUAL]
    return tuple({(one.grain, one.start): one for one in found}.values())
