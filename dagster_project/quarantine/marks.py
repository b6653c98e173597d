"""By what a correction file is known: the columns that it bears, and its name.

A correction file says of each row which line of which file it mends; a form without a header cannot carry
further columns and says it by its name alone. It is never an export of its own: it replaces no snapshot and
proves no night.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

FILE, LINE, BECAUSE = "refused_file", "refused_line", "refused_because"
MARKS = (LINE, BECAUSE, FILE)
"""Columns at the end of a correction file; to a reader they are unknown columns, kept with their row."""

_NAMED = re.compile(r"\.refused-([0-9a-f]{8})\.[a-z]+$")


def correction_name(name: str, file_id: str, ending: str) -> str:
    """The name of the file that corrects `name`; it still bears the time of export and sorts behind it."""
    return f"{name}.refused-{file_id[:8]}{ending}"


def corrected(name: str) -> str | None:
    """The first 8 digits of the SHA-256 of what a file of this name corrects, None if it corrects nothing."""
    found = _NAMED.search(name)
    return found.group(1) if found else None


def is_correction(name: str, columns: Iterable[str]) -> bool:
    """Whether a file of this name with these unknown columns is a correction."""
    return corrected(name) is not None or {FILE, LINE} <= set(columns)
