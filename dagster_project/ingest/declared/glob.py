"""Path globs below the landing folder."""

from __future__ import annotations

import re
from functools import cache


@cache
def glob_pattern(glob: str) -> re.Pattern[str]:
    """Regular expression of a path glob: `*` and `?` within one folder, `**` over any number of them."""
    out = ""
    for part in re.split(r"(\*\*/|\*\*|\*|\?)", glob):
        out += {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(part, re.escape(part))
    return re.compile(out, re.DOTALL)
