"""Files of the raw store held against their hashes: what is missing, and what is no longer what was kept.

The original bytes are named by their SHA-256; the hashes of the rows that were made of them stand in the
ledger.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import zstandard

from dagster_project.forgetting.overlay import Overlay, read_overlay
from dagster_project.home import Home
from dagster_project.ingest.kept import ORIGINAL, Kept, hash_of
from dagster_project.ingest.ledger import read_ledger
from dagster_project.ingest.original import CHUNK


@dataclass(frozen=True)
class Damage:
    """What is wrong with it, in words that say which delivery it belongs to."""

    kept: Kept
    what: str

    def __str__(self) -> str:
        """`<file>: <what>; the original of delivery <name>`."""
        return f"{self.kept.paths[0]}: {self.what}; {self.kept.kind} of delivery {self.kept.delivery}"


def damage_of(kept: Kept) -> Damage | None:
    """Hash it; None if it is sound."""
    missing = [path for path in kept.paths if not path.is_file()]
    if missing:
        return Damage(kept, f"{', '.join(path.name for path in missing)} is gone")
    if kept.sha256 is None:
        return None
    try:
        found = _content_hash(kept.paths[0]) if kept.kind == ORIGINAL else hash_of(list(kept.paths))
    except zstandard.ZstdError as error:
        return Damage(kept, f"cannot be unpacked ({error})")
    return None if found == kept.sha256 else Damage(kept, f"expected SHA-256 {kept.sha256}, found {found}")


def _content_hash(path: Path) -> str:
    """SHA-256 of the bytes that were packed. Raises ZstdError; a file that ends early gives another hash."""
    digest = hashlib.sha256()
    with path.open("rb") as source:
        for chunk in zstandard.ZstdDecompressor().read_to_iter(source, read_size=CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def hashes_now(home: Home) -> Overlay:
    """The hash that each file of rows must have now: its last reading's, or a forgetting's."""
    ledger = [line for line in read_ledger(home) if line["rows_path"]]
    return {line["rows_path"]: {"sha256": line["rows_hash"]} for line in ledger} | read_overlay(home)
