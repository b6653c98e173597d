"""Write a run's events: START when it begins, the rest when it ends, ABORT for one that was cut off."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from dagster_project.home import Home
from dagster_project.orchestration.fingerprint import dbt_hash, project_hash

if TYPE_CHECKING:
    from openlineage.client.event_v2 import RunEvent

    from dagster_project.lineage_events.events import Told
    from dagster_project.orchestration.session import Session

KEPT_RUNS = 30
"""Files of older runs are removed: a catalogue has read them long since."""

log = logging.getLogger("scoreline")


def folder(home: Home) -> Path:
    """Where the events are, one file per run."""
    return home.root / "lineage"


def begin(session: Session, cut_off: Sequence[str]) -> None:
    """START of this run; ABORT of those runs that have begun and can never end. Raises OSError."""
    from dagster_project.lineage_events.events import aborted, started

    home = session.options.home
    for run_id in cut_off:
        if _file(home, run_id).exists():
            _write(home, run_id, [aborted(run_id)])
    _write(home, session.run_id, [started(_told(session))])
    for old in sorted(folder(home).glob("*.jsonl"), key=_written)[:-KEPT_RUNS]:
        old.unlink()


def end(session: Session) -> None:
    """What the run read, judged and published. What cannot be written is told, and ends no run."""
    try:
        _write(session.options.home, session.run_id, _ending(session))
    except (OSError, duckdb.Error) as error:
        log.warning("lineage events of this run are not complete: %s", error)


def _ending(session: Session) -> list[RunEvent]:
    from dagster_project.lineage_events.columns import published_origins
    from dagster_project.lineage_events.events import ended, judged, landed, published
    from dagster_project.orchestration.manifest import manifest
    from dagster_project.publication.versions import read_manifest

    told, made = _told(session), session.published
    deliveries = session.ingested.new_deliveries if session.ingested else []
    events = judged(told, session.judged) if session.judged else []
    if made is None:
        return [*events, ended(told, landed(deliveries, {}), [], "the run ended before it published")]
    origins = published_origins(session.options.home, manifest(), dbt_hash())
    outputs = published(read_manifest(made.folder), origins) if made.changed else []
    return [*events, ended(told, landed(deliveries, origins), outputs, None)]


def _told(session: Session) -> Told:
    from dagster_project.lineage_events.events import Told

    tags = {"code_version": version("scoreline"), "project_hash": project_hash()}
    if session.policy is not None:
        tags["policy_hash"] = session.policy.hash
    as_of = session.as_of or session.options.as_of
    return Told(
        session.run_id, tags, f"duckdb {duckdb.__version__}", as_of.isoformat() if as_of is not None else None
    )


def _file(home: Home, run_id: str) -> Path:
    return folder(home) / f"{run_id}.jsonl"


def _written(file: Path) -> int:
    return file.stat().st_mtime_ns


def _write(home: Home, run_id: str, events: Sequence[RunEvent]) -> None:
    """Append whole lines."""
    from openlineage.client.serde import Serde

    folder(home).mkdir(parents=True, exist_ok=True)
    with _file(home, run_id).open("a", encoding="utf-8") as file:
        file.write("".join(Serde.to_json(event) + "\n" for event in events))
