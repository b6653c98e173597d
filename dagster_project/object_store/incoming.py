"""Brings a home to what an address holds: the other direction of `mirror`."""

from __future__ import annotations

import os
from pathlib import Path

from dagster_project.object_store.bucket import each
from dagster_project.object_store.common import Common, Head, write_common
from dagster_project.object_store.faults import ObjectStoreError, Overtaken
from dagster_project.object_store.mirror import Mirror
from dagster_project.object_store.trees import Stored, Tree, Trees, flat, object_name, same

ATTEMPTS = 3
"""Looks at an address that goes on while it is read."""


def pull(mirror: Mirror, decided: Head | None = None) -> int:
    """Bring the home to what the address holds; how many files came or went.

    `decided` stands in for a pointer that had not moved yet when its writer was killed. Raises
    ObjectStoreError if the home holds what the address does not know, or what comes is not what was put
    there.
    """
    for _ in range(ATTEMPTS):
        found, common = mirror.head(), mirror.common()
        if found is None:
            _refuse_vanished(mirror, common)
            return 0
        there, etag = found
        head = decided or there
        if common is not None and common.etag == etag and mirror.holds(common, head):
            return 0
        try:
            trees = _trees(mirror, head, common)
            changes = _apply(mirror, trees, common)
        except Overtaken:
            continue
        write_common(mirror.home, mirror.kind.name, mirror.address, Common(etag, there, trees))
        return changes
    raise ObjectStoreError(
        f"{mirror.address}: what the pointer {mirror.kind.pointer} leads to is not all there; run again, "
        "and if "
        "no other home writes there, `scoreline publish-to s3 --whole` from a home that has it puts it "
        "there again"
    )


def _trees(mirror: Mirror, head: Head, common: Common | None) -> Trees:
    """The trees that a pointer names; those that were known already are not read again."""
    known = {} if common is None else {sha: common.trees.get(name) for name, sha in common.head.trees.items()}
    return {name: known.get(sha) or mirror.tree(sha) for name, sha in head.trees.items()}


def _apply(mirror: Mirror, trees: Trees, common: Common | None) -> int:
    """Make the home hold just these files."""
    held, wanted = flat(mirror.local()), flat(trees)
    coming = {path: one for path, one in wanted.items() if not same(held.get(path), one)}
    if common is None and not coming:
        return 0  # the home has all of it already, and maybe more
    _refuse_own(mirror, held, common, wanted)
    there = {one.sha256: mirror.home.root / path for path, one in held.items()}
    first: dict[str, str] = {}
    for path, one in coming.items():
        if one.sha256 not in there:
            first.setdefault(one.sha256, path)
    each(lambda path: _bring(mirror, path, coming[path]), first.values())
    there |= {sha: mirror.home.root / path for sha, path in first.items()}
    for path, one in coming.items():
        if first.get(one.sha256) != path:
            _again(there[one.sha256], mirror.home.root / path, one.mode, linked=mirror.kind.links)
    gone = sorted(set(held) - set(wanted))
    for path in gone:
        (mirror.home.root / path).unlink()
    return len(coming) + len(gone)


def _refuse_own(mirror: Mirror, held: Tree, common: Common | None, wanted: Tree) -> None:
    """Raise ObjectStoreError where bringing the home to the address would lose something of its own.

    What a pull that was cut off had brought already is not the home's own.
    """
    known = {} if common is None else flat(common.trees)
    own = sorted(
        path
        for path, one in held.items()
        if not same(known.get(path), one) and not same(wanted.get(path), one)
    )
    if own:
        raise ObjectStoreError(
            f"{mirror.home.root} and {mirror.address} have gone different ways: another home wrote there, "
            "and "
            f"{len(own)} file(s) here are of this home alone, {own[0]} say. Run on an empty "
            "--home, which takes everything from the address (files that only this home has read are read "
            "again from the landing folder); or, if this home is the one that counts, "
            "`scoreline publish-to s3 --take-over`"
        )


def _bring(mirror: Mirror, path: str, stored: Stored) -> None:
    name, target = object_name(path, stored), mirror.home.root / path
    found = mirror.bucket.fetch(name, target)
    if found != stored.sha256:
        target.unlink()
        raise ObjectStoreError(
            f"{mirror.address}/{name}: not what was put there for {path}: expected SHA-256 {stored.sha256}, "
            f"found {found}; restore that object, or `scoreline publish-to s3 --whole` from a home that has "
            "it"
        )
    target.chmod(stored.mode)


def _again(source: Path, target: Path, mode: int, *, linked: bool) -> None:
    """The same bytes under another name: one file where publications share theirs."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.aside")
    aside.unlink(missing_ok=True)
    if linked:
        os.link(source, aside)
    else:
        aside.write_bytes(source.read_bytes())
        aside.chmod(mode)
    aside.replace(target)


def _refuse_vanished(mirror: Mirror, common: Common | None) -> None:
    if common is not None:
        raise ObjectStoreError(
            f"{mirror.address}/{mirror.kind.pointer}: the pointer is gone, though this home had put one "
            "there; "
            "look at the address; if the bucket was emptied, `scoreline publish-to s3 --take-over` fills it"
        )
