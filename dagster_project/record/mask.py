"""How values of people are shown to whoever did not ask for them whole (`--reveal`, which is recorded)."""

from __future__ import annotations

import re

NUMBERS = ("phone", "mobile", "recording")
"""Names of recordings are made of numbers too."""

PERSONAL = ("name", "email", "im", "owner_contact", "text")
SHOWN_ENDS = 3
SPACED_NUMBER = re.compile(r"(?<![\w-])(?!\d{4}-\d\d-\d\d)\+?\d(?:[ -]?\d){6,14}(?![\w-])")
"""No date, no hash."""
LONG = 7
LIKE_A_NUMBER = re.compile(rf"\d{{{LONG},}}")


def masked(column: str | None, value: str | None) -> str:
    """A value of a canonical column for the screen: names and numbers of people are not shown whole."""
    if not value:
        return ""
    if column in NUMBERS:
        return _hidden(value)
    if column in PERSONAL:
        return value[0] + "*" * (len(value) - 1)
    return value


def masked_misfit(column: str | None, value: str | None) -> str | None:
    """The same of a value that may stand in a wrong column: long digits are hidden anywhere."""
    if value is None or column in NUMBERS or column in PERSONAL:
        return value and masked(column, value)
    if len(value) < LONG:
        return value
    return LIKE_A_NUMBER.sub(lambda found: _hidden(found[0]), value)


def masked_words(text: str) -> str:
    """Words of a person, on one line: runs of digits that may be a phone number are hidden."""
    return SPACED_NUMBER.sub(lambda found: _hidden(found[0]), " ".join(text.split()))


def _hidden(number: str) -> str:
    digits = sum(map(str.isdigit, number))
    out, place = [], 0
    for char in number:
        place += char.isdigit()
        out.append("*" if char.isdigit() and SHOWN_ENDS < place <= digits - SHOWN_ENDS else char)
    return "".join(out)
