"""Dispositions and results: what they say of a call does not contradict itself."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dagster_project.errors import Problem
from dagster_project.policy.sheet import Sheet


def problems(sheet: Sheet, _computed_kpis: AbstractSet[str] | None) -> Iterator[Problem]:
    """A voicemail that counts as connected, a person who answered a call that was not."""
    for table in ("dispositions", "results"):
        for line in sheet.lines(table):
            connected, answered = line.flag("connected"), line.flag("human_answered")
            if line.text("canonical") == "voicemail":
                for column, value in (("connected", connected), ("human_answered", answered)):
                    if value:
                        yield line.problem(column, "expected false or blank: voicemail is never connected")
            elif answered and connected is False:
                yield line.problem("human_answered", "expected false or blank: the call is not connected")
