"""The sheets of an export: rows of the current publication for one month, decimals as their exact text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from dagster_project.comparison.compare import Change
from dagster_project.publication.restatements.sides import Side

SUBJECT = {"subject_kind": "varchar", "subject_id": "varchar"}
ROW = {"period_start": "date", **SUBJECT, "scheme_id": "varchar"}
SCORE = {
    "score": "varchar", "score_max": "varchar", "band": "varchar", "rank": "varchar", "measured": "varchar",
    "adjustment": "varchar", "phase": "varchar",
}  # fmt: skip
KPI = {
    "kpi_id": "varchar", "actual": "varchar", "measured": "varchar", "adjustment": "varchar",
    "target": "varchar",
    "attainment": "varchar", "band": "varchar", "weight": "varchar", "points": "varchar",
}  # fmt: skip
CONSEQUENCE = {
    "rule_id": "varchar", **SUBJECT, "scheme_id": "varchar", "period_start": "date", "says_zh": "varchar",
    "says_en": "varchar", "evidence_periods": "varchar", "status": "varchar",
    "decided_by": "varchar", "decided_at": "varchar", "reason": "varchar",
}  # fmt: skip
PAY = {
    "gross": "varchar", "total": "varchar", "remainder": "varchar", "withheld": "varchar",
    "released": "varchar", "payable": "varchar",
}  # fmt: skip
PAY_LINE = {
    "line_no": "integer", "rule_id": "varchar", "item": "varchar", "quantity": "varchar", "rate": "varchar",
    "amount": "varchar", "explanation_zh": "varchar", "explanation_en": "varchar", "evidence": "varchar",
}  # fmt: skip
ADJUSTMENT = {
    "adjustment_id": "varchar", **SUBJECT, "period": "varchar", "scheme_id": "varchar", "kpi_id": "varchar",
    "delta": "varchar", "approved_by": "varchar", "approved_at": "varchar", "reason": "varchar",
    "file_id": "varchar",
    "line_no": "varchar", "period_start": "date", "grain": "varchar",
}  # fmt: skip
LINEAGE = {"file_id": "varchar", "entity": "varchar", "name": "varchar"}
CORRECTED = (
    "subject_kind", "subject_id", "scheme_id", "kpi_id", "column_name", "old_value", "new_value",
    "change", "cause",
    "first_source_file", "restated_in", "rule_id",
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A header and rows of text; `numbers` names the columns that hold numbers."""

    name: str
    header: tuple[str, ...]
    rows: list[tuple[str, ...]]
    numbers: frozenset[str] = frozenset()


def read_sheets(
    side: Side, first: date, last: date, corrections: list[Change], closed: list[str]
) -> list[Sheet]:
    """Every sheet of the month from `first` to `last`; `closed` names the months that are."""
    with duckdb.connect() as connection:
        connection.execute("set variable first = ?::date", [first])
        connection.execute("set variable last = ?::date", [last])
        connection.execute("set variable closed = ?::varchar[]", [closed])
        sheets = [
            _sheet(connection, name, source, query, numbers)
            for name, source, query, numbers in (
                ("scores", side.relation("score_monthly", ROW | SCORE), _SCORES, _SCORE_NUMBERS),
                ("kpis", side.relation("kpi_monthly", ROW | KPI), _KPIS, _KPI_NUMBERS),
                ("totals", side.relation("score_monthly", ROW | SCORE), _TOTALS, _TOTAL_NUMBERS),
                ("consequences", side.relation("consequence", CONSEQUENCE), _CONSEQUENCES, ""),
                ("pay", side.relation("incentive_total", ROW | PAY), _PAY, " ".join(PAY)),
                ("pay_lines", side.relation("incentive_line", ROW | PAY_LINE), _PAY_LINES, _PAY_NUMBERS),
                ("adjustments", _adjustments(side), _ADJUSTMENTS, "delta"),
                ("files", _files(side), _FILES, ""),
            )
        ]
    rows = [_corrected(one) for one in corrections]
    return [*sheets, Sheet("corrections", CORRECTED, rows, frozenset({"old_value", "new_value"}))]


