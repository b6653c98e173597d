"""Timestamps of canonical exports: an offset is kept; without one the site's zone holds."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def instant(text: str, site_zone: ZoneInfo) -> datetime:
    """The moment that `text` names, in UTC.

    Ambiguous local times are their first occurrence and missing ones shift forward: that is fold=0.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=site_zone, fold=0)
    return moment.astimezone(UTC)


def business_day(text: str, site_zone: ZoneInfo) -> date:
    """The local calendar date, in the site's zone, of the moment that `text` names."""
    return instant(text, site_zone).astimezone(site_zone).date()
