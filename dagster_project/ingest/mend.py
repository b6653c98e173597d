"""Damaged files of the raw store: found before they are used, named, and taken again where that is possible.

Rows and refused lines are made again from the original bytes; original bytes come again from the landing
folder, if the very same file still lies there. What is taken away here is missing for the rest of the run,
which then reads it anew like anything it has not read yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.ingest.damage import Damage, damage_of
from dagster_project.ingest.kept import ORIGINAL, Kept, Seen, in_force
from dagster_project.ingest.ledger import Delivery


def take_away_damaged(
    home: Home, ledger: Iterable[Delivery], landed: AbstractSet[str], *, whole: bool
) -> list[str]:
    """Take away what is damaged, so that it is made or taken again; a sentence for each.

    Hashes what is suspected, or all rows if `whole` (they are about to be read). `landed` has the SHA-256 of
    every file in the landing folder. Raises ScorelineError, and takes nothing away, if original bytes are
    damaged that do not lie there any more.
    """
    seen = Seen(home)
    damaged = []
    for kept in in_force(home, ledger):
        if (whole and kept.kind != ORIGINAL) or not seen.untouched(kept):
            damage = damage_of(kept)
            damaged += [damage] if damage else []
    lost = [each for each in damaged if not _comes_again(each.kept, landed)]
    if lost:
        raise ScorelineError(
            "\n  ".join(
                [
                    "the raw store is damaged, and what was lost lies no more in the landing folder:",
                    *(str(each) for each in lost),
                    "restore these files from a backup, or land the same files again",
                ]
            )
        )
    for each in damaged:
        for path in each.kept.paths:
            path.unlink(missing_ok=True)
    return [f"{each}: {_again(each)}" for each in damaged]


def note_sound(home: Home, ledger: Iterable[Delivery]) -> None:
    """Remember the state of everything in force. Raises ScorelineError for what could not be made again."""
    held = in_force(home, ledger)
    gone = [kept for kept in held if not all(path.is_file() for path in kept.paths)]
    if gone:
        raise ScorelineError(
            "\n  ".join(
                [
                    "these files were damaged and no source reads them any more:",
                    *(f"{kept.paths[0]}: {kept.kind} of delivery {kept.delivery}" for kept in gone),
                    "declare their source again, or restore them from a backup",
                ]
            )
        )
    Seen(home).save(held)


def _comes_again(kept: Kept, landed: AbstractSet[str]) -> bool:
    """Whether it can be taken from the landing folder, or made of bytes that are kept.

    Bytes that were rewritten to forget somebody are in nobody's landing folder.
    """
    if kept.kind == ORIGINAL:
        return kept.sha256 in landed
    return not kept.bytes_gone or kept.file_id in landed


def _again(damage: Damage) -> str:
    if damage.kept.kind == ORIGINAL:
        return "taken again from the landing folder"
    return "made again from the original bytes"
