"""Forget one customer of a home."""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.errors import ScorelineError, UsageError
from dagster_project.forgetting import register as people
from dagster_project.forgetting.closed import ClosedMonths
from dagster_project.forgetting.files import Rewriter
from dagster_project.forgetting.numbers import fill_regions
from dagster_project.forgetting.overlay import read_overlay, written_overlay
from dagster_project.forgetting.pending import PENDING, carry_out, write_plan
from dagster_project.forgetting.person import Person, find_person
from dagster_project.forgetting.published import Names, Publications
from dagster_project.forgetting.register import CONTACT, CUSTOMER, NUMBER, Register
from dagster_project.home import Home
from dagster_project.ingest.declared.sources import Source, load_sources
from dagster_project.ingest.ledger import Delivery, current_files, read_ledger
from dagster_project.ingest.original import sha256_of
from dagster_project.publication.inputs import kept_key
from dagster_project.publication.versions import MANIFEST, list_versions
from dagster_project.record import log

KEY = re.compile("[0-9a-f]{64}")
"""Keys of the hash of numbers are named by their SHA-256; the key of forgetting is not."""


@dataclass(frozen=True)
class Found:
    """Whom it is about, before anything is done: `person`, and the files of the raw store that are read."""

    person: Person
    files: int


@dataclass(frozen=True)
class Forgotten:
    """How many files of the raw store and which versions were rewritten."""

    raw_files: int
    versions: list[str]


def look(home: Home, customer_id: str, numbers: Sequence[str], region: str) -> Found:
    """Find out whom a customer id stands for. Raises ScorelineError, UsageError."""
    for number in numbers:
        if not (number.startswith("+") and number[1:].isdigit()):
            raise UsageError(f"--number {number!r}: expected E.164, as in +8613800138000")
    with duckdb.connect() as connection:
        person = find_person(connection, home, customer_id, numbers, region)
    return Found(person, len(current_files(read_ledger(home))))


def forget(
    home: Home, person: Person, why: str, sources_file: Path, region: str, by: str | None = None
) -> Forgotten:
    """Replace the person everywhere in the home; the caller holds its lock and has asked.

    Raises UsageError if the reason itself names them; whatever goes wrong before the record is written
    leaves the home as it was.
    """
    ids = [*person.customers, *person.contacts, *person.numbers]
    if any(each in why for each in ids):
        raise UsageError("--why: the reason names the person; it is kept for ever, so say it without")
    register = people.read_register(home)
    folder = people.folder_of(home) / f"{PENDING}{secrets.token_hex(8)}"
    folder.mkdir(parents=True)
    try:
        told = _stage(home, person, register, folder, (sources_file, region))
    except BaseException:
        shutil.rmtree(folder)
        raise
    log.append(home, "forgotten", by=by, why=why, customers=register.customers, pending=folder.name, **told)
    carry_out(home, folder)
    return Forgotten(len(told["raw"]), sorted(told["manifests"]))


def _stage(
    home: Home, person: Person, register: Register, folder: Path, site: tuple[Path, str]
) -> dict[str, Any]:
    """Write everything aside; what the log tells of it."""
    with duckdb.connect(config={"temp_directory": str(folder / ".spill")}) as connection:
        _add(connection, register, person)
        moves, raw = _raw(connection, home, register, folder, site)
        published, manifests, closed = _published(
            connection, home, folder, _names(connection, home, register, person), register.customers
        )
    shutil.rmtree(folder / ".spill", ignore_errors=True)
    register_file, overlay_file = folder / "people.json", folder / "overlay.json"
    register_file.write_text(people.written(register), encoding="utf-8")
    overlay_file.write_text(written_overlay(read_overlay(home) | raw), encoding="utf-8")
    first = {"forgotten/people.json": register_file, "forgotten/overlay.json": overlay_file}
    write_plan(folder, first | moves | published)
    return {"manifests": manifests, "closed": closed, "raw": raw}


def _add(connection: duckdb.DuckDBPyConnection, register: Register, person: Person) -> None:
    """Take the keyed hashes of the person into the register."""
    for kind, values in ((CUSTOMER, person.customers), (CONTACT, person.contacts), (NUMBER, person.numbers)):
        known = set(register.people.get(kind, ()))
        register.people[kind] = sorted(
            known | {_one(connection, register.hashed(kind, "?"), each) for each in values}
        )
    register.customers += 1


