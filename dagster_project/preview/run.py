"""Make the current publication under another policy, and compare; publishes nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dagster_project.comparison.compare import Change
from dagster_project.comparison.subjects import require_known
from dagster_project.errors import UsageError, nearest
from dagster_project.home import Home
from dagster_project.orchestration.fingerprint import project_hash
from dagster_project.policy.model import Policy
from dagster_project.preview.asked import Asked, asked_periods
from dagster_project.preview.changes import compared_tables, find_changes, narrowed
from dagster_project.preview.counts import Counts, counts_of
from dagster_project.preview.derive import derived
from dagster_project.preview.pay import RulePay, find_pay
from dagster_project.preview.rows import OtherRows, other_rows
from dagster_project.publication.restatements.sides import Side
from dagster_project.publication.versions import Manifest
from dagster_project.verification.run import otherwise, require_inputs


@dataclass(frozen=True)
class Preview:
    """What would change; `closed` are the months that stay as they were frozen (2026-09), `noted` what is
    otherwise than when the publication was made.
    """

    manifest: Manifest
    policy: Policy
    rows: list[OtherRows]
    closed: list[str]
    noted: list[str]
    counts: list[Counts]
    changes: list[Change]
    pay: list[RulePay]


def preview(
    home: Home,
    manifest: Manifest,
    policy: Policy,
    periods: Mapping[str, Sequence[str]],
    subject: str | None = None,
    scheme: str | None = None,
) -> Preview:
    """Compare the publication with what it would be under a policy that was checked.

    Only reads the home, so it may run beside a run; works in a scratch folder of the system, removed
    afterwards. `periods` are texts by grain; none: week, month and quarter of the as-of day.

    Raises UsageError for a period, subject or scheme that is not there, ScorelineError where the
    publication cannot be made again.
    """
    require_inputs(manifest, "previewed")
    asked = Asked(asked_periods(periods, manifest.as_of), subject, scheme)
    old, tables = Side.of(manifest), compared_tables(asked)
    _require_known(old, policy, asked)
    with (
        tempfile.TemporaryDirectory(prefix="scoreline-preview-") as name,
        duckdb.connect(config={"temp_directory": str(Path(name) / "spill-compare")}) as connection,
    ):
        sides = narrowed(old, tables), derived(home, manifest, policy, Path(name), tables)
        changes = find_changes(connection, *sides, asked)
        return Preview(
            manifest,
            policy,
            other_rows(manifest.folder / "policy", policy),
            sorted(manifest.content["inputs"]["closed"]),
            _noted(manifest),
            [counts_of(connection, sides, asked, one, changes) for one in asked.periods],
            changes,
            find_pay(connection, *sides, asked),
        )


def _require_known(old: Side, policy: Policy, asked: Asked) -> None:
    """Refuse a subject that the publication, and a scheme that neither policy knows, before it takes long."""
    with duckdb.connect() as connection:
        if asked.subject is not None:
            require_known(connection, asked.subject, old)
        rows = connection.execute(f"from {old.relation('dim_scheme', {'scheme_id': 'varchar'})}").fetchall()
    known = {scheme for (scheme,) in rows} | {row.text("scheme_id") for row in policy.tables["schemes"].rows}
    if asked.scheme is not None and asked.scheme not in known:
        meant = nearest(asked.scheme, known) or f"; known are {', '.join(sorted(known))}"
        raise UsageError(f"--scheme: no policy has a scheme {asked.scheme!r}{meant}")


def _noted(manifest: Manifest) -> list[str]:
    if manifest.content["project_hash"] == project_hash():
        return otherwise(manifest, "previewed")
    sql = "made by another state of the code and previewed with the SQL that it carries: a run may differ"
    return [*otherwise(manifest, "previewed"), sql]
