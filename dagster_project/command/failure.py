"""From an exception, wherever it was wrapped, to the words and the exit code for the person who must act."""

from __future__ import annotations

from collections.abc import Iterator

from dagster_project.command.machine import machine_fault
from dagster_project.errors import ScorelineError

DEFECT = 1
"""Of faults of the machine, too."""


def explain(error: BaseException) -> tuple[str, int]:
    """The text for stderr and the exit code; a defect gets one line."""
    known = find_known(error)
    if known is not None:
        return f"scoreline: {known}", known.exit_code
    if (fault := machine_fault(_causes(error))) is not None:
        return f"scoreline: {fault}", DEFECT
    first = (str(error).strip().splitlines() or [""])[0]
    return f"scoreline: {type(error).__name__}: {first}\nThis is a defect; --debug shows where.", DEFECT


def find_known(error: BaseException) -> ScorelineError | None:
    """The first ScorelineError on the way to the root of an error."""
    return next((cause for cause in _causes(error) if isinstance(cause, ScorelineError)), None)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and everything it was raised from, Dagster's wrappers included; each once."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        cause = waiting.pop(0)
        if cause is None or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [getattr(cause, "user_exception", None), cause.__cause__, cause.__context__]
