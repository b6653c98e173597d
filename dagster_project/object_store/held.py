"""What a process that holds a home does with object storage: first take, at the end give.

The raw address decides: it holds the record, and its pointer says which publications follow from it. The
pointer of the published address moves right after; should the process die in between, the next holder
moves it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from dagster_project.errors import TargetStale
from dagster_project.home import Home
from dagster_project.object_store import lease
from dagster_project.object_store.address import configured, published_address, raw_address
from dagster_project.object_store.common import Head
from dagster_project.object_store.faults import ObjectStoreError
from dagster_project.object_store.incoming import pull
from dagster_project.object_store.mirror import Kind, Mirror, Prepared
from dagster_project.object_store.trees import published_files, raw_files
from dagster_project.publication.versions import CURRENT, folder_name, linked_version, read_manifest

RAW = Kind("raw", "head.json", raw_files)
PUBLISHED = Kind("published", "current.json", published_files, links=True)
DECIDED = "published"
"""In the raw pointer: the pointer that the published address has, or is about to get."""

log = logging.getLogger("scoreline")


def raw_mirror(home: Home) -> Mirror | None:
    """Of the raw store and the record, None where no address is configured."""
    address = raw_address()
    return None if address is None else Mirror(home, address, RAW)


def published_mirror(home: Home) -> Mirror | None:
    """Of the publications, None where no address is configured."""
    address = published_address()
    return None if address is None else Mirror(home, address, PUBLISHED)


@contextmanager
def held(
    home: Home, run: str, *, targets: bool = True, whole: bool = False, take_over: bool = False
) -> Iterator[None]:
    """Hold the raw address, with the home brought up to it; at the end it has what the home has.

    Nothing happens where no address is configured. Where only publications go to object storage, the home
    decides and nothing is taken. `targets`: publications are given, too. Raises HomeBusy,
    ObjectStoreError, and TargetStale if what was done stands in the home alone.
    """
    if not configured():
        yield
        return
    raw = raw_mirror(home)
    with nullcontext() if raw is None else lease.held(raw.bucket, home, run):
        if not take_over:
            take(home)
        yield
        if targets:
            give_or_stale(home, whole=whole, take_over=take_over)
        else:
            give_raw(home)


def take(home: Home) -> int:
    """Bring the home up to the addresses; how many files came or went."""
    raw, published = raw_mirror(home), published_mirror(home)
    if raw is None:
        return 0
    changes = pull(raw)
    if published is not None:
        changes += pull(published, _decided(raw))
        _lead(home, published)
    if changes:
        log.info("%s files came from %s", changes, raw.address)
    return changes


def give_raw(home: Home) -> None:
    """Have the raw address hold what the home holds: from here on nothing rests on this disk alone."""
    raw = raw_mirror(home)
    if raw is None:
        return
    common = raw.common()
    facts = {} if common is None else common.head.facts
    prepared = raw.prepare(facts)
    if prepared is not None:
        raw.point(prepared)
        log.info("raw store and record: brought to %s", raw.address)


def give(home: Home, *, whole: bool = False, take_over: bool = False) -> int | None:
    """Have the addresses hold what the home holds; the version that readers there see, None before the
    first.
    """
    raw, published = raw_mirror(home), published_mirror(home)
    version = linked_version(home)
    prepared = None
    if published is not None and version is not None:
        prepared = published.prepare(_facts(home, version), whole=whole, take_over=take_over)
    if raw is not None:
        decided = raw.prepare(_raw_facts(raw, prepared), whole=whole, take_over=take_over)
        if decided is not None:
            raw.point(decided)
    if published is not None and prepared is not None:
        published.point(prepared)
        log.info("%s shows version %s", published.address, version)
    return version


def behind(home: Home) -> bool:
    """Whether the addresses hold what this home has not taken: another wrote there, or a taking was cut off.

    False where the raw store is not kept there: the home decides then.
    """
    raw, published = raw_mirror(home), published_mirror(home)
    return raw is not None and (raw.behind() or (published is not None and published.behind()))


def waiting(home: Home) -> bool:
    """Whether something of the home has not reached its address; asks nobody."""
    for mirror, facts in ((raw_mirror(home), None), (published_mirror(home), linked_version(home))):
        if mirror is None or (mirror.kind is PUBLISHED and facts is None):
            continue
        common = mirror.common()
        if common is None or not mirror.holds_locally(common):
            return True
        if facts is not None and common.head.facts.get("version") != facts:
            return True
    return False


def _facts(home: Home, version: int) -> dict[str, Any]:
    """What the published pointer says to readers."""
    manifest = read_manifest(home.published / folder_name(version))
    return {
        "version": version,
        "folder": folder_name(version),
        "as_of": manifest.as_of.isoformat(),
        "published_at": manifest.content["published_at"],
        "manifest": manifest.sha256,
        "tables_hash": manifest.tables_hash,
    }


def _raw_facts(raw: Mirror, prepared: Prepared | None) -> dict[str, Any]:
    if prepared is not None:
        return {DECIDED: prepared.head.to_bytes().decode()}
    common = raw.common()
    return {} if common is None else common.head.facts


def _decided(raw: Mirror) -> Head | None:
    """The published pointer that was decided when the raw one was written last."""
    common = raw.common()
    told = None if common is None else common.head.facts.get(DECIDED)
    return Head.from_bytes(told.encode()) if told else None


def _lead(home: Home, published: Mirror) -> None:
    """Give a home that was filled its link; the record corrects it, should it say otherwise."""
    from dagster_project.publication.aside import point

    common = published.common()
    version = None if common is None else common.head.facts.get("version")
    if version is not None and not (home.published / CURRENT).is_symlink():
        point(home.published, int(version))


def give_or_stale(home: Home, *, whole: bool = False, take_over: bool = False) -> int | None:
    """`give`, with the command to retry where it fails. Raises TargetStale."""
    try:
        return give(home, whole=whole, take_over=take_over)
    except ObjectStoreError as error:
        raise TargetStale(
            f"{error}\n  What was done stands in the home; `scoreline publish-to s3` brings it to object "
            "storage"
        ) from error
