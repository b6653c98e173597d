"""What a layout says: how a file is cut into columns and which of them make which canonical column."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from dagster_project.ingest.entities import Entity

READER_VERSION = "1"
"""Raised when the reader would make other rows from the same bytes and layout; everything is then read anew.
"""

EPOCHS = {"epoch": 1, "epoch_ms": 1000}
"""Time formats that are numbers: units per second since 1970 in UTC."""


@dataclass(frozen=True)
class Condition:
    """A file's column holds one of `values` (surrounding blanks apart), or none of them."""

    column: str
    values: tuple[str, ...]
    negated: bool


@dataclass(frozen=True)
class When:
    """If every condition holds the canonical column is `then` (None: not given)."""

    conditions: tuple[Condition, ...]
    then: str | None


@dataclass(frozen=True)
class Rule:
    """How one canonical column is made.

    In this order: the first `whens` that holds; else `const`, or the `sources` joined by `join` (or the first
    of them that is not blank); then `blank`, `mapping`, `time_formats`, `unit`. `optional`: a blank is "not
    given".
    """

    column: str
    sources: tuple[str, ...] = ()
    join: str | None = None
    first_of: bool = False
    const: str | None = None
    blank: tuple[str, ...] = ()
    mapping: tuple[tuple[str, str], ...] = ()
    whens: tuple[When, ...] = ()
    time_formats: tuple[str, ...] = ()
    unit: str = "s"
    optional: bool = False

    @property
    def reads(self) -> tuple[str, ...]:
        """Every column of the file that the rule looks at, once each."""
        conditions = (condition.column for when in self.whens for condition in when.conditions)
        return tuple(dict.fromkeys([*self.sources, *conditions]))

    @property
    def carries_offset(self) -> bool:
        """Whether its times, if it has any, say their own offset from UTC."""
        if not self.sources:
            return True
        return bool(self.time_formats) and all(f in EPOCHS or "%z" in f for f in self.time_formats)


@dataclass(frozen=True)
class Layout:
    """A declared form of files. `rules` is empty for the project's own form (`canonical`)."""

    name: str
    path: Path
    content: bytes
    entity: str | None = None
    canonical: bool = False
    files: tuple[str, ...] = (".csv",)
    delimiter: str = ","
    quote: str | None = '"'
    encoding: str = "detect"
    header: bool = True
    names: tuple[str, ...] = ()
    skip_lines: int = 0
    times_carry_offset: bool = False
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()

    def rules_for(self, entity: Entity) -> tuple[Rule, ...]:
        """One rule per canonical column that a file of this layout can give."""
        if not self.canonical:
            return self.rules
        return tuple(Rule(column.name, sources=(column.name,)) for column in entity.columns)

    def key_for(self, entity: Entity) -> str:
        """12 hex digits that change whenever the same bytes may give other rows."""
        digest = hashlib.sha256()
        for part in (self.content, entity.content, READER_VERSION.encode()):
            digest.update(hashlib.sha256(part).digest())
        return digest.hexdigest()[:12]

    def takes(self, name: str) -> bool:
        """Whether the file's name ends as files of this layout do; `.gz` may follow."""
        return name.lower().removesuffix(".gz").endswith(self.files)

    def needs_zone(self, entity: Entity) -> bool:
        """Whether its source must declare a time zone: a vendor's times without offset."""
        if self.canonical or self.times_carry_offset:
            return False
        kinds = {column.name: column.kind for column in entity.columns}
        return any(kinds.get(r.column) == "timestamp" and not r.carries_offset for r in self.rules)
