"""What a check saw, in a sentence for the person who must act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dagster_project.gate.declaration import Check
from dagster_project.gate.placeholders import fill, in_text, names_in

SHOWN = 5
"""How many rows a sentence names; the count tells of the others."""

LONGEST_REASON = 600


def observe(check: Check, result: Mapping[str, Any]) -> str:
    """Name the first rows or values against the rule and count them all; `result` is the library's."""
    details = result.get("details") or {}
    rows = details.get("unexpected_rows") or result.get("unexpected_index_list") or []
    values = [value for value in result.get("partial_unexpected_list") or [] if value is not None]
    count = result.get("observed_value") if "unexpected_rows" in details else result.get("unexpected_count")
    if rows:
        return _listed([_row(check, row) for row in rows[:SHOWN]], count, len(rows))
    if values:
        return _listed([in_text(value) for value in values[:SHOWN]], count, len(values))
    if count in (0, None) and "observed_value" in result and "unexpected_rows" not in details:
        return f"observed {in_text(result['observed_value'])}"
    return "no row against the rule" if not count else f"{count} row(s) against the rule"


def reason(error: object) -> str:
    """Put an error on one line of bounded length."""
    text = " ".join(str(error).split())
    if isinstance(error, BaseException):
        text = f"{type(error).__name__}: {text}"
    return text if len(text) <= LONGEST_REASON else f"{text[: LONGEST_REASON - 3]}..."


def _row(check: Check, row: Mapping[str, Any]) -> str:
    known = {str(name): in_text(value) for name, value in row.items()}
    if check.says and names_in(check.says) <= set(known):
        return fill(check.says, known)
    return ", ".join(f"{name} {value}" for name, value in known.items())


def _listed(sentences: Sequence[str], count: Any, fetched: int) -> str:
    total = int(count) if count is not None else fetched
    text = "; ".join(sentences)
    return text if total <= len(sentences) else f"{text}; ... {total} in all"
