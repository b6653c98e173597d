"""From an exception to words and exit code."""

from __future__ import annotations

import errno

import pytest

from dagster_project.command.failure import explain
from dagster_project.errors import GateRefused, HomeBusy, ScorelineError, TargetStale, UsageError


@pytest.mark.parametrize(
    ("error", "code"),
    [(ScorelineError, 1), (UsageError, 2), (GateRefused, 3), (HomeBusy, 4), (TargetStale, 5)],
)
def test_each_kind_of_error_has_its_exit_code_wherever_it_was_wrapped(
    error: type[ScorelineError], code: int
) -> None:
    try:
        try:
            raise error("what happened")
        except ScorelineError as cause:
            raise RuntimeError("a step failed") from cause
    except RuntimeError as wrapped:
        assert explain(wrapped) == ("scoreline: what happened", code)


def test_the_error_that_dagster_carries_along_is_found() -> None:
    class Carrier(Exception):
        user_exception = HomeBusy("another run")

    assert explain(Carrier()) == ("scoreline: another run", 4)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/x/y"), "/x/y: the disk is full; make room"),
        (OSError(errno.EROFS, "Read-only file system", "/x"), "/x: this is a read-only file system"),
        (RuntimeError("IO Error: Could not write: No space left on device"), "the disk is full; make room"),
        (RuntimeError("attempt to write a readonly database"), "this is a read-only file system"),
    ],
    ids=str,
)
def test_a_fault_of_the_machine_is_no_defect(error: Exception, words: str) -> None:
    wrapped = RuntimeError("a step failed")
    wrapped.__cause__ = error
    text, code = explain(wrapped)
    assert code == 1
    assert words in text
    assert "defect" not in text


def test_a_defect_is_one_line_and_where_to_look() -> None:
    text, code = explain(KeyError("first\nsecond"))
    assert code == 1
    assert "KeyError" in text
    assert "--debug" in text
