"""Text that a spreadsheet will open: nothing in it may run."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"[=@\t\r\n＝＠＋－]|[+-](?![0-9 ().,%\-]*$)")


def harmless(cell: str) -> str:
    """A formula becomes text behind an apostrophe; a number or phone number with a sign stays as it is."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
