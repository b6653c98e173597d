"""The folder that holds all that the job keeps, and where each thing stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
"""The checkout: `dbt_models/`, `expectations/` and `seeds/` stand in it."""


@dataclass(frozen=True)
class Home:
    """Paths of one home; nothing is opened or made by naming them."""

    root: Path

    @property
    def raw_files(self) -> Path:
        """Original bytes of every landed file, `<sha256>.zst`."""
        return self.root / "raw" / "files"

    @property
    def raw_rows(self) -> Path:
        """Parquet files of text columns, one folder per entity."""
        return self.root / "raw" / "rows"

    @property
    def raw_refused(self) -> Path:
        """Parquet files of the lines that could not be read, with their reasons."""
        return self.root / "raw" / "refused"

    @property
    def ledger(self) -> Path:
        """Append-only record of deliveries, one segment per run."""
        return self.root / "raw" / "ledger"

    @property
    def cache(self) -> Path:
        """What only saves time: may be deleted at any moment."""
        return self.root / "cache"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file that dbt works in: a cache, made again from raw when it is gone."""
        return self.root / "warehouse" / "scoreline.duckdb"

    @property
    def warehouse_state(self) -> Path:
        """What the warehouse was built from; absent while a build is under way."""
        return self.root / "warehouse" / "state.json"

    @property
    def published(self) -> Path:
        """Publications `vNNNNNN` and the link `current`."""
        return self.root / "published"

    @property
    def closed(self) -> Path:
        """Frozen months: an input of every later run."""
        return self.root / "closed"

    @property
    def keys(self) -> Path:
        """Keys of the hash of numbers, `<sha256>`, private: publications name them by their hashes."""
        return self.root / "keys"

    @property
    def dagster(self) -> Path:
        """Dagster's own storage of runs."""
        return self.root / "dagster"

    @property
    def lock_file(self) -> Path:
        """Held by the one job that may write to this home."""
        return self.root / "lock"

    def ensure(self) -> Home:
        """Make the folders that every run writes to."""
        for folder in (
            self.raw_files,
            self.raw_rows,
            self.raw_refused,
            self.ledger,
            self.cache,
            self.warehouse.parent,
            self.published,
            self.closed,
            self.dagster,
        ):
            folder.mkdir(parents=True, exist_ok=True)
        return self
