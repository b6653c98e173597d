"""The policy as typed tables in a warehouse's schema `policy`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dagster_project.errors import Problem, UsageError
from dagster_project.policy.model import Policy, PolicyTable
from dagster_project.policy.settings import effective
from dagster_project.policy.tables import TABLES, TableSpec

if TYPE_CHECKING:
    import duckdb

_Cells = tuple[list[str | None], int | None]
"""The texts of one row in the order of its table's columns, and its line."""


def write_policy(connection: duckdb.DuckDBPyConnection, policy: Policy) -> None:
    """Make schema `policy` anew: one table per policy file, all its columns, and `line_no` INTEGER last.

    A blank cell, a missing column and a missing file give NULL or no row. `settings` holds every setting,
    the defaults with `line_no` NULL. Raises `UsageError` before anything is written where a cell does not
    have its column's type.
    """
    problems: list[Problem] = []
    ready = {name: _cells(spec, policy.tables[name], problems) for name, spec in TABLES.items()}
    if problems:
        raise UsageError(f"the policy in {policy.folder} cannot be used:", problems)
    settings = effective(policy.tables["settings"])
    ready["settings"] = [([name, value, None], line) for name, value, line in settings]
    connection.execute("create schema if not exists policy")
    for name, spec in TABLES.items():
        _write(connection, spec, ready[name])


def _write(connection: duckdb.DuckDBPyConnection, spec: TableSpec, rows: list[_Cells]) -> None:
    declared = ", ".join(f'"{column.name}" {column.kind.sql}' for column in spec.columns)
    connection.execute(f"create or replace table policy.{spec.name} ({declared}, line_no INTEGER)")
    if not rows:
        return
    # One statement of literals: a statement per row is many times slower, and binding values imports
    # pandas, which takes longer than all the rest. The casts are exact because every cell was parsed by
    # its column's kind before.
    given = ",\n".join(
        f"({', '.join(_literal(text) for text in cells)}, {'null' if line is None else line})"
        for cells, line in rows
    )
    names = ", ".join(f"c{number}" for number in range(len(spec.columns)))
    typed = ", ".join(f"cast(c{number} as {column.kind.sql})" for number, column in enumerate(spec.columns))
    source = f"(values {given}) as given({names}, line_no)"
    connection.execute(f"insert into policy.{spec.name} select {typed}, line_no from {source}")


def _literal(text: str | None) -> str:
    """A text as SQL: quotes doubled; nothing else is special in a DuckDB string."""
    return "null" if text is None else "'" + text.replace("'", "''") + "'"


def _cells(spec: TableSpec, table: PolicyTable, problems: list[Problem]) -> list[_Cells]:
    ready: list[_Cells] = []
    for row in table.rows:
        texts: list[str | None] = []
        for column in spec.columns:
            text = row.text(column.name)
            try:
                value = column.kind.parse(text) if text else None
            except ValueError as error:
                problems.append(Problem(spec.file, row.line_no, column.name, text, str(error)))
                continue
            texts.append(value if value is None or isinstance(value, str) else text)
        ready.append((texts, row.line_no))
    return ready
