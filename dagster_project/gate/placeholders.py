"""Names in braces, in the SQL and the sentences of declared checks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

_PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def names_in(text: str) -> set[str]:
    """List the names that stand in braces."""
    return set(_PLACEHOLDER.findall(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put the values in; names that are not given stay as they are."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def in_sql(value: Any) -> str:
    """Write a declared value into SQL: a number, a bare word, or a list of words in quotes.

    Raises `ValueError` for anything else, so that no text of a file ever becomes SQL by accident.
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{Decimal(str(value)):f}"
    if isinstance(value, str) and _WORD.fullmatch(value):
        return value
    if isinstance(value, list) and value and all(isinstance(v, str) and _WORD.fullmatch(v) for v in value):
        return ", ".join(f"'{word}'" for word in value)
    raise ValueError("expected a number, a word of letters, digits and _, or a list of such words")


def in_text(value: Any) -> str:
    """Write a value for a person: numbers without useless zeros, dates as ISO text."""
    if value is None:
        return "nothing"
    if isinstance(value, Decimal | float) and not isinstance(value, bool):
        number = Decimal(str(value))
        return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(in_text(each) for each in value)
    return str(value)
