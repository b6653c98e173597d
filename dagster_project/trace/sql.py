"""Values as SQL literals: the one place where they are quoted.

The engine's own binding of parameters loads pandas, which takes longer than most traces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

Value = str | int | date | Iterable[Any]
NAME = re.compile(r"\$([a-z_]+)\b")


def filled(sql: str, values: Mapping[str, Value]) -> str:
    """The query with a literal in place of every `$name` that is given."""
    return NAME.sub(lambda match: literal(values[match[1]]) if match[1] in values else match[0], sql)


def literal(value: Value) -> str:
    """A value as SQL text; a collection becomes a list of texts or of whole numbers."""
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return f"date '{value.isoformat()}'"
    items = list(value)
    kind = "bigint" if items and isinstance(items[0], int) else "varchar"
    return f"[{', '.join(literal(item) for item in items)}]::{kind}[]"
