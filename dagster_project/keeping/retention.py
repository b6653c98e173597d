"""Which publications stay and which go: pure, from what is there to what is to be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dagster_project.keeping.state import DATABASE, EVERYTHING


@dataclass(frozen=True)
class Publication:
    """What retention looks at: number, last day reported, and what was pruned of it before."""

    version: int
    as_of: date
    removed: str | None = None


@dataclass(frozen=True)
class Decision:
    """What is to be removed of one version (`database`, `everything`, None), and why it stays so far."""

    version: int
    as_of: date
    remove: str | None
    why: str


def decide(
    found: Iterable[Publication],
    nights: int,
    database_nights: int,
    readers: Mapping[int, str],
    accounts: Mapping[int, str],
) -> list[Decision]:
    """One decision per version, oldest first.

    A night is a last day reported: every version of the last `nights` stays, with its database in the last
    `database_nights`. So does, without database, the last version of each month, and those that `accounts`
    names (closed months, exports); `readers` (the current version and what the next is made from) stay
    whole. Both map a version to the reason.
    """
    versions = sorted(found, key=lambda one: one.version)
    order = sorted({one.as_of for one in versions}, reverse=True)
    month_ends = {(one.as_of.year, one.as_of.month): one.version for one in _by_day(versions)}
    decisions = []
    for one in versions:
        night = order.index(one.as_of) + 1
        if one.version in readers:
            remove, why = None, readers[one.version]
        elif night <= database_nights:
            remove, why = None, f"one of the last {database_nights} nights"
        elif night <= nights:
            remove, why = DATABASE, f"one of the last {nights} nights"
        elif one.version in accounts:
            remove, why = DATABASE, accounts[one.version]
        elif one.version in month_ends.values():
            remove, why = DATABASE, f"the end of {one.as_of:%Y-%m}"
        else:
            remove, why = EVERYTHING, "its manifest stays: the chain goes on through it"
        done = one.removed in (remove, EVERYTHING)
        decisions.append(Decision(one.version, one.as_of, None if done else remove, why))
    return decisions


def _by_day(versions: list[Publication]) -> list[Publication]:
    return sorted(versions, key=lambda one: (one.as_of, one.version))
