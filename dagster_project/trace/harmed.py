"""Whether the lines that a trace shows are those that were read from the exports."""

from __future__ import annotations

from pathlib import Path

from dagster_project.ingest.damage import hashes_now
from dagster_project.ingest.kept import hash_now, hash_of
from dagster_project.trace.books import Books
from dagster_project.trace.tree import Check


def harmed(books: Books) -> list[Check]:
    """A check that differs for each used file of rows that is not what the ledger says."""
    home = books.opened.home
    expected = hashes_now(home)
    used: dict[str, tuple[str, list[Path]]] = {}
    for each in books.every():
        for file_id in each.store.used:
            file = each.store.files[file_id]
            if file.rows_path is not None:
                path = Path(file.rows_path).relative_to(home.root.resolve()).as_posix()
                used[path] = file.name, each.store.parts(file)
    checks = []
    for path, (name, parts) in sorted(used.items()):
        told = hash_now(expected, path, None)
        check = Check(f"rows of {name} ({path}) by their SHA-256", told, hash_of(parts))
        if not check.agrees:
            checks.append(check)
    return checks
