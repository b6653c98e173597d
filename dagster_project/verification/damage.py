"""What a publication was made from, held against its hashes before anything is made of it again."""

from __future__ import annotations

from typing import Any

from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.ingest.damage import Damage, damage_of, hashes_now
from dagster_project.ingest.kept import kept_of
from dagster_project.ingest.ledger import current_files, read_ledger
from dagster_project.ingest.original import sha256_of
from dagster_project.publication.versions import current


def damaged_ledger(home: Home, inputs: dict[str, Any]) -> list[str]:
    """Segments that are gone or are no longer what the run had read, a sentence each."""
    problems = []
    for told in inputs.get("ledger", ()):
        path = home.ledger / told["segment"]
        if not path.is_file():
            problems.append(f"{path}: is gone; a segment of the ledger")
        elif (found := sha256_of(path)) != told["sha256"]:
            problems.append(
                f"{path}: expected SHA-256 {told['sha256']}, found {found}; a segment of the ledger"
            )
    return problems


def require_sound_ledger(home: Home) -> None:
    """Raise ScorelineError where the ledger is not what the current publication was made from."""
    published = current(home)
    damaged = damaged_ledger(home, published.content.get("inputs", {})) if published else []
    if damaged:
        raise ScorelineError("\n  ".join(["the ledger is damaged; restore it from a backup:", *damaged]))


def damaged_raw(home: Home, then: Home) -> tuple[int, list[Damage]]:
    """Files looked at, and those of them that are not what the ledger says; `then` is the home as it was.

    Rows that were read again from the same bytes since bear the hash of their last reading, files that were
    rewritten to forget somebody the one that they had then.
    """
    last = hashes_now(home)
    kept = [each for line in current_files(read_ledger(then)) for each in kept_of(home, line, last)]
    found = [damage for each in kept if (damage := damage_of(each)) is not None]
    return len(kept), found
