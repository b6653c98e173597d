"""When a file was exported: as its name says by a declared format, else its modification time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

_DIRECTIVES = {
    "Y": r"\d{4}", "m": r"\d{2}", "d": r"\d{2}", "H": r"\d{2}", "M": r"\d{2}", "S": r"\d{2}",
    "y": r"\d{2}", "z": r"(?:Z|[+-]\d{2}:?\d{2})", "b": r"[A-Za-z]{3}", "s": r"\d{10}", "%": "%",
}  # fmt: skip


@cache
def stamp_pattern(text: str) -> re.Pattern[str]:
    """Regular expression of a strptime format; raises ValueError for a directive that is not known."""
    out = []
    parts = iter(text)
    for char in parts:
        if char != "%":
            out.append(re.escape(char))
            continue
        directive = next(parts, "")
        if directive not in _DIRECTIVES:
            raise ValueError(f"%{directive}")
        out.append(_DIRECTIVES[directive])
    return re.compile(rf"(?<!\d)({''.join(out)})(?!\d)")


def utc_text(moment: datetime) -> str:
    """A moment as `YYYY-MM-DDTHH:MM:SS.ffffffZ`: sorts as text the way it sorts in time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def mtime_text(mtime_ns: int) -> str:
    """A file's modification time in the same form, cut to microseconds."""
    whole, rest = divmod(mtime_ns // 1000, 1_000_000)
    return utc_text(datetime.fromtimestamp(whole, UTC).replace(microsecond=rest))


def exported_at(name: str, formats: Sequence[str], zone: str) -> str | None:
    """Export time in UTC that the file name bears, by the first format that fits; None if none does."""
    base = name.rsplit("/", 1)[-1]
    for form in formats:
        for match in stamp_pattern(form).finditer(base):
            try:
                moment = _moment(match.group(1), form)
            except ValueError:
                continue
            return utc_text(moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone)))
    return None


def _moment(text: str, form: str) -> datetime:
    if form == "%s":
        return datetime.fromtimestamp(int(text), UTC)
    return datetime.strptime(text, form)
