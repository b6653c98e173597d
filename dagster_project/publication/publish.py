"""Publish the candidate: write a new folder aside, check it, record it, rename it, move one link.

The line `published` in the record log is the one moment of decision. Before it, nothing has happened, and the
next run clears away what lies aside; after it, `keeping.settle` gives the folder its name and moves the link,
should this process not live to do so.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.ingest.ledger import read_ledger
from dagster_project.keeping import state
from dagster_project.keeping.settle import settle
from dagster_project.publication import aside, records
from dagster_project.publication.canonical import tables_hash
from dagster_project.publication.copies import copy_policy, copy_sql
from dagster_project.publication.database import write_database
from dagster_project.publication.facts import Published, RunFacts
from dagster_project.publication.parquet import WRITER, literal, write_table
from dagster_project.publication.restatements.build import restatement_rows
from dagster_project.publication.restatements.shape import RESTATEMENT
from dagster_project.publication.restatements.sides import Side
from dagster_project.publication.tables import Table, candidate_tables, quoted
from dagster_project.publication.verify import misplaced
from dagster_project.publication.versions import (
    MANIFEST,
    Manifest,
    current,
    folder_name,
    made_from,
    newest,
    read_manifest,
)
from dagster_project.record.log import append

Entries = dict[str, dict[str, Any]]

FORMAT = 2
"""Of the manifest: 1 did not name the inputs, so such a publication cannot be made again."""

log = logging.getLogger("scoreline")


def publish(home: Home, warehouse: Path, policy_folder: Path, sql_folder: Path, facts: RunFacts) -> Published:
    """Publish schema `candidate` of the warehouse as the next version and make it current.

    `changed` is false, and no version is added, when the current publication was made from the same facts
    and holds the same rows. The caller holds the home's lock and has closed the warehouse for writing.

    Raises GateRefused if a result blocks, ScorelineError if the candidate does not fit its contract or a
    written file does not read back; `current` is then what it was before.
    """
    records.refuse_blocked(facts)
    for sentence in settle(home):
        log.warning("%s", sentence)
    previous, last = current(home), newest(home)
    making = aside.begin(home.published)
    try:
        with _reading(warehouse, making / ".spill") as connection:
            tables, entries = _write_candidate(connection, warehouse.stem, making, previous)
            told = _told(facts, tables, entries, previous, state.next_version(home))
            if previous is not None and _nothing_new(home, previous, facts, told["tables_hash"]):
                aside.discard(making)
                return Published(previous.version, previous.folder, previous.tables_hash, changed=False)
            _write_restatements(connection, home, making, told, (tables, entries), (previous, last))
            _write_records(connection, making, told, facts, (tables, entries), (previous, last))
            database = write_database(connection, tables, entries, making, previous)
        manifest_content = told | {
            "database": database,
            "policy": copy_policy(policy_folder, facts.policy_hash, making, previous),
            "sql": copy_sql(sql_folder, making, previous),
            "tables": entries,
        }
        manifest = _finish(making, manifest_content)
    except BaseException:
        aside.discard(making)
        raise
    return _decide(home, manifest)


def _decide(home: Home, manifest: Manifest) -> Published:
    """Record the publication that lies whole aside, give it its name and send readers to it."""
    try:
        append(
            home,
            "published",
            version=manifest.version,
            manifest=manifest.sha256,
            tables_hash=manifest.tables_hash,
            as_of=manifest.as_of.isoformat(),
        )
    except BaseException:
        if manifest.version not in state.told(home).published:
            aside.discard(manifest.folder)
        raise
    folder = aside.commit(manifest.folder, manifest.version)
    aside.point(home.published, manifest.version)
    return Published(manifest.version, folder, manifest.tables_hash, changed=True)


@contextmanager
def _reading(warehouse: Path, spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection of its own that sees the warehouse, read-only, under the name its views know it by."""
    if not warehouse.is_file():
        raise ScorelineError(f"{warehouse}: expected the warehouse with schema candidate, found no file")
    with duckdb.connect(config={"temp_directory": str(spill)}) as connection:
        connection.execute(f"attach {literal(warehouse)} as {quoted(warehouse.stem)} (read_only)")
        yield connection
    shutil.rmtree(spill, ignore_errors=True)


