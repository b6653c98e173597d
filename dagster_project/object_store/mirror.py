"""Makes an address hold what the home holds, by one pointer (`incoming` is the way back).

Objects are named after their bytes and never change; trees name objects; the pointer names trees and is
written last, on the condition that it still is the one that was read. So a reader sees one state or the
next, a killed write leaves objects that nothing names, and of two writers one is told. What differs from
the common state on both sides is never merged: it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dagster_project.home import Home
from dagster_project.object_store.address import Address
from dagster_project.object_store.bucket import Bucket, each
from dagster_project.object_store.common import Common, Head, read_common, write_common
from dagster_project.object_store.faults import ObjectStoreError, Overtaken
from dagster_project.object_store.trees import (
    Hashes,
    Tree,
    Trees,
    flat,
    from_bytes,
    object_name,
    objects,
    same,
    to_bytes,
    tree_hash,
)

TREES = "trees"
OURS = re.compile(r"/[0-9a-f]{64}(\.\w+)?$")
"""What every object but the pointer and the lease is called."""


@dataclass(frozen=True)
class Kind:
    """What of a home is mirrored: a name, the pointer's name, its files with their trees, and whether they
    share bytes.
    """

    name: str
    pointer: str
    walk: Callable[[Home], Iterable[tuple[str, Path]]]
    links: bool = False


@dataclass(frozen=True)
class Prepared:
    """Everything that a pointer will lead to lies at the address.

    `before`: the pointer it follows; `sweep`: look through everything there for what nothing leads to.
    """

    head: Head
    trees: Trees
    before: Common | None
    sweep: bool = False


class Mirror:
    """One address and the part of the home that it mirrors. Only the holder of the home's lock may write."""

    def __init__(self, home: Home, address: Address, kind: Kind) -> None:
        self.home, self.address, self.kind = home, address, kind
        self.bucket = Bucket(address)

    def common(self) -> Common | None:
        """What home and address had in common when they last met."""
        return read_common(self.home, self.kind.name, self.address)

    def local(self) -> Trees:
        """What the home holds now."""
        return Hashes(self.home, self.kind.name).trees(self.kind.walk)

    def head(self) -> tuple[Head, str] | None:
        """The pointer as it stands at the address, and its entity tag; None where nothing was ever put."""
        found = self.bucket.read(self.kind.pointer)
        if found is None:
            return None
        return self._head(found.body), found.etag

    def holds(self, common: Common, head: Head) -> bool:
        """Whether what was had in common is what that pointer leads to."""
        return {name: tree_hash(tree) for name, tree in common.trees.items()} == head.trees

    def holds_locally(self, common: Common) -> bool:
        """Whether the home holds what was had in common, and nothing else."""
        return self.local() == common.trees

    def tree(self, sha: str) -> Tree:
        """A tree as it stands at the address. Raises Overtaken if there is none, ObjectStoreError if it is
        not what was put there.
        """
        name = f"{TREES}/{sha}.json"
        found = self.bucket.read(name)
        if found is None:
            raise Overtaken(name)
        try:
            tree = from_bytes(found.body)
        except (ValueError, KeyError, TypeError):
            tree = {}
        if tree_hash(tree) != sha:
            raise ObjectStoreError(
                f"{self.address}/{name}: not what was put there (another SHA-256); restore that object, or "
                "`scoreline publish-to s3 --whole` from a home that has it"
            )
        return tree

    def behind(self) -> bool:
        """Whether the address went on since this home last met it. One request."""
        found, common = self.head(), self.common()
        return found is not None and (common is None or common.etag != found[1])

    def prepare(
        self, facts: dict[str, Any], *, whole: bool = False, take_over: bool = False
    ) -> Prepared | None:
        """Put there all that a new pointer will lead to; None if the pointer leads there already.

        `whole`: every object is looked at, and put again if it is not what it should be. `take_over`:
        whatever the address holds gives way. Raises ObjectStoreError if another home wrote there.
        """
        local, common = self.local(), self.common()
        if common is None or take_over:
            common = self._meet(local, take_over=take_over)
        head = Head({name: tree_hash(tree) for name, tree in sorted(local.items())}, facts)
        if common is not None and common.head == head and not whole:
            return None
        known = set() if whole or common is None else objects(common.trees)
        self._send(
            {object_name(path, one): path for path, one in flat(local).items()}, local, known, whole=whole
        )
        named = set() if common is None or whole else set(common.head.trees.values())
        for name, sha in head.trees.items():
            if sha not in named:
                self._write_tree(f"{TREES}/{sha}.json", to_bytes(local[name]))
        return Prepared(head, local, common, sweep=whole or take_over)

    def point(self, prepared: Prepared) -> None:
        """Move the pointer, then take away what nothing leads to any more.

        Raises ObjectStoreError if another home moved it meanwhile; it is then what that home made it.
        """
        before = prepared.before
        try:
            etag = self.bucket.write(
                self.kind.pointer, prepared.head.to_bytes(), instead_of=before.etag if before else None
            )
        except Overtaken:
            raise ObjectStoreError(self._overtaken()) from None
        write_common(self.home, self.kind.name, self.address, Common(etag, prepared.head, prepared.trees))
        self.bucket.delete(sorted(self._left(prepared)))

    def _left(self, prepared: Prepared) -> set[str]:
        """What nothing leads to any more; of everything that bears our names if it is to be swept."""
        needed = objects(prepared.trees) | {f"{TREES}/{sha}.json" for sha in prepared.head.trees.values()}
        if prepared.sweep:
            return {one.name for one in self.bucket.listed() if OURS.search(one.name)} - needed
        before = prepared.before
        if before is None:
            return set()
        return (
            objects(before.trees) | {f"{TREES}/{sha}.json" for sha in before.head.trees.values()}
        ) - needed

    def _meet(self, local: Trees, *, take_over: bool) -> Common | None:
        """What a home that has not met the address has in common with it."""
        found = self.head()
        if found is None:
            return None
        head, etag = found
        trees = {} if take_over else {name: self.tree(sha) for name, sha in head.trees.items()}
        own = flat(local)
        if any(not same(own.get(path), one) for path, one in flat(trees).items()):
            raise ObjectStoreError(self._overtaken())
        return Common(etag, head if not take_over else Head({}), trees)

    def _send(self, wanted: dict[str, str], local: Trees, known: set[str], *, whole: bool) -> None:
        files = flat(local)
        there = {one.name: one.bytes for one in self.bucket.listed()} if whole or not known else {}

        def send(name: str) -> None:
            stored = files[wanted[name]]
            same = there.get(name) == stored.bytes
            if not same or (whole and self.bucket.sha256(name) != stored.sha256):
                self.bucket.put(name, self.home.root / wanted[name], stored.sha256)

        each(send, sorted(set(wanted) - known))

    def _write_tree(self, name: str, content: bytes) -> None:
        try:
            self.bucket.write(name, content, instead_of=None)
        except Overtaken:  # damaged: its name says what it must hold
            there = self.bucket.read(name)
            self.bucket.write(name, content, instead_of=there.etag if there else None)

    def _head(self, content: bytes) -> Head:
        try:
            return Head.from_bytes(content)
        except (ValueError, KeyError, TypeError) as error:
            raise ObjectStoreError(
                f"{self.address}/{self.kind.pointer}: expected the pointer that `scoreline` wrote, found "
                f"{type(error).__name__}: {error}; restore it, or `scoreline publish-to s3 --take-over`"
            ) from error

    def _overtaken(self) -> str:
        return (
            f"{self.address}/{self.kind.pointer}: another home wrote there; nothing of it was changed. Give "
            "this "
            "home an address of its own, or, if it is the one that counts, `scoreline publish-to s3 "
            "--take-over`"
        )
