"""Bring a home to this code's format, a step at a time. The caller holds the home's lock."""

from __future__ import annotations

from collections.abc import Callable

from dagster_project.home import Home
from dagster_project.upgrade import to_2
from dagster_project.upgrade.format import FORMAT, read_format, write_format

STEPS: dict[int, Callable[[Home], list[str]]] = {2: to_2.step}
"""By the format that a step leads to."""


def upgrade(home: Home) -> list[str]:
    """Take every step that the home still needs; sentences for the person, none if it needed none.

    The format is named last, so that a step that was cut off is taken again.
    """
    found = read_format(home)
    if found == FORMAT:
        return []
    if found is None:
        write_format(home)
        return []
    said = [sentence for target in range(found + 1, FORMAT + 1) for sentence in STEPS[target](home)]
    write_format(home)
    return [f"this home was of format {found} and is of format {FORMAT} now", *said]
