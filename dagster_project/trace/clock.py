"""Times of exports to UTC and to the site's days, as the rules say it, by Python's own zone database."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

TIME = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?)?\s*"
    r"([zZ]|[+-]\d{2}(?::?\d{2})?)?"
)


@lru_cache(maxsize=100_000)  # a line's times are looked at again and again
def to_utc(text: str | None, zone: str) -> datetime | None:
    """A time with an offset, or a local one of the zone (twice: the first; skipped: shifted forward).

    None where the text is blank or no time.
    """
    match = TIME.fullmatch(text.strip()) if text else None
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, offset = match.groups()
    try:
        local = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0),
            int((fraction or "0").ljust(6, "0")[:6]),
        )  # fmt: skip
    except ValueError:
        return None
    if offset is None:
        return local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
    if offset in {"z", "Z"}:
        return local.replace(tzinfo=UTC)
    digits = offset[1:].replace(":", "").ljust(4, "0")
    return datetime.fromisoformat(f"{local.isoformat()}{offset[0]}{digits[:2]}:{digits[2:]}").astimezone(UTC)


def site_day(moment: datetime | None, site_zone: str) -> date | None:
    """The site's calendar date of a moment."""
    return None if moment is None else moment.astimezone(ZoneInfo(site_zone)).date()