def _write_candidate(
    connection: duckdb.DuckDBPyConnection, catalog: str, making: Path, previous: Manifest | None
) -> tuple[list[Table], Entries]:
    """Write every candidate table; the tables and their manifest entries by name."""
    tables = candidate_tables(connection, catalog)
    entries = {
        table.name: write_table(
            connection, table, f"{quoted(catalog)}.candidate.{quoted(table.name)}", making, previous
        )
        for table in tables
    }
    return tables, entries


def _told(
    facts: RunFacts, tables: list[Table], entries: Entries, previous: Manifest | None, version: int
) -> dict[str, Any]:
    """What the manifest says of the run: everything but the files."""
    return {
        "format": FORMAT,
        "version": version,
        "as_of": facts.as_of.isoformat(),
        "published_at": datetime.now(UTC).replace(microsecond=0).isoformat(),
        "code_version": facts.code_version,
        "project_hash": facts.project_hash,
        "engine": facts.engine,
        "writer": WRITER,
        "policy_hash": facts.policy_hash,
        "input_hash": facts.input_hash,
        "inputs": facts.inputs.told(),
        "tables_hash": tables_hash(
            {table.name: entries[table.name]["hash"] for table in tables if not table.tells_of_runs}
        ),
        "gate": records.gate_summary(tuple(facts.gate_results)),
        "previous": None
        if previous is None
        else {"version": previous.version, "sha256": previous.chained_sha256},
    }


def _nothing_new(home: Home, previous: Manifest, facts: RunFacts, tables: str) -> bool:
    """Whether the run would make the current publication again, or one that a person rolled back from."""
    if made_from(previous, facts) and previous.tables_hash == tables:
        return True
    for version in state.told(home).rolled_back:
        manifest = read_manifest(home.published / folder_name(version))
        if made_from(manifest, facts) and manifest.tables_hash == tables:
            log.warning("%s", state.set_aside(version, previous.version))
            return True
    return False


def _write_restatements(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    making: Path,
    told: dict[str, Any],
    written: tuple[list[Table], Entries],
    earlier: tuple[Manifest | None, Manifest | None],
) -> None:
    """Write `restatement`: what of the current publication's promised numbers is told otherwise now."""
    tables, entries = written
    source = restatement_rows(connection, Side(making, entries, told), *earlier, read_ledger(home))
    entries[RESTATEMENT.name] = write_table(connection, RESTATEMENT, source, making, earlier[0])
    tables.append(RESTATEMENT)


def _write_records(
    connection: duckdb.DuckDBPyConnection,
    making: Path,
    told: dict[str, Any],
    facts: RunFacts,
    written: tuple[list[Table], Entries],
    earlier: tuple[Manifest | None, Manifest | None],
) -> None:
    """Write `gate_result` and `publication`, adding them to the tables and entries written so far."""
    tables, entries = written
    previous, last = earlier
    source = records.gate_result_rows(connection, told["version"], facts)
    entries["gate_result"] = write_table(connection, records.GATE_RESULT, source, making, previous)
    counts = {name: entry["rows"] for name, entry in entries.items()}
    source = records.publication_rows(connection, last, told, counts)
    entries["publication"] = write_table(connection, records.PUBLICATION, source, making, previous)
    tables += [records.GATE_RESULT, records.PUBLICATION]


def _finish(making: Path, content: dict[str, Any]) -> Manifest:
    """Write the manifest, see that the files are those it names (each was read back), make all durable."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, indent=1) + "\n"
    (making / MANIFEST).write_text(text, encoding="utf-8")
    aside.seal(making, MANIFEST)
    manifest = Manifest(making, text.encode())
    if problems := misplaced(manifest):
        raise ScorelineError("\n  ".join(["what was written is not what the manifest says", *problems]))
    aside.sync_folders(making)
    return manifest
