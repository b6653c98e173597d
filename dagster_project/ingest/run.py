"""Takes what is new in the landing folder into the raw store and the ledger."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from dagster_project.forgetting.register import somebody_was_forgotten
from dagster_project.home import Home
from dagster_project.ingest.aside import remove_leftovers, synced_together
from dagster_project.ingest.declared.sources import Source, find_source, load_sources
from dagster_project.ingest.exported_at import utc_text
from dagster_project.ingest.ledger import Delivery, append_segment, read_ledger
from dagster_project.ingest.mend import note_sound, take_away_damaged
from dagster_project.ingest.original import FileChanged, drop_untold, forget, keep_new
from dagster_project.ingest.plan import Landed, Plan, Wanted
from dagster_project.ingest.scan import Found, StatCache, settings_hash, walk
from dagster_project.ingest.take import Facts, Task, take

WORKERS = min(os.cpu_count() or 1, 4)
ENGINE: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "1GB",
    "autoinstall_known_extensions": False,
    "enable_external_file_cache": False,
}
"""One thread a query: several files, or parts of one, are read at a time, and their bytes stay the same."""
log = logging.getLogger(__name__)


@dataclass
class IngestReport:
    """What a run took in.

    `new_deliveries`: the ledger lines it added; `seen`: landed files that were known already; `waiting`:
    names of files that are still being written; `problems`: files that nothing takes, and why; `mended`:
    what was damaged in the raw store and was made or taken again.
    """

    new_deliveries: list[Delivery] = field(default_factory=list)
    seen: int = 0
    waiting: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)


def ingest(
    home: Home,
    landing: Path,
    sources_file: Path,
    site_zone: str,
    default_region: str,
    *,
    whole: bool = False,
    now: datetime | None = None,
) -> IngestReport:
    """Take every new or changed file of `landing`; the ledger segment is written last, in one step.

    Killed at any moment it leaves nothing half, and running it again gives what one run would have given.
    `site_zone` and `default_region` stand in where a source names none. Damaged files of the raw store are
    made again; `whole`: all rows will be read, and so are hashed first. Only the process that holds the
    home's lock may call it. Raises UsageError for wrong sources or layouts, or a landing folder that does not
    exist, ScorelineError for damage that only a backup can mend.
    """
    settings = settings_hash(sources_file)
    sources = load_sources(sources_file)
    found = walk(landing)
    home.ensure()
    remove_leftovers(home.raw_files, home.raw_rows, home.raw_refused, home.ledger, home.cache, home.keys)
    report = IngestReport(waiting=found.waiting, problems=found.problems)
    ledger = read_ledger(home)
    plan = Plan(home, sources, ledger, site_zone, default_region)
    cache = StatCache(home, landing)
    drop_untold(home, {line["file_id"] for line in ledger})
    settings_of_engine = ENGINE | {"temp_directory": str(home.cache)}
    with duckdb.connect(config=settings_of_engine) as engine, synced_together():
        engine.execute("set timezone = 'UTC'")
        with ThreadPoolExecutor(WORKERS) as pool:
            looked_at = _look(pool, home, found.files, sources, cache, report)
            landed = [file for file in looked_at.values() if file.source is not None and file.file_id]
            shas = {file.file_id for file in landed}
            report.mended = take_away_damaged(home, ledger, shas, whole=whole)
            # Kept files first: the last line about a name then is about the bytes that lie there now.
            wanted = [*plan.kept({(file.found.name, file.file_id) for file in landed})]
            for file in landed:
                delivery = plan.landed(file)
                wanted.extend([delivery] if delivery else [])
                report.seen += delivery is None
            results = _take_all(pool, home, engine, plan, wanted)
        if somebody_was_forgotten(home):
            _replace_forgotten(home, engine, wanted, results)
    delivered_at = utc_text(now or datetime.now(UTC))
    for item in wanted:
        facts = results[item.task.key]
        if facts is None:
            report.waiting.append(item.task.name)
            del looked_at[item.task.name]
        elif (line := plan.line(item, facts, delivered_at)) is not None:
            report.new_deliveries.append(line)
    append_segment(home, report.new_deliveries)
    told = {line["file_id"] for line in [*ledger, *report.new_deliveries]}
    for file_id in {item.task.file_id for item in wanted} - told:
        forget(home, file_id)
    note_sound(home, [*ledger, *report.new_deliveries])
    cache.save(settings, {name: (file.found, file.file_id) for name, file in looked_at.items()})
    return report


def _look(
    pool: ThreadPoolExecutor,
    home: Home,
    files: Iterable[Found],
    sources: list[Source],
    cache: StatCache,
    report: IngestReport,
) -> dict[str, Landed]:
    """Source and SHA-256 of every landed file by name, its bytes kept; what nothing takes or opens is a
    problem.
    """
    looked_at: dict[str, Landed] = {}
    running: dict[str, Future[str]] = {}
    for file in files:
        source = find_source(sources, file.name)
        remembered = cache.sha256(file) or ""
        looked_at[file.name] = Landed(file, remembered, source)
        if source is None:
            report.problems.append(
                f"{file.name}: no source takes this file; add one to the sources or move it"
            )
        elif not remembered:
            running[file.name] = pool.submit(keep_new, home, file.path)
    for name, future in running.items():
        try:
            looked_at[name] = replace(looked_at[name], file_id=future.result())
        except FileNotFoundError:
            report.waiting.append(name)
            del looked_at[name]
        except OSError as error:
            report.problems.append(
                f"{name}: cannot be opened ({error.strerror}); give the job the right to read it"
            )
    return looked_at


def _take_all(
    pool: ThreadPoolExecutor, home: Home, engine: duckdb.DuckDBPyConnection, plan: Plan, wanted: list[Wanted]
) -> dict[tuple[str, str, str], Facts | None]:
    """Facts by task key, each read once; None where the landed file changed meanwhile."""
    results: dict[tuple[str, str, str], Facts | None] = {}
    running: dict[tuple[str, str, str], Future[Facts]] = {}
    for item in wanted:
        key = item.task.key
        if key in results or key in running:
            continue
        known = plan.known_facts(key)
        if known is not None:
            results[key] = known
        else:
            running[key] = pool.submit(_take, home, engine, item.task)
    for key, future in running.items():
        try:
            results[key] = future.result()
        except FileChanged:
            results[key] = None
    return results


def _replace_forgotten(
    home: Home,
    engine: duckdb.DuckDBPyConnection,
    wanted: list[Wanted],
    results: dict[tuple[str, str, str], Facts | None],
) -> None:
    """Have nobody come back who was forgotten."""
    from dagster_project.forgetting.landing import without_forgotten

    for item in {item.task.key: item for item in wanted}.values():
        facts = results[item.task.key]
        if facts is not None:
            results[item.task.key] = without_forgotten(engine, home, item.task, facts, item.said)


def _take(home: Home, engine: duckdb.DuckDBPyConnection, task: Task) -> Facts:
    with engine.cursor() as connection:
        connection.execute("set timezone = 'UTC'")
        facts = take(home, connection, task)
    said = facts["reason"] or f"{facts['rows_read']} rows read, {facts['rows_refused']} refused"
    log.info("%s: %s", task.name, said)
    return facts
