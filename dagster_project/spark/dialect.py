"""SQL of the models, as written for DuckDB, in Spark's words."""

from __future__ import annotations

import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel, SqlglotError

from dagster_project.errors import ScorelineError
from dagster_project.spark.expressions import respell
from dagster_project.spark.names import ColumnsOf
from dagster_project.spark.shapes import reshape


def to_spark(sql: str, columns_of: ColumnsOf) -> str:
    """One SELECT of DuckDB as one of Spark that yields the same rows.

    `columns_of` names the columns of a table. Raises ScorelineError where something has no equal.
    """
    try:
        tree = sqlglot.parse_one(sql, read="duckdb")
        for table in tree.find_all(exp.Table):
            table.set("catalog", None)
        # Within parentheses sqlglot leaves every `with` in its place; in front, two of one name would meet.
        whole = exp.paren(respell(reshape(tree, columns_of)), copy=False)
        return whole.sql("spark", unsupported_level=ErrorLevel.RAISE)[1:-1]
    except (SqlglotError, ValueError) as error:
        raise ScorelineError(f"Spark has no equal for this SQL: {error}\n{sql}") from error
