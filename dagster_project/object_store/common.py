"""What a home and an address had in common when they last met: `<home>/remote/<name>.json`.

By it a home knows whether the address went on without it, and what it itself changed since. Deleted,
everything is compared by its hashes instead.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from dagster_project.home import Home
from dagster_project.ingest.aside import written_aside
from dagster_project.object_store.address import Address
from dagster_project.object_store.trees import Trees, from_bytes, to_bytes

FOLDER = "remote"


@dataclass(frozen=True)
class Head:
    """The pointer of an address: the SHA-256 of each tree's JSON, and facts for those who read it."""

    trees: dict[str, str]
    facts: dict[str, Any] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """As it stands at the address: facts first, for people look at them."""
        return (json.dumps({"format": 1, **self.facts, "trees": self.trees}, indent=1) + "\n").encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Head:
        """From its JSON. Raises ValueError, KeyError or TypeError for anything else."""
        told = json.loads(content)
        trees = {str(name): str(sha) for name, sha in told.pop("trees").items()}
        if told.pop("format") != 1:
            raise ValueError("format")
        return cls(trees, told)


@dataclass(frozen=True)
class Common:
    """The pointer with its entity tag, and the trees it led to."""

    etag: str
    head: Head
    trees: Trees


def read_common(home: Home, name: str, address: Address) -> Common | None:
    """What was had in common with that address; None where they never met."""
    try:
        told = json.loads((home.root / FOLDER / f"{name}.json").read_bytes())
        if told["address"] != str(address):
            return None
        trees = {tree: from_bytes(content.encode()) for tree, content in told["trees"].items()}
        return Common(told["etag"], Head.from_bytes(told["head"].encode()), trees)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def write_common(home: Home, name: str, address: Address, common: Common) -> None:
    """Remember it, in one step."""
    told = {
        "address": str(address),
        "etag": common.etag,
        "head": common.head.to_bytes().decode(),
        "trees": {tree: to_bytes(files).decode() for tree, files in common.trees.items()},
    }
    with written_aside(home.root / FOLDER / f"{name}.json") as aside:
        aside.write_text(json.dumps(told), encoding="utf-8")
