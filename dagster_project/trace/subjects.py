"""Whom a trace is about: an id of the publication, whose kind is found where it is not said."""

from __future__ import annotations

import difflib

from dagster_project.errors import UsageError
from dagster_project.trace.asked import KINDS, Period, period_of
from dagster_project.trace.opened import Opened

NEAR = 3


def find_subject(opened: Opened, subject: str, kind: str | None, period: Period) -> str:
    """The subject's kind. Raises UsageError for an unknown or ambiguous id, with what was likely meant."""
    if kind is not None and kind not in KINDS:
        raise UsageError(f"--kind: {kind!r}; expected one of {', '.join(KINDS)}")
    table = opened.table(f"kpi_{period.suffix}")
    known = opened.rows(f"select distinct subject_kind, subject_id from {table}")
    found = [row["subject_kind"] for row in known if row["subject_id"] == subject]
    wanted = [each for each in found if kind in {None, each}]
    if not wanted:
        ids = sorted({row["subject_id"] for row in known if kind in {None, row["subject_kind"]}})
        raise UsageError(f"--subject: {_unknown(subject, kind, found, ids)}{_named(opened, subject)}")
    if len(wanted) > 1:
        raise UsageError(
            f"--subject: {subject!r} is a {' and a '.join(sorted(wanted))}; say which with --kind {wanted[0]}"
        )
    return str(wanted[0])


def find_scheme(opened: Opened, kind: str, subject: str, period: Period, scheme: str | None) -> str:
    """The scheme under which the subject was judged in the period. Raises UsageError."""
    table = opened.table(f"kpi_{period.suffix}", period.start, period.start)
    rows = opened.rows(
        f"select distinct scheme_id from {table} "
        "where subject_kind = $kind and subject_id = $subject and period_start = $start",
        {"kind": kind, "subject": subject, "start": period.start},
    )
    found = sorted(row["scheme_id"] for row in rows)
    if not found:
        raise UsageError(
            f"{kind} {subject} has nothing published for {period}{_periods(opened, kind, subject, period)}"
        )
    if scheme is None and len(found) == 1:
        return str(found[0])
    core = opened.policy().setting("core_scheme")
    if scheme is None and core in found:
        return str(core)
    if scheme in found:
        return str(scheme)
    said = "several schemes judge it; choose with --scheme" if scheme is None else f"--scheme: not {scheme!r}"
    raise UsageError(f"{kind} {subject}, {period}: {said}: {', '.join(found)}")


def _unknown(subject: str, kind: str | None, found: list[str], ids: list[str]) -> str:
    if found:
        return f"{subject!r} is a {found[0]}, not a {kind}"
    close = difflib.get_close_matches(subject, ids, n=NEAR, cutoff=0.5)
    spoken = f"did you mean {', '.join(close)}?" if close else f"known are {', '.join(ids[:10])}, ..."
    return f"nobody and nothing published is called {subject!r}; {spoken}"


def _named(opened: Opened, subject: str) -> str:
    """A person's name was given in place of the id."""
    rows = opened.rows(
        f"select distinct rep_id from {opened.table('dim_rep')} where name = $name order by 1",
        {"name": subject},
    )
    return f" ({subject} is the name of {', '.join(row['rep_id'] for row in rows)})" if rows else ""


def _periods(opened: Opened, kind: str, subject: str, period: Period) -> str:
    table = opened.table(f"kpi_{period.suffix}")
    row = opened.rows(
        f"select min(period_start) as first, max(period_start) as last from {table} "
        "where subject_kind = $kind and subject_id = $subject",
        {"kind": kind, "subject": subject},
    )[0]
    first, last = (period_of(period.grain, row[end]).said for end in ("first", "last"))
    return f" in version {opened.version}; it has rows from {first} to {last}"


def check_kpi(opened: Opened, scheme: str, kpi: str) -> None:
    """Refuse a KPI that the scheme does not have. Raises UsageError."""
    policy = opened.policy()
    known = sorted(
        {
            row.text("kpi_id")
            for table in ("targets", "weights")
            for row in policy.rows(table)
            if row.text("scheme_id") == scheme
        }
    )
    if kpi not in known:
        raise UsageError(f"--kpi: {scheme} has no {kpi!r}; expected one of {', '.join(known)}")
