"""Tables `raw.source` and `raw.delivery`: what was to come, and every delivery that came.

A source that never delivered anything stands in no ledger, so the sources file says what was to come. The
same bytes under two names are one row of `raw.file` but two deliveries: an empty night's header line, say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dagster_project.home import Home
from dagster_project.ingest.declared.sources import Source
from dagster_project.ingest.ledger import latest_deliveries, read_ledger
from dagster_project.quarantine.marks import is_correction
from dagster_project.warehouse.filling import fill

if TYPE_CHECKING:
    import duckdb


def write_sources(connection: duckdb.DuckDBPyConnection, home: Home, sources: list[Source]) -> None:
    """Fill both tables anew."""
    fill(
        connection,
        "source",
        "source VARCHAR, entity VARCHAR, layout VARCHAR, mode VARCHAR, expected_days VARCHAR, "
        "arrives_by VARCHAR",
        [
            (
                source.name,
                source.entity.name,
                source.layout.name,
                source.mode,
                source.expected_days,
                source.arrives_by,
            )
            for source in sources
        ],
    )
    fill(
        connection,
        "delivery",
        "file_id VARCHAR, source VARCHAR, name VARCHAR, exported_at TIMESTAMP, written_at TIMESTAMP, "
        "is_readable BOOLEAN, is_correction BOOLEAN",
        [
            (
                told["file_id"],
                told["source"],
                told["name"],
                told["exported_at"],
                told["mtime"],
                told["status"] != "unreadable",
                is_correction(told["name"], told["unknown_columns"] or ()),
            )
            for told in sorted(latest_deliveries(read_ledger(home)).values(), key=lambda told: told["name"])
        ],
    )
