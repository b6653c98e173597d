"""How one cell of a policy table is read: its kind says the SQL type and what it accepts.

`parse` takes the stripped, non-blank text and gives the value, or raises `ValueError` whose text says
what was expected. Numbers are exact decimals and are never rounded to fit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Protocol

from dagster_project.errors import nearest

Value = str | Decimal | int | bool | date | time

_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_WHOLE = re.compile(r"-?\d+", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CLOCK = re.compile(r"\d{2}:\d{2}", re.ASCII)


class Kind(Protocol):
    """What the cells of a column hold."""

    @property
    def sql(self) -> str:
        """The column's type in the warehouse."""

    def parse(self, text: str) -> Value:
        """The value of a non-blank cell; raises `ValueError` saying what was expected."""


@dataclass(frozen=True)
class Text:
    """Any text."""

    sql: str = "VARCHAR"

    def parse(self, text: str) -> str:
        """The text itself."""
        return text


@dataclass(frozen=True)
class Choice:
    """One word of a fixed list."""

    words: tuple[str, ...]
    sql: str = "VARCHAR"

    def parse(self, text: str) -> str:
        """The word, exactly as the list has it."""
        if text not in self.words:
            raise ValueError(f"expected one of {', '.join(self.words)}{nearest(text, self.words)}")
        return text


@dataclass(frozen=True)
class Choices:
    """Words of a fixed list, separated by `;`, each at most once."""

    words: tuple[str, ...]
    sql: str = "VARCHAR"

    def parse(self, text: str) -> str:
        """The list without blanks around its words."""
        parts = [part.strip() for part in text.split(";")]
        wrong = [part for part in parts if part not in self.words]
        if wrong:
            hint = nearest(wrong[0], self.words)
            raise ValueError(f"expected some of {', '.join(self.words)}, separated by ';'{hint}")
        if len(set(parts)) < len(parts):
            raise ValueError("expected each word once")
        return ";".join(parts)


@dataclass(frozen=True)
class Number:
    """An exact decimal that fits `DECIMAL(precision, scale)`, within inclusive bounds."""

    precision: int
    scale: int
    lowest: Decimal | None = Decimal(0)
    highest: Decimal | None = None
    above: Decimal | None = None

    @property
    def sql(self) -> str:
        """The decimal type."""
        return f"DECIMAL({self.precision},{self.scale})"

    def parse(self, text: str) -> Decimal:
        """The number; more decimals or digits than the column holds are refused, not rounded."""
        if not _NUMBER.fullmatch(text):
            raise ValueError("expected a plain number such as 12 or 0.5")
        whole, _, decimals = text.lstrip("-").partition(".")
        if len(decimals.rstrip("0")) > self.scale:
            raise ValueError(f"expected at most {self.scale} decimals")
        if len(whole.lstrip("0")) > self.precision - self.scale:
            raise ValueError(f"expected at most {self.precision - self.scale} digits before the point")
        number = Decimal(text)
        if self.lowest is not None and number < self.lowest:
            raise ValueError(f"expected {self.lowest} or more")
        if self.above is not None and number <= self.above:
            raise ValueError(f"expected more than {self.above}")
        if self.highest is not None and number > self.highest:
            raise ValueError(f"expected {self.highest} or less")
        return number


@dataclass(frozen=True)
class Whole:
    """A whole number within inclusive bounds."""

    lowest: int = 0
    highest: int = 2**31 - 1
    sql: str = "INTEGER"

    def parse(self, text: str) -> int:
        """The number."""
        if not _WHOLE.fullmatch(text):
            raise ValueError("expected a whole number")
        number = int(text) if len(text) <= len(str(-(2**63))) else self.highest + 1
        if not self.lowest <= number <= self.highest:
            raise ValueError(f"expected a whole number from {self.lowest} to {self.highest}")
        return number


@dataclass(frozen=True)
class Flag:
    """`true` or `false`, in any case."""

    sql: str = "BOOLEAN"

    def parse(self, text: str) -> bool:
        """The truth value."""
        if text.lower() not in {"true", "false"}:
            raise ValueError("expected true or false")
        return text.lower() == "true"


@dataclass(frozen=True)
class Day:
    """A date written as `YYYY-MM-DD`."""

    sql: str = "DATE"

    def parse(self, text: str) -> date:
        """The date."""
        if not _DAY.fullmatch(text):
            raise ValueError("expected a date as YYYY-MM-DD")
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValueError("expected a day that the calendar has, as YYYY-MM-DD") from None


@dataclass(frozen=True)
class Clock:
    """A time of day written as `HH:MM`."""

    sql: str = "TIME"

    def parse(self, text: str) -> time:
        """The time."""
        if not _CLOCK.fullmatch(text):
            raise ValueError("expected a time of day as HH:MM")
        try:
            return time.fromisoformat(text)
        except ValueError:
            raise ValueError("expected a time of day from 00:00 to 23:59") from None
