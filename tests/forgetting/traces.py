"""Everything that a home holds, unpacked, to look for somebody in it."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import zstandard


def found_in(home: Path, words: Iterable[str]) -> dict[str, list[str]]:
    """Word to the files that hold it: as bytes, unpacked, in any cell of a Parquet file or a database."""
    places: dict[str, list[str]] = {}
    sought = {word: word.encode() for word in words}
    for path in sorted(home.rglob("*")):
        if path.is_file():
            content = b"\n".join(contents(path))
            for word, encoded in sought.items():
                if encoded in content or word.encode("gb18030") in content:
                    places.setdefault(word, []).append(path.relative_to(home).as_posix())
    return places


def contents(path: Path) -> Iterator[bytes]:
    """The bytes of a file, and what they stand for."""
    data = path.read_bytes()
    yield data
    if path.suffix == ".zst":
        plain = zstandard.ZstdDecompressor().decompressobj().decompress(data)
        yield plain
        if plain.startswith(b"\x1f\x8b"):
            yield gzip.decompress(plain)
    if path.suffix in (".parquet", ".duckdb"):
        yield from cells(path)


def cells(path: Path) -> Iterator[bytes]:
    """Every text of every table in the file."""
    with duckdb.connect() as connection:
        if path.suffix == ".parquet":
            tables = [f"'{path}'"]
        else:
            connection.execute(f"attach '{path}' as looked_at (read_only)")
            names = connection.execute(
                "select schema_name || '.' || table_name from duckdb_tables() "
                "where database_name = 'looked_at'"
            ).fetchall()
            tables = [f"looked_at.{name}" for (name,) in names]
        for table in tables:
            rows = connection.execute(f"select t::varchar from {table} as t").fetchall()
            yield "\n".join(row for (row,) in rows).encode()
