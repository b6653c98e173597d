"""`unexpected_rows_expectation` with one run of its query instead of two.

The library's own runs every query once for the rows and once more to count them, which doubles the
cost of the checks over all counted events. Importing this module imports Great Expectations.
"""

from __future__ import annotations

from typing import Any, ClassVar

from great_expectations.expectations.core import UnexpectedRowsExpectation

ROWS_IN_ALL = "rows_in_all"


class RowsAgainstTheRule(UnexpectedRowsExpectation):  # type: ignore[misc]  # the library is untyped here
    """Succeeds when the query gives no row; its rows bear their whole number as `rows_in_all`."""

    metric_dependencies: ClassVar[tuple[str, ...]] = ("unexpected_rows_query.table",)

    def _validate(
        self,
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any] | None = None,
        execution_engine: Any = None,
    ) -> dict[str, Any]:
        rows = metrics["unexpected_rows_query.table"]
        count = rows[0][ROWS_IN_ALL] if rows else 0
        named = [{key: value for key, value in row.items() if key != ROWS_IN_ALL} for row in rows]
        return {
            "success": not rows,
            "result": {"observed_value": count, "details": {"unexpected_rows": named}},
        }


def counted(query: str) -> str:
    """Wrap a query so that each of its rows bears the number of them all."""
    return f"select *, count(*) over () as {ROWS_IN_ALL} from (\n{query}\n) as against_the_rule"
