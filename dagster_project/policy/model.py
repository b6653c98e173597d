"""A policy as it was read: rows of text with their lines, the settings, the bytes they came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One record. `values` holds the stripped text of every column of the header; `line_no` counts from 1."""

    line_no: int
    values: dict[str, str]

    def text(self, column: str) -> str:
        """The cell's text; blank where the file lacks the column."""
        return self.values.get(column, "")


@dataclass(frozen=True)
class PolicyTable:
    """One file. `columns` are those of its header; a file that may be missing and is has none."""

    name: str
    columns: tuple[str, ...]
    rows: list[Row]


@dataclass(frozen=True)
class Settings:
    """The values of `settings.csv`; what the file leaves out has its shipped default.

    `standard_week_days` is in days, `min_talk_seconds` in seconds; `first_day` None means the first day
    with a call or opportunity. `number_key` keys the hash of customers known by their number alone.
    Publications of the last `retention_nights` nights stay, `scoreline.duckdb` those of
    `retention_database_nights`.
    """

    time_zone: str
    standard_week_days: Decimal
    min_talk_seconds: Decimal
    default_phase: str
    first_day: date | None
    default_region: str
    currency: str
    core_scheme: str
    opportunity_credit: str
    site_id: str
    number_key: str
    retention_nights: int
    retention_database_nights: int


@dataclass(frozen=True)
class Policy:
    """One policy folder, held in memory: later changes to the files do not reach it."""

    folder: Path
    tables: dict[str, PolicyTable]
    settings: Settings
    contents: dict[str, bytes]

    @cached_property
    def hash(self) -> str:
        """SHA-256 over the name, length and bytes of every policy file, sorted by name."""
        digest = hashlib.sha256()
        for name in sorted(self.contents):
            content = self.contents[name]
            digest.update(f"{name}\n{len(content)}\n".encode())
            digest.update(content)
        return digest.hexdigest()

    @property
    def files(self) -> dict[str, Path]:
        """Every file that was read, by its name; `contents` has the bytes that were read from it."""
        return {name: self.folder / name for name in sorted(self.contents)}
