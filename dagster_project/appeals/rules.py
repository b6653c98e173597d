"""What an appeal must fulfil, judged by the current publication: what is refused here never lands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import duckdb

from dagster_project.appeals.register import Appeal
from dagster_project.errors import UsageError, nearest
from dagster_project.periods import Period
from dagster_project.publication.restatements.sides import Side
from dagster_project.publication.versions import Manifest

SCORE = "score"
KPI_TABLES = {
    "day": "kpi_daily", "week": "kpi_weekly", "month": "kpi_monthly", "quarter": "kpi_quarterly",
    "year": "kpi_yearly",
}  # fmt: skip
NAMED = {"subject_kind": "varchar", "subject_id": "varchar", "scheme_id": "varchar", "kpi_id": "varchar"}
TEAM_DAY = {"rep_id": "varchar", "manager_id": "varchar", "team_id": "varchar", "day": "date"}
PLACES = 4
LARGEST = {SCORE: Decimal(10) ** 5, "": Decimal(10) ** 14}


@dataclass(frozen=True)
class Disputed:
    """A published number that may be appealed against."""

    subject_kind: str
    subject_id: str
    scheme_id: str
    kpi_id: str


def disputed(manifest: Manifest, subject: str, period: Period, scheme: str | None, kpi: str) -> Disputed:
    """The number that is meant. Raises UsageError for whatever the publication does not know."""
    if kpi == SCORE and period.grain == "day":
        raise UsageError(
            f"--period: {period.text} is a day; a score is of a week, month, quarter or year "
            "(2026-W37, say), a day's number is a KPI's: give --kpi"
        )
    if kpi != SCORE and period.grain != "day":
        raise UsageError(
            f"--period: {period.text} is a {period.grain}; a KPI is adjusted on a day (2026-09-07, say), "
            "from which every longer period follows; for the score of the period leave out --kpi"
        )
    with duckdb.connect() as connection:
        rows = _rows(connection, manifest, period)
    known = {row["subject_id"] for row in _everybody(manifest)}
    found = [row for row in rows if row["subject_id"] == subject]
    if subject not in known:
        raise UsageError(f"--subject: {subject!r} is nobody's id{nearest(subject, known)}")
    if not found:
        raise UsageError(
            f"--period: version {manifest.version} (as of {manifest.as_of}) publishes nothing of {subject} "
            f"for {period.text}"
        )
    scheme = _chosen(scheme, {row["scheme_id"] for row in found}, f"{subject} in {period.text}")
    found = [row for row in found if row["scheme_id"] == scheme]
    if kpi != SCORE and kpi not in (kpis := {row["kpi_id"] for row in found}):
        raise UsageError(
            f"--kpi: {kpi!r} is no KPI of {scheme}{nearest(kpi, kpis)}; expected score or one of "
            f"{', '.join(sorted(kpis))}"
        )
    kind = found[0]["subject_kind"]
    if kpi != SCORE and any(row["denominator"] is not None for row in found if row["kpi_id"] == kpi):
        raise UsageError(
            f"--kpi: {kpi} is a ratio, which cannot be added to; leave out --kpi and give a longer period "
            "to adjust the score"
        )
    if kpi != SCORE and kind != "rep":
        raise UsageError(f"--subject: {subject} is a {kind}; a KPI is adjusted for a rep, teams follow")
    return Disputed(kind, subject, scheme, kpi)


def check_delta(text: str, kpi: str) -> Decimal:
    """What is added. Raises UsageError."""
    try:
        delta = Decimal(text.strip())
    except InvalidOperation:
        raise UsageError(f"--delta: {text!r} is no number; expected one like -2 or 0.5") from None
    if not delta.is_finite() or delta == 0:
        raise UsageError(f"--delta: {text!r} changes nothing; expected a number other than 0")
    exponent = delta.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -PLACES:
        raise UsageError(f"--delta: {text!r} has more than {PLACES} decimals, which would be rounded")
    if abs(delta) >= LARGEST[SCORE if kpi == SCORE else ""]:
        raise UsageError(f"--delta: {text!r} is too large for a published number")
    return delta


def refuse_own(manifest: Manifest, appeal: Appeal, period: Period, by: str) -> None:
    """Nobody approves their own: not the rep; of a team neither a rep nor its manager. Raises UsageError."""
    own = {appeal.subject_id, *_names(manifest, [appeal.subject_id])}
    if appeal.subject_kind == "team":
        people = _people(manifest, appeal.subject_id, period)
        own |= {*people, *_names(manifest, people)}
    if _as_called(by) in {_as_called(name) for name in own}:
        raise UsageError(
            f"--by: {by!r} is the subject of {appeal.appeal_id}, belongs to it or leads it; somebody else "
            "decides"
        )


def _as_called(name: str) -> str:
    """A name or id without what people write differently: case and blanks."""
    return "".join(name.casefold().split())


def _chosen(scheme: str | None, schemes: set[str], whom: str) -> str:
    if scheme is None:
        if len(schemes) > 1:
            raise UsageError(f"--scheme: {whom} is judged by {', '.join(sorted(schemes))}; say which")
        return next(iter(schemes))
    if scheme not in schemes:
        raise UsageError(
            f"--scheme: {scheme!r} does not judge {whom}{nearest(scheme, schemes)}; expected "
            f"{', '.join(sorted(schemes))}"
        )
    return scheme


def _rows(connection: duckdb.DuckDBPyConnection, manifest: Manifest, period: Period) -> list[dict[str, Any]]:
    columns = NAMED | {"denominator": "decimal(18, 4)"}
    relation = Side.of(manifest).relation(KPI_TABLES[period.grain], columns | {"period_start": "date"})
    return _dicts(
        connection,
        f"select distinct {', '.join(columns)} from {relation} where period_start = ?",
        period.start,
    )


def _everybody(manifest: Manifest) -> list[dict[str, Any]]:
    side = Side.of(manifest)
    tables = " union ".join(
        f"from {side.relation(table, {name: NAMED[name] for name in ('subject_kind', 'subject_id')})}"
        for table in KPI_TABLES.values()
    )
    with duckdb.connect() as connection:
        return _dicts(connection, tables)


def _people(manifest: Manifest, team: str, period: Period) -> list[str]:
    """Reps and managers of a team in a period."""
    relation = Side.of(manifest).relation("rep_day", TEAM_DAY)
    with duckdb.connect() as connection:
        query = f"""
            select distinct unnest([rep_id, manager_id]) as person from {relation}
            where team_id = ? and day between ? and ?
        """
        found = _dicts(connection, query, team, period.start, period.end)
    return [row["person"] for row in found if row["person"] is not None]


def _names(manifest: Manifest, reps: Iterable[str]) -> list[str]:
    relation = Side.of(manifest).relation("dim_rep", {"rep_id": "varchar", "name": "varchar"})
    with duckdb.connect() as connection:
        query = (
            f"select distinct name from {relation} "
            "where name is not null and list_contains(?::varchar[], rep_id)"
        )
        return [row["name"] for row in _dicts(connection, query, list(reps))]


def _dicts(connection: duckdb.DuckDBPyConnection, query: str, *values: object) -> list[dict[str, Any]]:
    found = connection.execute(query, values)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