def _raw(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    register: Register,
    folder: Path,
    site: tuple[Path, str],
) -> tuple[dict[str, Path], dict[str, dict[str, object]]]:
    """Rewrite the raw store aside: files by the path they will replace, and the overlay for them."""
    ledger = read_ledger(home)
    fill_regions(connection, ledger, site[1])
    sources = {source.name: source for source in load_sources(site[0])}
    rewriter = Rewriter(connection, home, register, folder, site[1])
    moves: dict[str, Path] = {}
    overlay: dict[str, dict[str, object]] = {}
    for file_id, readings in _readings(ledger):
        staged = rewriter.rewrite(file_id, readings, _reads(sources, readings))
        moves |= staged.files
        overlay |= staged.overlay
    return moves, overlay


def _readings(ledger: list[Delivery]) -> Iterator[tuple[str, list[Delivery]]]:
    """Per file the last ledger line of every way in which it was read, the one in force last."""
    in_force = {(line["file_id"], line["rows_path"]) for line in current_files(ledger)}
    last = {(line["file_id"], line["rows_path"], line["refused_path"]): line for line in ledger}
    lines = sorted(
        (line for line in last.values() if line["rows_path"] or line["refused_path"]),
        key=lambda line: (line["file_id"], (line["file_id"], line["rows_path"]) in in_force),
    )
    for file_id, group in groupby(lines, key=lambda line: line["file_id"]):
        yield file_id, list(group)


def _reads(sources: dict[str, Source], readings: list[Delivery]) -> Source | None:
    """The source by which the original bytes can be read again as they were; None if there is none."""
    line = readings[-1]
    source = sources.get(line["source"])
    same = source is not None and source.layout.key_for(source.entity) == line["layout_key"]
    return source if same and len({(each["entity"], each["layout_key"]) for each in readings}) == 1 else None


def _published(
    connection: duckdb.DuckDBPyConnection, home: Home, folder: Path, names: Names, customers: int
) -> tuple[dict[str, Path], dict[str, dict[str, str]], dict[str, str]]:
    """Rewrite publications and closed months aside; hashes of manifests and months before and after."""
    publications = Publications(connection, home, folder, names)
    moves: dict[str, Path] = {}
    manifests: dict[str, dict[str, str]] = {}
    for manifest in list_versions(home):
        moved = publications.rewrite(manifest, customers)
        moves |= moved
        if moved:
            after = sha256_of(moved[f"published/{manifest.folder.name}/{MANIFEST}"])
            manifests[manifest.folder.name] = {"was": manifest.sha256, "is": after}
    files, closed = ClosedMonths(connection, home, folder).rewrite()
    return moves | files, manifests, closed


def _names(connection: duckdb.DuckDBPyConnection, home: Home, register: Register, person: Person) -> Names:
    """What stands for what in publications, under every key that numbers were ever hashed with."""
    customers = {each: _one(connection, register.instead(CUSTOMER, "?"), each) for each in person.customers}
    contacts = {each: _one(connection, register.instead(CONTACT, "?"), each) for each in person.contacts}
    numbers = {each: _one(connection, register.instead(NUMBER, "?"), each) for each in person.numbers}
    keys = [kept_key(home, path.name) for path in home.keys.iterdir() if KEY.fullmatch(path.name)]
    alone = {_unit(key, old): _unit(key, new) for key in keys for old, new in numbers.items()}
    return Names(customers | alone, customers | contacts | numbers | alone)


def _unit(key: str, number: str) -> str:
    """The published id of a customer known by number alone, as the models make it."""
    return "n:" + hashlib.sha256(f"{key}:{number}".encode()).hexdigest()[:24]


def _one(connection: duckdb.DuckDBPyConnection, expression: str, value: str) -> str:
    row = connection.execute(
        f"select {expression.replace('?', 'v')} from (select ? as v)", [value]
    ).fetchone()
    if row is None:
        raise ScorelineError("the engine gave no row")
    return str(row[0])
