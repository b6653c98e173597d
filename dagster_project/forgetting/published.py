"""Publications with the ids of forgotten people replaced: same rows, same counts, other ids.

Files without any of them stay as they are, hard links included; equal old files become equal new ones. The
manifest as it was published stays beside the new one, so that the chain of hashes can still be followed.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.publication.canonical import fingerprint, table_hash, tables_hash
from dagster_project.publication.database import write_database
from dagster_project.publication.parquet import Chunk, read, write_file
from dagster_project.publication.tables import DECLARED, Table, quoted
from dagster_project.publication.versions import MANIFEST, ORIGINAL, Manifest

if TYPE_CHECKING:
    import duckdb

OF_RUNS = {"publication", "gate_result", "restatement"}
SPEAKING = {"publication", "gate_result"}
"""Tables whose texts may name somebody: a merge cycle, say."""
SHORTEST = 4
"""Shorter ids are not looked for in texts, where they would be found in any number."""
UNITS = "forgotten_unit"


@dataclass
class Names:
    """What stands for what: published units of customers, and words in texts about the run."""

    units: Mapping[str, str]
    words: Mapping[str, str]

    def in_text(self, text: str) -> str:
        """A text with every such word replaced that stands by itself."""
        for old, new in sorted(self.words.items(), key=lambda item: -len(item[0])):
            if len(old) >= SHORTEST:
                text = re.sub(rf"(?<![0-9A-Za-z_]){re.escape(old)}(?![0-9A-Za-z_])", new, text)
        return text


@dataclass
class Publications:
    """Rewrites the publications of one home below `folder`; `made`: hash of an old file to its new one."""

    connection: duckdb.DuckDBPyConnection
    home: Home
    folder: Path
    names: Names
    made: dict[str, tuple[Path, dict[str, Any]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection.execute(f"create or replace temp table {UNITS} (old varchar, new varchar)")
        units = [*self.names.units.items()]
        self.connection.executemany(f"insert into {UNITS} values (?, ?)", units)

    def rewrite(self, manifest: Manifest, customers: int) -> dict[str, Path]:
        """Files by the path (below the home) that they will replace; none if nobody stands in it."""
        making = self.folder / "published" / manifest.folder.name
        content = json.loads(manifest.raw)
        content["gate"] = json.loads(self.names.in_text(json.dumps(content["gate"], ensure_ascii=False)))
        changed = []
        for name, entry in content["tables"].items():
            table = _table(name, entry)
            files = [self._file(manifest, table, each, making) for each in entry["files"]]
            if files != entry["files"]:
                changed += [new["path"] for new, old in zip(files, entry["files"], strict=True) if new != old]
                hashes = ((each["path"], each["rows"], each["hash"]) for each in files)
                content["tables"][name] |= {"files": files, "hash": table_hash(table, hashes)}
        if not changed and content == manifest.content:
            return {}
        before = _tables_hash(manifest.tables)
        if before != manifest.tables_hash:
            raise ScorelineError(
                f"{manifest.folder}: its tables do not have the hash that its manifest states"
            )
        content |= {"tables_hash": _tables_hash(content["tables"]), "forgotten": {"customers": customers}}
        if (manifest.folder / content["database"]["path"]).is_file():
            content["database"] = self._database(manifest, content["tables"], making)
            changed.append(content["database"]["path"])
        return self._with_manifest(manifest, content, making, changed)

    def _file(self, manifest: Manifest, table: Table, entry: dict[str, Any], making: Path) -> dict[str, Any]:
        """The manifest entry of one file, rewritten aside if it must be."""
        old = manifest.folder / entry["path"]
        source = self._replaced(table, old) if old.is_file() else None
        if source is None:
            return entry
        target = making / entry["path"]
        target.parent.mkdir(parents=True, exist_ok=True)
        known = self.made.get(entry["sha256"])
        if known is not None:
            os.link(known[0], target)
            return entry | known[1]
        chunk = Chunk(entry["path"], fingerprint(self.connection, table, source))
        written = write_file(self.connection, table, source, chunk, making)
        told = {name: written[name] for name in ("bytes", "sha256", "rows", "hash", "fingerprint")}
        self.made[entry["sha256"]] = (target, told)
        return entry | told

    def _replaced(self, table: Table, file: Path) -> str | None:
        """A table expression of the file's rows with everything replaced; None if nothing is to be."""
        columns, source = dict(table.columns), read([file])
        if {"unit", "unit_id"} <= columns.keys():
            mine = f"unit = 'customer' and unit_id in (select old from {UNITS})"
            if self._count(f"{source} where {mine}") == 0:
                return None
            new = f"case when {mine} then (select new from {UNITS} where old = unit_id) else unit_id end"
            return f"(select * replace ({new} as unit_id) from {source})"
        if table.name not in SPEAKING:
            return None
        texts = [name for name, kind in table.columns if kind == "VARCHAR"]
        rows = self.connection.execute(f"select {', '.join(table.names)} from {source}").fetchall()
        place = {name: index for index, (name, _) in enumerate(table.columns)}
        told = [
            tuple(
                self.names.in_text(value) if value is not None and name in texts else value
                for name, value in zip(place, row, strict=True)
            )
            for row in rows
        ]
        if told == rows:
            return None
        declared = ", ".join(f"{quoted(name)} {kind}" for name, kind in table.columns)
        self.connection.execute(f"create or replace temp table forgotten_rows ({declared})")
        marks = ", ".join("?" for _ in table.columns)
        self.connection.executemany(f"insert into forgotten_rows values ({marks})", told)
        return "forgotten_rows"

    def _database(self, manifest: Manifest, entries: dict[str, Any], making: Path) -> dict[str, Any]:
        """`scoreline.duckdb` made anew: in a database that goes on, replaced rows leave their bytes."""
        for entry in entries.values():
            for file in entry["files"]:
                target = making / file["path"]
                if not target.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    os.link(manifest.folder / file["path"], target)
        tables = [_table(name, entry) for name, entry in entries.items()]
        return write_database(self.connection, tables, entries, making, None)

    def _with_manifest(
        self, manifest: Manifest, content: dict[str, Any], making: Path, changed: list[str]
    ) -> dict[str, Path]:
        making.mkdir(parents=True, exist_ok=True)
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, indent=1) + "\n"
        (making / MANIFEST).write_text(text, encoding="utf-8")
        moved = {path: making / path for path in changed}
        if not (manifest.folder / ORIGINAL).exists():
            (making / ORIGINAL).write_bytes(manifest.raw)
            moved[ORIGINAL] = making / ORIGINAL
        moved[MANIFEST] = making / MANIFEST  # last: until then the files are told to be what they were
        return {f"published/{manifest.folder.name}/{path}": aside for path, aside in moved.items()}

    def _count(self, source: str) -> int:
        row = self.connection.execute(f"select count(*) from {source}").fetchone()
        return int(row[0]) if row else 0


def _table(name: str, entry: dict[str, Any]) -> Table:
    """A published table as its manifest describes it."""
    columns = tuple((column, kind) for column, kind in (each.split(" ", 1) for each in entry["columns"]))
    return Table(name, columns, tuple(entry["key"]), entry["month"])


def _tables_hash(entries: Mapping[str, dict[str, Any]]) -> str:
    declared = yaml.safe_load(DECLARED.read_text(encoding="utf-8"))
    of_runs = OF_RUNS | {name for name, spec in declared.items() if spec.get("tells_of_runs")}
    return tables_hash({name: entry["hash"] for name, entry in entries.items() if name not in of_runs})
