"""Schema `raw` of the warehouse: the delivery ledger and the home's inputs as dbt reads them."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from dagster_project.home import Home
from dagster_project.ingest.ledger import Delivery, current_files, read_ledger
from dagster_project.quarantine.marks import corrected, is_correction
from dagster_project.warehouse.closed_tables import write_closed
from dagster_project.warehouse.deliveries import Names, by_name
from dagster_project.warehouse.filling import fill, read_parquets
from dagster_project.warehouse.phone_regions import phone_regions

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class FileRows:
    """One landed file as the warehouse sees it; a row of `raw.file`.

    file_no orders files by export time and name; rows_path and refused_path are absolute; in_scope: the
    latest delivery of its name, and delivered since the current publication; superseded: a snapshot that a
    newer one of the same source replaced (a correction mends its rows and replaces nothing); is_moved: known,
    but not where it stood among the others, since delivered again or replaced; corrects: by its name, the
    start of the SHA-256 of what it corrects; redelivered_as: the readable file that lies under its name now
    as the same export; unknown_columns and notes: JSON lists of text.
    """

    file_id: str
    entity: str
    source: str
    name: str
    bytes: int
    exported_at: str
    file_no: int
    rows_path: str | None
    refused_path: str | None
    time_zone: str
    region: str
    key_space: str
    mode: str
    status: str
    reason: str | None
    truncated: bool
    rows_read: int | None
    layout_key: str
    layout: str | None
    trunk_prefix: str | None
    unknown_columns: str
    notes: str
    is_correction: bool
    corrects: str | None
    redelivered_as: str | None
    previous_file_id: str | None
    superseded: bool
    in_scope: bool
    is_new: bool = True
    is_moved: bool = False

    def marked(self, *, is_new: bool, is_moved: bool) -> FileRows:
        """The same row with what this night has to do with it."""
        return replace(self, is_new=is_new, is_moved=is_moved)

    @property
    def staged_by(self) -> str:
        """All that decides what staging makes of its rows."""
        said = (self.layout_key, self.layout, self.entity, self.source, self.time_zone, self.region)
        return "|".join(str(part) for part in (*said, self.key_space, self.trunk_prefix))

    @property
    def standing(self) -> str:
        """All that decides which of its rows hold against those of other files."""
        return f"{self.exported_at}|{self.name}|{self.superseded}"


_TYPES = {"int": "BIGINT", "bool": "BOOLEAN", "int | None": "BIGINT"}


def file_rows(
    home: Home,
    site_zone: str,
    region: str,
    published_at: str | None,
    ledger: list[Delivery] | None = None,
) -> list[FileRows]:
    """Every file of the ledger by export time and name; `published_at` (UTC ISO) bounds `in_scope`, `ledger`
    stands in for the home's own, as it was at an earlier time, say.
    """
    ledger = read_ledger(home) if ledger is None else ledger
    names = by_name(ledger)
    latest = names.latest
    ordered = sorted(current_files(ledger), key=lambda f: (f["exported_at"], f["name"], f["file_id"]))
    # The same bytes are one file, whichever sources they came to: an empty night's header line, say.
    files = list({f["file_id"]: f for f in reversed(ordered)}.values())[::-1]
    whole = [f["mode"] == "snapshot" and f["status"] == "read" and not _is_correction(f) for f in files]
    newest = {f["source"]: place for place, f in enumerate(files, start=1) if whole[place - 1]}
    return [
        FileRows(
            file_id=f["file_id"],
            entity=f["entity"],
            source=f["source"],
            name=f["name"],
            bytes=f["bytes"],
            exported_at=f["exported_at"],
            file_no=number,
            rows_path=_absolute(home, f["rows_path"]),
            refused_path=_absolute(home, f["refused_path"]),
            time_zone=f["time_zone"] or site_zone,
            region=f["region"] or region,
            key_space=f["key_space"] or "",
            mode=f["mode"],
            status=f["status"],
            reason=f["reason"],
            truncated=bool(f["truncated"]),
            rows_read=f["rows_read"],
            layout_key=f["layout_key"],
            layout=f["layout"],
            trunk_prefix=f["trunk_prefix"],
            unknown_columns=_listed(f["unknown_columns"]),
            notes=_listed(f["notes"]),
            is_correction=_is_correction(f),
            corrects=corrected(f["name"]),
            redelivered_as=_redelivered_as(f, names),
            previous_file_id=names.previous.get(f["file_id"]),
            superseded=f["mode"] == "snapshot" and number < newest.get(f["source"], 0),
            in_scope=f["file_id"] in latest and (published_at is None or latest[f["file_id"]] > published_at),
        )
        for number, f in enumerate(files, start=1)
    ]


def _redelivered_as(delivery: dict[str, Any], names: Names) -> str | None:
    """A name that is written anew every night bears another export each time, which mends nothing."""
    now = names.redelivered.get(delivery["file_id"])
    return now["file_id"] if now is not None and now["exported_at"] == delivery["exported_at"] else None


def _is_correction(delivery: dict[str, Any]) -> bool:
    return is_correction(delivery["name"], delivery["unknown_columns"] or ())


def _listed(texts: list[str] | None) -> str:
    """A list of texts as JSON; an empty one where the ledger has none."""
    return json.dumps(texts or [], ensure_ascii=False)


def _absolute(home: Home, path: str | None) -> str | None:
    return None if path is None else str((home.root / path).resolve())


def write_raw(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    files: list[FileRows],
    as_of: date,
    previous_as_of: date | None,
) -> None:
    """Make schema `raw` anew."""
    connection.execute("create schema if not exists raw")
    columns = ", ".join(f"{f.name} {_TYPES.get(str(f.type), 'VARCHAR')}" for f in fields(FileRows))
    fill(connection, "file", columns, (astuple(row) for row in files))
    fill(connection, "run", "as_of DATE, previous_as_of DATE", [(as_of, previous_as_of)])
    regions = phone_regions({row.region for row in files})
    region_columns = (
        "region VARCHAR, country_code VARCHAR, national_prefix VARCHAR, idd_prefix VARCHAR, "
        "min_length INTEGER, max_length INTEGER"
    )
    fill(connection, "phone_region", region_columns, regions)
    refused = [row.refused_path for row in files if row.refused_path is not None]
    read_parquets(
        connection,
        "refused_line",
        "file_id VARCHAR, line_no BIGINT, column_name VARCHAR, value VARCHAR, expected VARCHAR, line VARCHAR",
        refused,
    )
    write_closed(connection, home)
