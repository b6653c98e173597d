"""Which columns of which tables each column of one query reads: sqlglot's scopes, walked once.

Columns that only filter, join or order are not followed: they decide which rows count, not what a value is.
"""

from __future__ import annotations

from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, build_scope
from sqlglot.schema import Schema

Columns = dict[str, set[tuple[str, str]]]
"""Column to the (table as `schema.name`, column) pairs that it reads."""


def columns_read(sql: str, types: Schema | dict[str, Any], files: str) -> Columns:
    """Columns of a query, none if not understood; rows read straight from files are called `files`."""
    try:
        parsed = sqlglot.parse_one(sql, dialect="duckdb")
        query = qualify(parsed, schema=types, dialect="duckdb", validate_qualify_columns=False)
        scope = build_scope(query)
    except SqlglotError:
        return {}
    if scope is None or not isinstance(query, exp.Query):
        return {}
    walk = _Walk(files)
    return {name: walk.reads(scope, name) for name in query.named_selects}


class _Walk:
    """Remembers what it found for each scope and column: the same CTE is read from many places."""

    def __init__(self, files: str) -> None:
        self._files = files
        self._found: dict[tuple[int, str], set[tuple[str, str]]] = {}

    def reads(self, scope: Scope, column: str) -> set[tuple[str, str]]:
        """What a column of a scope reads."""
        key = (id(scope), column)
        if key not in self._found:
            self._found[key] = set()  # a recursive CTE reads itself
            self._found[key] = self._read(scope, column)
        return self._found[key]

    def _read(self, scope: Scope, column: str) -> set[tuple[str, str]]:
        if scope.set_operation_scopes:
            left, right = scope.set_operation_scopes
            names, other = _names(left), _names(right)
            by_place = not scope.expression.args.get("by_name") and column in names
            also = other[names.index(column)] if by_place and len(names) == len(other) else column
            return self.reads(left, column) | self.reads(right, also)
        query = scope.expression
        selects = query.selects if isinstance(query, exp.Query) else []  # else values or unnest
        chosen = next((item for item in selects if item.alias_or_name == column), None)
        if chosen is None:
            return set()
        found: set[tuple[str, str]] = set()
        for read in chosen.find_all(exp.Column):
            found |= self._source(scope, read)
        return found

    def _source(self, scope: Scope, column: exp.Column) -> set[tuple[str, str]]:
        """What a column reference leads to; in a scalar subquery its own tables come first."""
        for place in (scope, *scope.subquery_scopes):
            source = place.sources.get(column.table)
            if isinstance(source, Scope):
                return self.reads(source, column.name)
            if isinstance(source, exp.Table):
                table = f"{source.db}.{source.name}" if source.db else self._files
                return {(table, column.name)} if table else set()
        return set()


def _names(scope: Scope) -> list[str]:
    """Columns of a scope, in order."""
    return list(scope.expression.named_selects) if isinstance(scope.expression, exp.Query) else []
