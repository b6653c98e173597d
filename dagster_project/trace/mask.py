"""What is not shown unless asked for: names, numbers and the free words of people."""

from __future__ import annotations

import re

NUMBERS = {"phone", "mobile", "recording"}
"""Names of recordings are made of numbers too."""
PERSONAL = {"name", "email", "im", "owner_contact", "text", "need", "visit_with_level", "title", "budget"}
DIGITS = re.compile(r"\+?[0-9][0-9 -]{3,}[0-9]")
SHOWN_ENDS = 2


def masked(column: str, value: str | None, *, reveal: bool) -> str | None:
    """A raw cell as it may be shown."""
    if reveal or not value:
        return value
    if column in NUMBERS:
        return "*" * max(len(value) - SHOWN_ENDS, 3) + value[-SHOWN_ENDS:]
    if column in PERSONAL:
        return "***"
    return value


def without_numbers(text: str | None, *, reveal: bool) -> str | None:
    """Words that somebody wrote, the digits of what may be a number hidden."""
    return text if reveal or not text else DIGITS.sub("*****", text)
