"""What a run says at its end about numbers that were promised and changed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb

from dagster_project.publication.restatements.consequences import TABLE as CONSEQUENCES
from dagster_project.publication.restatements.shape import RESTATEMENT
from dagster_project.publication.restatements.sides import Side
from dagster_project.publication.versions import Manifest

COLUMNS = {
    "version": "integer", "subject_kind": "varchar", "subject_id": "varchar", "cause": "varchar",
    "since_version": "integer", "period_end": "date", "table_name": "varchar", "row_key": "varchar",
}  # fmt: skip
NAMED = 5
"""Subjects that are listed by name."""


def restated(manifest: Manifest, home: Path) -> list[str]:
    """How many numbers of complete periods changed with this publication, whose, why, and how to see them.

    Days that the version before does not report are seen beside the version that told them last.
    """
    before = manifest.content["previous"]
    if before is None:
        return []
    side = Side.of(manifest)
    relation = side.relation(RESTATEMENT.name, COLUMNS)
    published = side.relation("publication", {"version": "integer", "as_of": "date"})
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"select subject_kind, subject_id, cause, table_name, row_key from {relation} where version = ?",
            [manifest.version],
        ).fetchall()
        hidden = connection.execute(
            f"""
            select distinct since_version from {relation} where version = ? and period_end >
                (select as_of from {published} where version = ?)
            order by since_version
            """,
            [manifest.version, before["version"]],
        ).fetchall()
    if not rows:
        return ["No number of a complete period changed."]
    people = Counter(f"{kind} {subject}" for kind, subject, *_ in rows if kind == "rep")
    whose = people or Counter(f"{kind} {subject}" for kind, subject, *_ in rows)
    rules = len({key for _, _, _, table, key in rows if table == CONSEQUENCES})
    also = f", {rules} consequence(s) among them" if rules else ""
    named = ", ".join(name for name, _ in whose.most_common(NAMED))
    more = f" and {len(whose) - NAMED} more" if len(whose) > NAMED else ""
    causes = Counter(cause for _, _, cause, *_ in rows).most_common()
    why = ", ".join(f"{cause} {count}" for cause, count in causes)
    beside = [before["version"], *(version for (version,) in hidden)]
    return [
        f"{len(rows)} numbers of complete periods changed ({why}), of {named}{more}{also}:",
        *(
            f"  scoreline diff {version} {manifest.version} --home {home}   from what to what, and why"
            for version in beside
        ),
    ]
