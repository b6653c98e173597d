"""What a layout says: how a file is cut into columns and which of them make which canonical column."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from dagster_project.ingest.declared.entities import Entity
from dagster_project.ingest.declared.forms import CORRECTIONS, inner_name

READER_VERSION = "3"
"""Raised when the reader would make other rows from the same bytes and layout; everything is then read anew.
"""

EPOCHS = {"epoch": 1, "epoch_ms": 1000}
"""Time formats that are numbers: units per second since 1970 in UTC."""
NUMBERS = (*EPOCHS, "excel")
"""Time formats that are numbers; `excel` counts days of local time."""


@dataclass(frozen=True)
class Condition:
    """A file's column holds one of `values`, or fits `pattern` as a whole (surrounding blanks apart);
    `negated`: it does not.
    """

    column: str
    values: tuple[str, ...] = ()
    pattern: str | None = None
    negated: bool = False

    @property
    def wanted(self) -> str:
        """What is asked for, in words."""
        told = f"text like {self.pattern}" if self.pattern is not None else f"one of {', '.join(self.values)}"
        return f"anything but {told}" if self.negated else told


@dataclass(frozen=True)
class When:
    """If every condition holds the canonical column is `then` (None: not given), or is made of the first of
    the columns `then_from` that is not blank.
    """

    conditions: tuple[Condition, ...]
    then: str | None = None
    then_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class Origin:
    """Columns of the file whose texts are joined; `hashed`: only a hash of them goes on, since an id that is
    made of a name or a number would be published.
    """

    columns: tuple[str, ...]
    hashed: bool = False


@dataclass(frozen=True)
class Rule:
    """How one canonical column is made.

    In this order: the first `whens` that holds; else `const`, or the first of `sources` that is not blank
    (its columns joined by `join`); then `extract`, `without`, `blank`, `mapping`, `time_formats`, `unit`.
    `optional`: a blank is "not given".
    """

    column: str
    sources: tuple[Origin, ...] = ()
    join: str = "|"
    const: str | None = None
    extract: str | None = None
    without: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    mapping: tuple[tuple[str, str], ...] = ()
    whens: tuple[When, ...] = ()
    time_formats: tuple[str, ...] = ()
    unit: str = "s"
    optional: bool = False

    @property
    def reads(self) -> tuple[str, ...]:
        """Every column of the file that the rule looks at, once each."""
        parts = [name for source in self.sources for name in source.columns]
        conditions = [condition.column for when in self.whens for condition in when.conditions]
        chosen = [name for when in self.whens for name in when.then_from]
        return tuple(dict.fromkeys([*parts, *conditions, *chosen]))

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
    title: str = ""
    certainty: str = "documented"
    note: tuple[str, ...] = ()
    entity: str | None = None
    canonical: bool = False
    files: tuple[str, ...] = (".csv",)
    delimiter: str = ","
    quote: str | None = '"'
    encoding: str = "detect"
    header: bool = True
    names: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    skip_lines: int = 0
    trailer: tuple[str, ...] = ()
    records: str | None = None
    explode: str | None = None
    sheets: tuple[str, ...] = ()
    recognise: tuple[Condition, ...] = ()
    times_carry_offset: bool = False
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()

    def rules_for(self, entity: Entity) -> tuple[Rule, ...]:
        """One rule per canonical column that a file of this layout can give."""
        if not self.canonical:
            return self.rules
        own = {rule.column: rule for rule in self.rules}
        return tuple(
            own.get(column.name, Rule(column.name, sources=(Origin((column.name,)),)))
            for column in entity.columns
        )

    def wanted(self, entity: Entity) -> tuple[str, ...]:
        """Every column of the file that the layout knows, once each."""
        read = [name for rule in self.rules_for(entity) for name in rule.reads]
        looked_at = [condition.column for condition in self.recognise]
        return tuple(dict.fromkeys([*read, *looked_at, *self.unused]))

    def key_for(self, entity: Entity) -> str:
        """12 hex digits that change whenever the same bytes may give other rows."""
        digest = hashlib.sha256()
        for part in (self.content, entity.content, READER_VERSION.encode()):
            digest.update(hashlib.sha256(part).digest())
        return digest.hexdigest()[:12]

    def takes(self, name: str) -> bool:
        """Whether the file's name ends as files of this layout do, packed or not."""
        corrections = tuple(CORRECTIONS[ending] for ending in self.files if ending in CORRECTIONS)
        return inner_name(name).endswith((*self.files, *corrections))

    def delimiter_for(self, name: str) -> str:
        """The delimiter; a tab in a `.tsv` file of a layout that does not name another."""
        return "\t" if self.delimiter == "," and inner_name(name).endswith(".tsv") else self.delimiter

    def needs_zone(self, entity: Entity) -> bool:
        """Whether its source must declare a time zone: a vendor's times without offset."""
        if self.canonical or self.times_carry_offset:
            return False
        kinds = {column.name: column.kind for column in entity.columns}
        return any(kinds.get(r.column) == "timestamp" and not r.carries_offset for r in self.rules)
