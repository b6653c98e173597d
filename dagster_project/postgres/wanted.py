"""What a publication wants to stand in Postgres: tables with types, keys, comments, and their parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from dagster_project.publication.versions import Manifest

TYPES = {
    "VARCHAR": "text",
    "DATE": "date",
    "TIMESTAMP": "timestamp without time zone",
    "BOOLEAN": "boolean",
    "TINYINT": "smallint",
    "SMALLINT": "smallint",
    "INTEGER": "integer",
    "BIGINT": "bigint",
}
"""Types of the published tables in Postgres's own words (`format_type`); decimals keep their places."""

RECORDS = Path(__file__).with_name("records.yml")
"""Comments on the tables that no dbt model makes."""

MODELS = "sql/models/candidate"


@dataclass(frozen=True)
class Part:
    """Rows that one file of the publication holds; `first_day` names their month, None the whole table."""

    path: str
    hash: str
    rows: int
    first_day: str | None


@dataclass(frozen=True)
class Wanted:
    """One table: columns as (name, type in DuckDB, type in Postgres)."""

    name: str
    columns: tuple[tuple[str, str, str], ...]
    key: tuple[str, ...]
    month: str | None
    rows: int
    parts: tuple[Part, ...]
    comment: str = ""
    comments: dict[str, str] = field(default_factory=dict)


def wanted_tables(manifest: Manifest) -> list[Wanted]:
    """Every table of the publication, described in the words that the publication itself carries."""
    described = _described(manifest.folder)
    return [_wanted(name, told, described.get(name, {})) for name, told in sorted(manifest.tables.items())]


def postgres_type(kind: str) -> str:
    """`numeric(18,4)` for `DECIMAL(18,4)`; raises KeyError for a type that no published table may have."""
    decimal = re.fullmatch(r"DECIMAL\((\d+),(\d+)\)", kind)
    return f"numeric({decimal[1]},{decimal[2]})" if decimal else TYPES[kind]


def _wanted(name: str, told: dict[str, Any], described: dict[str, Any]) -> Wanted:
    columns = [column.rsplit(" ", 1) for column in told["columns"]]
    return Wanted(
        name=name,
        columns=tuple((column, kind, postgres_type(kind)) for column, kind in columns),
        key=tuple(told["key"]),
        month=told["month"],
        rows=told["rows"],
        parts=tuple(
            Part(file["path"], file["hash"], file["rows"], file["first_day"]) for file in told["files"]
        ),
        comment=_one_line(described.get("description")),
        comments={
            column["name"]: text
            for column in described.get("columns", [])
            if (text := _one_line(column.get("description")))
        },
    )


def _described(folder: Path) -> dict[str, dict[str, Any]]:
    """By table: the entry under `models` of the publication's own copy of the dbt project."""
    files = [RECORDS, *sorted((folder / MODELS).glob("*.yml"))]
    return {
        model["name"]: model
        for file in files
        for model in (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).get("models", [])
    }


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())
