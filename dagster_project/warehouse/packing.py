"""Many small files of rows as a few: a cache between the raw store and staging.

The raw store keeps one Parquet file for each landed file, which is what traces, mending and forgetting go
by. The engine takes a thousandth of a second and more to open one, so thousands are packed by month of export
before they are derived from: the same rows, with the same file_id and line_no. A pack is named after what is
in it, and its own hash stands beside it; one that is not as it was written is made anew. It lies in
`<home>/cache`, which forgetting empties.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dagster_project.home import Home
from dagster_project.ingest.aside import written_aside
from dagster_project.ingest.damage import hashes_now
from dagster_project.ingest.original import sha256_of
from dagster_project.ingest.read.reading import copy_to_parquet
from dagster_project.warehouse.raw_tables import FileRows

if TYPE_CHECKING:
    import duckdb

SMALL = 1 << 18
"""Bytes of a landed file above which opening it is no matter."""
MANY = 100
"""Small files of one entity and month from which on they are packed."""


def packed(connection: duckdb.DuckDBPyConnection, home: Home, files: list[FileRows]) -> list[FileRows]:
    """The same files, the new small ones of a month and entity with the path of the pack that holds them all.

    The caller has seen to it that the rows are what the ledger says.
    """
    if sum(file.is_new for file in files) < MANY:
        return files
    hashes = {path: told["sha256"] for path, told in hashes_now(home).items()}
    groups: dict[tuple[str, str], list[FileRows]] = {}
    for file in files:
        if file.is_new and _fits(file) and _place(file) in hashes:
            groups.setdefault((file.entity, file.exported_at[:7]), []).append(file)
    many = {key: group for key, group in groups.items() if len(group) >= MANY}
    if not many:
        return files
    packs: dict[str, str] = {}
    for (entity, month), group in many.items():
        pack = _folder(home) / f"{entity}-{month}-{_name(group, hashes)}.parquet"
        if not _sound(pack):
            _write(connection, pack, sorted(str(file.rows_path) for file in group))
        packs |= {file.file_id: str(pack.resolve()) for file in group}
    _drop_others(home, {entity for entity, _ in many}, set(packs.values()))
    return [
        replace(file, rows_path=packs[file.file_id]) if file.is_new and file.file_id in packs else file
        for file in files
    ]


def _fits(file: FileRows) -> bool:
    """Whether its rows are one small file with the columns of its entity alone."""
    plain = file.unknown_columns == "[]" and not file.is_correction
    return plain and file.bytes <= SMALL and file.rows_path is not None and "*" not in file.rows_path


def _folder(home: Home) -> Path:
    return home.cache / "packs"


def _place(file: FileRows) -> str:
    """What the ledger calls the file of its rows: the last parts of its path, wherever the home stands."""
    return "/".join(Path(str(file.rows_path)).parts[-4:])


def _name(group: Iterable[FileRows], hashes: dict[str, str | None]) -> str:
    """SHA-256 over what the pack holds: each file's path and the hash of its rows as they are now."""
    told = "\n".join(sorted(f"{_place(file)} {hashes[_place(file)]}" for file in group))
    return hashlib.sha256(told.encode()).hexdigest()


def _beside(pack: Path) -> Path:
    return pack.with_suffix(".sha256")


def _sound(pack: Path) -> bool:
    try:
        return _beside(pack).read_text(encoding="ascii") == sha256_of(pack)
    except FileNotFoundError:
        return False


def _write(connection: duckdb.DuckDBPyConnection, pack: Path, paths: list[str]) -> None:
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    _beside(pack).unlink(missing_ok=True)
    with written_aside(pack) as aside:
        copy_to_parquet(connection, f"select * from read_parquet([{listed}])", aside)
    with written_aside(_beside(pack)) as aside:
        aside.write_text(sha256_of(pack), encoding="ascii")


def _drop_others(home: Home, entities: set[str], used: set[str]) -> None:
    """Remove the packs of these entities that held other files, so that the cache does not grow."""
    for pack in _folder(home).glob("*.parquet"):
        if pack.name.split("-")[0] in entities and str(pack.resolve()) not in used:
            _beside(pack).unlink(missing_ok=True)
            pack.unlink()