def _sheet(
    connection: duckdb.DuckDBPyConnection, name: str, source: str, query: str, numbers: str = ""
) -> Sheet:
    found = connection.execute(query.format(source))
    header = tuple(column[0] for column in found.description or [])
    rows = [tuple("" if value is None else str(value) for value in row) for row in found.fetchall()]
    return Sheet(name, header, rows, frozenset(numbers.split()))


def _corrected(change: Change) -> tuple[str, ...]:
    values: Mapping[str, object] = vars(change)
    return tuple("" if values[name] is None else str(values[name]) for name in CORRECTED)


_SCORE_NUMBERS = "score score_max rank measured adjustment"
_KPI_NUMBERS = "actual measured adjustment target attainment weight points"
_PAY_NUMBERS = "line_no quantity rate amount"
_TOTAL_NUMBERS = "subjects with_score score adjustment"

_FILES = "select distinct entity, name, file_id as sha256 from {} order by all"
_KEY = "subject_kind, subject_id, scheme_id"
_OF_MONTH = "where period_start = getvariable('first')"

_SCORES = f"select {_KEY}, {', '.join(SCORE)} from {{}} {_OF_MONTH} order by all"
_KPIS = f"select {_KEY}, {', '.join(KPI)} from {{}} {_OF_MONTH} order by all"
_PAY = f"select {_KEY}, {', '.join(PAY)} from {{}} {_OF_MONTH} order by all"
_PAY_LINES = f"select {_KEY}, {', '.join(PAY_LINE)} from {{}} {_OF_MONTH} order by all"
_TOTALS = f"""
select subject_kind, scheme_id, count(*) as subjects, count(score) as with_score,
    sum(score::decimal(18, 4)) as score, sum(adjustment::decimal(18, 4)) as adjustment
from {{}} {_OF_MONTH} group by subject_kind, scheme_id order by all
"""
_CONSEQUENCES = f"""
select {_KEY}, rule_id, says_zh, says_en, evidence_periods,
    case when status = 'provisional' and list_contains(getvariable('closed'), evidence_periods[:7])
        then 'proposed' else status end as status, decided_by, decided_at, reason
from {{}} {_OF_MONTH} order by all
"""
"""The version that a month was closed from was made before: what it calls provisional is proposed by now."""
_ADJUSTMENTS = """
select subject_kind, subject_id, scheme_id, kpi_id, period, delta, approved_by, approved_at, reason,
    adjustment_id,
    file, line_no
from {} where period_start between getvariable('first') and getvariable('last') and grain in ('day', 'month')
order by all
"""


def _adjustments(side: Side) -> str:
    """Adjustments with the name of their file."""
    return (
        f"(select adjusted.*, file.name as file from {side.relation('adjustment', ADJUSTMENT)} as adjusted "
        f"left join {side.relation('lineage_file', LINEAGE)} as file using (file_id))"
    )


def _files(side: Side) -> str:
    """The files behind the month: counted rows, roster, leave and adjustments."""
    day = {"file_id": "varchar", "day": "date"}
    leave = {"leave_lines": "varchar", "day": "date"}
    within = "between getvariable('first') and getvariable('last')"
    named = f"""
        select file_id from {side.relation("counted_event", day)} where day {within}
        union select file_id from {side.relation("rep_day", day)} where day {within}
        union select unnest(regexp_extract_all(leave_lines, '[0-9a-f]{{64}}'))
            from {side.relation("rep_day", leave)} where day {within}
        union select file_id from {side.relation("adjustment", ADJUSTMENT)} where period_start {within}
    """
    files = side.relation("lineage_file", LINEAGE)
    return f"(select file.* from {files} as file semi join ({named}) using (file_id))"
