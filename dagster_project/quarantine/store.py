"""The refused lines of a home as one Parquet file, so that nobody needs the warehouse to look at them.

A run writes it as soon as the models are built, before the gate: a refused night is when it is needed. Lines
that a later file mended are not in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dagster_project.home import Home
from dagster_project.ingest.aside import written_aside
from dagster_project.ingest.ledger import current_files, read_ledger
from dagster_project.warehouse.deliveries import by_name


@dataclass(frozen=True)
class RefusedLine:
    """One refused record: where it stands, the column and value at fault, what was expected."""

    entity: str
    file_id: str
    file_name: str
    line_no: int
    column_name: str | None
    value: str | None
    expected: str

    def __str__(self) -> str:
        """`file:line, column c: 'value': expected ...`."""
        column = f", column {self.column_name}" if self.column_name else ""
        found = f" {self.value!r}:" if self.value is not None else ""
        return f"{self.file_name}:{self.line_no}{column}:{found} {self.expected}"

    def fix(self, made_of: Sequence[str] = ()) -> str:
        """What a person does about it; `made_of` names the file's own columns behind the canonical one."""
        if self.column_name is None:
            return "mend the line as a whole"
        where = " and ".join(made_of) or self.column_name
        return f"correct {where}" if (self.value or "").strip() else f"fill in {where}"


@dataclass(frozen=True)
class RefusedFile:
    """A file that could not be read at all; the reason says what to do."""

    entity: str
    file_id: str
    file_name: str
    reason: str


def stored(home: Home) -> Path:
    """Where the refused lines are kept."""
    return home.root / "quarantine.parquet"


def keep(home: Home) -> int:
    """Copy the refused lines out of the warehouse, ordered by file and line; returns their number.

    The caller holds the home's lock and has closed the warehouse for writing.
    """
    import duckdb

    with (
        written_aside(stored(home)) as aside,
        duckdb.connect(str(home.warehouse), read_only=True) as connection,
    ):
        target = str(aside).replace("'", "''")
        columns = (
            "entity, file_id, file_name, cast(line_no as bigint) as line_no, column_name, value, expected"
        )
        connection.execute(
            f"copy (select {columns} from core.quarantine order by all) to '{target}' (format parquet)"
        )
        counted = connection.execute(f"select count(*) from read_parquet('{target}')").fetchone()
    return int(counted[0]) if counted else 0


def refused_lines(home: Home, words: Sequence[str] = ()) -> list[RefusedLine]:
    """The refused lines of the last run, of the files that a word names (path, or start of the SHA-256)."""
    if not stored(home).exists():
        return []
    import duckdb

    with duckdb.connect() as connection:
        rows = connection.execute(
            "select entity, file_id, file_name, line_no, column_name, value, expected from read_parquet(?) "
            "order by file_name, file_id, line_no, column_name",
            [str(stored(home))],
        ).fetchall()
    return [
        line for line in (RefusedLine(*row) for row in rows) if _named(words, line.file_name, line.file_id)
    ]


def refused_files(home: Home, words: Sequence[str] = ()) -> list[RefusedFile]:
    """Files that were refused whole and not delivered again under their name, of those that a word names."""
    ledger = read_ledger(home)
    redelivered = by_name(ledger).redelivered
    return [
        RefusedFile(
            told["entity"] or "?",
            told["file_id"],
            told["name"],
            (told["reason"] or "").removeprefix(f"{told['name']}: "),
        )
        for told in current_files(ledger)
        if told["status"] == "unreadable"
        and told["file_id"] not in redelivered
        and _named(words, told["name"], told["file_id"])
    ]


def is_known(home: Home, word: str) -> bool:
    """Whether a word names any file that was ever delivered."""
    return any(_named([word], told["name"], told["file_id"]) for told in read_ledger(home))


def _named(words: Sequence[str], name: str, file_id: str) -> bool:
    return not words or any(
        name == word or name.endswith(f"/{word}") or file_id.startswith(word) for word in words
    )
