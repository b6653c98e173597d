"""The one place that speaks to Great Expectations: suites in, findings out.

It takes seconds to import, so nothing here imports it at module level. It reports a missing column
only in `exception_info`, beside `success=False`, and a missing table by raising; both are findings
that did not run.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.errors import Problem, UsageError
from dagster_project.gate.declaration import Check, Suite
from dagster_project.gate.observed import observe, reason
from dagster_project.gate.result import Finding
from dagster_project.gate.soundness import QUERY_CHECK

Table = tuple[str, str]
"""Schema and name."""


def run_suites(warehouse: Path, suites: Sequence[Suite]) -> dict[str, Finding]:
    """Run the suites over a DuckDB file; one finding per check id.

    Raises `UsageError` for an expectation that Great Expectations does not know or cannot make.
    """
    try:
        library = import_library()
    except Exception as error:  # noqa: BLE001 - fail closed: without the library no check has run
        return _none_ran(suites, f"Great Expectations cannot be imported: {reason(error)}")
    expectations = _make_expectations(suites)
    if not warehouse.is_file():
        return _none_ran(suites, f"there is no warehouse at {warehouse}")
    try:
        tables = _by_table(suites)
        there = _tables_there(warehouse).intersection(tables)
        with _datasource(library, warehouse, there) as source:
            findings: dict[str, Finding] = {}
            for (schema, table), checks in tables.items():
                if (schema, table) in there:
                    findings |= _run_table(library, source, f"{schema}.{table}", checks, expectations)
                else:
                    findings |= _did_not_run(checks, f"there is no table {schema}.{table}")
            return findings
    except Exception as error:  # noqa: BLE001 - fail closed: whatever it was, nothing was judged
        return _none_ran(suites, f"the warehouse cannot be read: {reason(error)}")


def import_library() -> Any:
    """Great Expectations, without what no suite needs."""
    from dagster_project.gate.deferred import defer

    defer()
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations

    return great_expectations


def _make_expectations(suites: Sequence[Suite]) -> dict[str, Any]:
    from great_expectations.expectations.registry import get_expectation_impl

    from dagster_project.gate.rows_expectation import RowsAgainstTheRule, counted

    made: dict[str, Any] = {}
    problems: list[Problem] = []
    for check in (check for suite in suites for check in suite.checks):
        try:
            meta = {"check_id": check.check_id}
            if check.expect == QUERY_CHECK:
                query = counted(check.arguments["unexpected_rows_query"])
                made[check.check_id] = RowsAgainstTheRule(unexpected_rows_query=query, meta=meta)
            else:
                made[check.check_id] = get_expectation_impl(check.expect)(**check.arguments, meta=meta)
        except Exception as error:  # noqa: BLE001 - any refusal is a mistake in the file
            problems.append(
                Problem(
                    check.file,
                    check.line,
                    "expect",
                    check.expect,
                    f"expected a type and arguments that Great Expectations knows: {reason(error)}",
                )
            )
    if problems:
        raise UsageError("the gate's checks cannot be made:", sorted(set(problems), key=str))
    return made


@contextmanager
def _datasource(library: Any, warehouse: Path, tables: Collection[Table]) -> Iterator[Any]:
    """Open the warehouse for reading, an asset per table, and let go of it afterwards."""
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from great_expectations.datasource.fluent.sql_datasource import TableAsset

    with warnings.catch_warnings():
        # the other way that it proposes, a source per schema, would cost one more connection each
        warnings.filterwarnings("ignore", "`schema_name` is deprecated", DeprecationWarning)
        assets = [
            TableAsset(name=f"{schema}.{name}", table_name=name, schema_name=schema)
            for schema, name in sorted(tables)
        ]
    context = library.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_sql(
        "warehouse",
        # the path goes by connect_args: in an address its %, ? and # would be read as something else
        connection_string="duckdb:///:memory:",
        create_temp_table=False,
        # without the first two every expectation ends in "list index out of range" on DuckDB
        kwargs={
            "isolation_level": "AUTOCOMMIT",
            "skip_autocommit_rollback": True,
            "connect_args": {"database": str(warehouse.resolve()), "read_only": True},
        },
        # all at once: the context writes itself out whenever an asset is added
        assets=assets,
    )
    try:
        yield source
    finally:
        source.get_execution_engine().engine.dispose()
        source.get_engine().dispose()


def _tables_there(warehouse: Path) -> set[Table]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        found = connection.execute("select table_schema, table_name from information_schema.tables")
        return {(schema, name) for schema, name in found.fetchall()}


def _by_table(suites: Sequence[Suite]) -> dict[Table, list[Check]]:
    """Put the checks of one table together, whichever files they stand in: every batch costs time."""
    tables: dict[Table, list[Check]] = {}
    for suite in suites:
        tables.setdefault((suite.schema, suite.table_name), []).extend(suite.checks)
    return tables


def _run_table(
    library: Any, source: Any, name: str, checks: Sequence[Check], expectations: Mapping[str, Any]
) -> dict[str, Finding]:
    try:
        asset = source.get_asset(name)
        batch = asset.get_batch(asset.build_batch_request())
        declared = [expectations[check.check_id] for check in checks]
        ran = batch.validate(
            library.ExpectationSuite(name=name, expectations=declared),
            result_format={"result_format": "COMPLETE", "partial_unexpected_count": 5},
        )
        results = {result.expectation_config.meta["check_id"]: result for result in ran.results}
    except Exception as error:  # noqa: BLE001 - fail closed: a suite that raised has judged nothing
        return _did_not_run(checks, f"{name}: {reason(error)}")
    return {check.check_id: _finding(check, results.get(check.check_id)) for check in checks}


def _finding(check: Check, result: Any) -> Finding:
    if result is None:
        return Finding.did_not_run("Great Expectations gave no result for it")
    raised = _raised(result.exception_info or {})
    if raised is not None:
        return Finding.did_not_run(raised)
    return Finding(ran=True, passed=result.success is True, observed=observe(check, result.result or {}))


def _raised(info: Mapping[str, Any]) -> str | None:
    """Find the exception in either form of `exception_info`: of the expectation, or one per metric."""
    parts = [info] if "raised_exception" in info else list(info.values())
    messages = [str(part.get("exception_message") or "?") for part in parts if part.get("raised_exception")]
    # one cause raises once per metric, each time with the whole query: the first words of the first will do
    return reason(messages[0].split("[SQL:")[0]) if messages else None


def _none_ran(suites: Sequence[Suite], why: str) -> dict[str, Finding]:
    return _did_not_run([check for suite in suites for check in suite.checks], why)


def _did_not_run(checks: Sequence[Check], why: str) -> dict[str, Finding]:
    return {check.check_id: Finding.did_not_run(why) for check in checks}
