"""Faults of the machine and not of the product: a full disk, a folder that may not be written to."""

from __future__ import annotations

import errno
from collections.abc import Iterable

FULL = "the disk is full; make room and run again"
REFUSED = "the disk could not be written to; see that it has room and is sound, and run again"
LIMITED = "a limit of the system keeps a file from growing (ulimit -f); raise it and run again"
READ_ONLY = "this is a read-only file system; mount it for writing, or name another --home"
FORBIDDEN = "this account may not do that; give it the right, or name another --home"

KEPT = "Publications stay as they are, and what was read already is not read again."

NUMBERS = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: LIMITED,
    errno.EROFS: READ_ONLY,
    errno.EACCES: FORBIDDEN,
    errno.EPERM: FORBIDDEN,
}

WORDS = (
    ("No space left on device", FULL),
    ("disk is full", FULL),
    ("disk I/O error", REFUSED),
    ("Disk quota exceeded", FULL),
    ("File too large", LIMITED),
    ("Read-only file system", READ_ONLY),
    ("readonly database", READ_ONLY),
    ("Permission denied", FORBIDDEN),
)
"""In the words of DuckDB and SQLite, which know no numbers."""


def machine_fault(causes: Iterable[BaseException]) -> str | None:
    """What the machine refused and what to do, from an error and what it was raised from; None if nothing."""
    for cause in causes:
        first = (str(cause).strip().splitlines() or [""])[0]
        if isinstance(cause, OSError) and cause.errno in NUMBERS:
            where = f"{cause.filename}: " if cause.filename else ""
            return f"{where}{NUMBERS[cause.errno]} ({cause.strerror}). {KEPT}"
        for word, advice in WORDS:
            if word in str(cause):
                return f"{advice} ({first}). {KEPT}"
    return None
