"""Hashes of rows.

Two kinds, for two uses:

* the *fingerprint* (count, sum and xor of the engine's own row hash) is cheap and does not need an order.
  It finds what changed since the publication before, and proves that what was written is what was read.
  It means nothing between two releases of the engine.
* the *hash* is what the manifest promises: SHA-256 over the canonical text of the rows in key order, the
  same on every machine, thread count and order of arrival.

Canonical text of a row: for text `<bytes of UTF-8>:<text>|`, null `:|`; for anything else its ISO or decimal
text with all its places and `|`, null `|`. A block is 65,536 rows: SHA-256 over the MD5 (hex) of each row's
text. A file's hash is SHA-256 over its blocks' hex, a table's over its columns and its files' names, rows and
hashes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import duckdb

from dagster_project.errors import ScorelineError
from dagster_project.publication.tables import Table, quoted

BLOCK_ROWS = 65_536
SLICE_BLOCKS = 32
"""Blocks hashed by one query: bounds the memory, whatever the size of a file."""

Fingerprint = tuple[int, str, str]
"""Rows, sum and xor of the engine's row hashes (decimal text: they pass 64 bits)."""


def fingerprint_sql(table: Table) -> str:
    """Three select expressions that make a `Fingerprint`."""
    columns = ", ".join(table.names)
    return (
        f"count(*), coalesce(sum(hash({columns})), 0)::varchar, "
        f"coalesce(bit_xor(hash('xor', {columns})), 0)::varchar"
    )


def fingerprint(connection: duckdb.DuckDBPyConnection, table: Table, source: str) -> Fingerprint:
    """The fingerprint of all rows of `source`, a table expression with the table's columns."""
    row = connection.execute(f"select {fingerprint_sql(table)} from {source}").fetchone()
    if row is None:
        raise ScorelineError(f"{table.name}: no count could be read")
    return row[0], row[1], row[2]


def row_text_sql(table: Table) -> str:
    """An expression for the canonical text of a row (module docstring). `concat` reads null as empty text."""
    parts = [
        f"strlen({quoted(name)}), ':', {quoted(name)}" if kind == "VARCHAR" else quoted(name)
        for name, kind in table.columns
    ]
    return "concat(" + ", '|', ".join(parts) + ", '|')"


def file_hash(connection: duckdb.DuckDBPyConnection, table: Table, file: Path, rows: int) -> str:
    """Hex hash of a Parquet file whose rows stand in key order, read from the file itself."""
    digest = hashlib.sha256()
    for start in range(0, rows, BLOCK_ROWS * SLICE_BLOCKS):
        blocks = connection.execute(
            f"""
            select sha256(string_agg(md5({row_text_sql(table)}), '' order by file_row_number))
            from read_parquet(?, file_row_number = true, hive_partitioning = false)
            where file_row_number >= ? and file_row_number < ?
            group by file_row_number // {BLOCK_ROWS}
            order by file_row_number // {BLOCK_ROWS}
            """,
            [str(file), start, start + BLOCK_ROWS * SLICE_BLOCKS],
        ).fetchall()
        for (block,) in blocks:
            digest.update(block.encode())
    return digest.hexdigest()


def table_hash(table: Table, files: Iterable[tuple[str, int, str]]) -> str:
    """Hex hash of a table from (chunk name, rows, hash) of its files."""
    lines = [table.name, *table.header, *(f"{name} {rows} {hashed}" for name, rows, hashed in sorted(files))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def tables_hash(hashes: dict[str, str]) -> str:
    """Hex hash of a publication from the hashes of its tables by name."""
    return hashlib.sha256("\n".join(f"{name} {hashes[name]}" for name in sorted(hashes)).encode()).hexdigest()
