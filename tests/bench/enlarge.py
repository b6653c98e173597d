"""A home made several times as large: the same people, customers and calls again under other names.

Everything is renamed alike in the raw store, the ledger and the publication's tables, so that a trace has as
much to look through, and finds the same agreement, as in a home that really read that many calls. The copies
of a file are one file, line by line beside each other; copied people come behind the originals in the order
of every table. The site's numbers are multiplied, which rounding may leave one unit beside. Rosters and
leave are not copied: days of copies name the originals' lines. Hashes of numbers that belong to nobody
cannot be made again.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.home import Home
from dagster_project.ingest.kept import hash_of, rows_files
from dagster_project.ingest.ledger import current_files, read_ledger, segments
from dagster_project.publication.parquet import COPY_OPTIONS

PEOPLE = ("rep_id", "team_id", "manager_id")
NAMED = {
    "calls": (*PEOPLE, "call_id", "linked_id", "customer_id", "contact_id"),
    "customers": ("customer_id", "owner_rep_id", "merged_into"),
    "contacts": ("contact_id", "customer_id"),
    "opportunities": ("opportunity_id", "customer_id", "rep_id", "confirmed_by"),
}
"""Columns of exports that hold names."""
NUMBERS = ("phone", "mobile")
TABLES = {
    "counted_event": (*PEOPLE, "unit_id"),
    "excluded_event": (*PEOPLE, "unit_id"),
    "rep_day": PEOPLE,
    "target_day": PEOPLE,
    "dim_rep": PEOPLE,
} | {
    f"{what}_{grain}": ("subject_id",)
    for what in ("kpi", "score")
    for grain in ("daily", "weekly", "monthly", "quarterly", "yearly")
    if (what, grain) != ("score", "daily")
}
"""Tables with rows of people, and their columns that hold names."""
PERSONAL = {*PEOPLE, "owner_rep_id", "confirmed_by", "subject_id"}
OTHER_FILE, OTHER_LINE = "sha256({} || '~')", "line_no * 100 + {}"
ADDED = ("measured", "adjustment", "actual", "target", "minimum")
"""What the site has `times` as much of."""


def enlarge(home: Home, times: int) -> int:
    """Make the home that many times as large; the number of lines of calls that it holds then."""
    folder = home.published / (home.published / "current").readlink()
    manifest = json.loads((folder / "manifest.json").read_bytes())
    files = [file for file in current_files(read_ledger(home)) if file["rows_path"]]
    with duckdb.connect() as connection:
        lines = [_raw(connection, home, file, times) for file in files if file["entity"] in NAMED]
        for table, named in TABLES.items():
            for file in manifest["tables"][table]["files"]:
                _table(connection, folder / file["path"], named, manifest["tables"][table]["key"], times)
    with segments(home)[-1].open("a", encoding="utf-8") as ledger:
        ledger.writelines(json.dumps(line) + "\n" for line in lines)
    return times * sum(int(file["rows_read"]) for file in files if file["entity"] == "calls")


def _raw(
    connection: duckdb.DuckDBPyConnection, home: Home, file: dict[str, Any], times: int
) -> dict[str, Any]:
    """A file of the raw store again under other names, all copies in one; its line of the ledger."""
    source = ", ".join(f"'{path}'" for path in rows_files(home, file["rows_path"]))
    rows = f"read_parquet([{source}])"
    has = {row[0] for row in connection.execute(f"describe from {rows}").fetchall()}
    file_id = sha256(f"{file['file_id']}~".encode()).hexdigest()
    path = home.root / f"raw/rows/{file['entity']}/{file_id}-{file['layout_key']}.parquet"
    parts = []
    for k in range(1, times):
        changes = [f"'{file_id}' as file_id", f"{OTHER_LINE.format(k)} as line_no"]
        changes += [_named(column, k) for column in NAMED[file["entity"]] if column in has]
        changes += [_numbered(column, k) for column in NUMBERS if column in has]
        parts.append(f"select * replace ({', '.join(changes)}) from {rows}")
    connection.execute(
        f"copy ({' union all '.join(parts)} order by line_no) to '{path}' (format parquet, compression lz4)"
    )
    return file | {
        "file_id": file_id,
        "name": f"{file['name']}~",
        "rows_path": path.relative_to(home.root).as_posix(),
        "rows_hash": hash_of([path]),
        "refused_path": None,
    }


def _table(
    connection: duckdb.DuckDBPyConnection, path: Path, named: tuple[str, ...], key: list[str], times: int
) -> None:
    """A published table's file, in the order of its key, with the rows of everybody's copies."""
    has = {row[0] for row in connection.execute(f"describe from '{path}'").fetchall()}
    people = "where subject_kind <> 'site'" if "subject_kind" in has else ""
    parts = [f"select {_whole(has, times)} from '{path}'"]
    for k in range(1, times):
        changes = [_named(column, k) for column in named if column in has]
        if "unit_id" in has:
            changes += [f"{OTHER_FILE.format('file_id')} as file_id", f"{OTHER_LINE.format(k)} as line_no"]
        if "rank" in has:
            changes.append(f'("rank" - 1) * {times} + 1 as "rank"')
        parts.append(f"select * replace ({', '.join(changes)}) from '{path}' {people}")
    larger = path.with_suffix(".larger")
    order = ", ".join(f'"{column}"' for column in key)
    connection.execute(f"copy ({' union all '.join(parts)} order by {order}) to '{larger}' ({COPY_OPTIONS})")
    path.unlink()
    larger.rename(path)


def _whole(has: set[str], times: int) -> str:
    """The original rows; the site has everybody's share, and people more to be ranked among."""
    if "subject_kind" not in has:
        return "*"
    changes = []
    if "actual" in has:
        changes = [f"if(subject_kind = 'site', {times}, 1) * {column} as {column}" for column in ADDED]
    if "rank" in has:
        changes.append(f"""if(subject_kind = 'site', "rank", ("rank" - 1) * {times} + 1) as "rank" """)
    return f"* replace ({', '.join(changes)})" if changes else "*"


def _named(column: str, k: int) -> str:
    """The k-th copy of a name; one that is missing or blank stays so."""
    copied = f"'~{k}~' || trim({column})" if column in PERSONAL else f"trim({column}) || '~{k}'"
    return f"if(trim({column}) <> '', {copied}, {column}) as {column}"


def _numbered(column: str, k: int) -> str:
    """The k-th copy of a number: of a country of its own, some with a dash."""
    ascii_digits = f"translate({column}, '０１２３４５６７８９', '0123456789')"
    digits = f"right(regexp_replace(regexp_replace({ascii_digits}, '转.*', ''), '[^0-9]', '', 'g'), 9)"
    return f"if(trim({column}) <> '', '+6{k % 10} ' || {digits}, {column}) as {column}"
