"""Two tables row by row, paired by their key: rows that one side lacks, and columns that differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from dagster_project.publication.tables import quoted

PUBLISHED, RECOMPUTED, VALUE = "only published", "only recomputed", "value"


@dataclass(frozen=True)
class Difference:
    """One row or value that is not the same; texts as the engine writes them, None for null.

    kind: `only published` and `only recomputed` are whole rows (`published` or `recomputed` hold the row as
    column to text), `value` is one column of a row that both sides have.
    """

    table: str
    kind: str
    key: dict[str, str | None]
    column: str | None
    published: Any
    recomputed: Any

    def __str__(self) -> str:
        """One line for a person."""
        key = ", ".join(f"{name}={value}" for name, value in self.key.items())
        if self.kind != VALUE:
            return f"{self.table} ({key}): {self.kind}"
        return (
            f"{self.table} ({key}), {self.column}: published {self.published}, recomputed {self.recomputed}"
        )


@dataclass(frozen=True)
class Compared:
    """Outcome for one table: rows on either side, rows that differ, and as many as were asked for."""

    table: str
    published_rows: int
    recomputed_rows: int
    differing_rows: int
    differences: tuple[Difference, ...]

    @property
    def equal(self) -> bool:
        """Whether both sides hold the same rows."""
        return self.differing_rows == 0 and self.published_rows == self.recomputed_rows


def compare(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: list[str],
    key: list[str],
    sides: tuple[str, str],
    most: int | None,
) -> Compared:
    """Compare two table expressions, (published, recomputed), with the same columns; keys are unique.

    `most` bounds how many differing rows are given in full, in the order of the key; None gives all.
    """
    published, recomputed = sides
    paired = " and ".join(f"p.{quoted(name)} is not distinct from r.{quoted(name)}" for name in key)
    differs = " or ".join(f"p.{quoted(name)} is distinct from r.{quoted(name)}" for name in columns)
    listed = ", ".join(quoted(name) for name in columns)
    texts = ", ".join(f"p.{quoted(name)}::varchar, r.{quoted(name)}::varchar" for name in columns)
    order = ", ".join(f"coalesce(p.{quoted(name)}, r.{quoted(name)}) nulls last" for name in key)
    pairs = (
        f"from (select true as here, {listed} from {published}) as p "
        f"full join (select true as here, {listed} from {recomputed}) as r on {paired} "
        f"where p.here is null or r.here is null or {differs}"
    )
    counts = [_count(connection, f"from {side}") for side in sides]
    differing = _count(connection, pairs)
    found: list[Difference] = []
    if differing:
        limit = "" if most is None else f" limit {most}"
        rows = connection.execute(f"select p.here, r.here, {texts} {pairs} order by {order}{limit}")
        while batch := rows.fetchmany(10_000):
            found.extend(difference for row in batch for difference in _told(table, columns, key, row))
    return Compared(table, counts[0], counts[1], differing, tuple(found))


def _count(connection: duckdb.DuckDBPyConnection, source: str) -> int:
    row = connection.execute(f"select count(*) {source}").fetchone()
    return int(row[0]) if row else 0


def _told(table: str, columns: list[str], key: list[str], row: tuple[Any, ...]) -> Iterator[Difference]:
    """The differences of one pair of rows: presence of both sides, then both texts of each column."""
    published = dict(zip(columns, row[2::2], strict=True)) if row[0] else None
    recomputed = dict(zip(columns, row[3::2], strict=True)) if row[1] else None
    if published is None or recomputed is None:
        there = published or recomputed or {}
        kind = PUBLISHED if recomputed is None else RECOMPUTED
        yield Difference(table, kind, {name: there[name] for name in key}, None, published, recomputed)
        return
    for name in columns:
        if published[name] != recomputed[name]:
            at = {part: published[part] for part in key}
            yield Difference(table, VALUE, at, name, published[name], recomputed[name])
