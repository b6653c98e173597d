"""Moments as exports write them."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from random import Random
from zoneinfo import ZoneInfo

EDGES = (time(0, 0, 0), time(23, 59, 59), time(2, 30, 0), time(0, 0, 1))


def written(rng: Random, zone: str, day: date) -> str:
    """A moment of the local day: with or without offset, in this zone's or another's, sometimes at its
    edge.
    """
    at = (
        rng.choice(EDGES)
        if rng.random() < 0.1
        else time(rng.randint(8, 20), rng.randint(0, 59), rng.randint(0, 59))
    )
    local = datetime.combine(day, at)
    if rng.random() < 0.7:
        return rng.choice((str(local), local.isoformat()))
    moment = local.replace(tzinfo=ZoneInfo(zone))
    if rng.random() < 0.5:
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    elsewhere = timezone(timedelta(minutes=30 * rng.randint(-20, 24)))
    return moment.astimezone(elsewhere).isoformat()
