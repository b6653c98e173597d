"""What can go wrong, said to the person who must act.

Every error that the product raises on purpose is a `ScorelineError`; its `exit_code` is the one that
the command line promises. Anything else is a defect and ends with exit code 1.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend in a file: where it stands, what stands there, what was expected."""

    file: str
    line: int | None
    column: str | None
    value: str | None
    expected: str

    def __str__(self) -> str:
        """`file:line, column c: 'value': expected ...`, leaving out what is not known."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        if self.column is not None:
            where += f", column {self.column}"
        found = "" if self.value is None else f" {self.value!r}:"
        return f"{where}:{found} {self.expected}"


class ScorelineError(Exception):
    """An error whose text is meant for the person who must act."""

    exit_code = 1


class UsageError(ScorelineError):
    """Wrong usage, configuration or policy; `problems` holds every one that was found."""

    exit_code = 2

    def __init__(self, message: str, problems: list[Problem] | None = None) -> None:
        self.problems = problems or []
        super().__init__("\n".join([message, *(f"  {problem}" for problem in self.problems)]))


class GateRefused(ScorelineError):
    """The gate refused the candidate; the last publication is still the current one."""

    exit_code = 3


class HomeBusy(ScorelineError):
    """Another run holds the home."""

    exit_code = 4


class TargetStale(ScorelineError):
    """Published, but a further target could not be brought up to date."""

    exit_code = 5


def nearest(word: str, words: Iterable[str]) -> str:
    """`; did you mean 'dials'?` where one of `words` is close to `word`, whatever the case, else nothing."""
    known = {each.lower(): each for each in words}
    close = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.65)
    return f"; did you mean {known[close[0]]!r}?" if close else ""
