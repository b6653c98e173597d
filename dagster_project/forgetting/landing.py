"""A file that lands after somebody in it was forgotten: replaced before anything of it is used."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dagster_project.forgetting.files import Rewriter
from dagster_project.forgetting.numbers import fill_regions
from dagster_project.forgetting.overlay import read_overlay, written_overlay
from dagster_project.forgetting.register import folder_of, read_register
from dagster_project.home import Home
from dagster_project.ingest.aside import written_aside
from dagster_project.ingest.take import Facts, Task

if TYPE_CHECKING:
    import duckdb

log = logging.getLogger("scoreline")


def without_forgotten(
    connection: duckdb.DuckDBPyConnection, home: Home, task: Task, facts: Facts, said: dict[str, Any]
) -> Facts:
    """The facts of a reading after its rows, refused lines and original bytes were rewritten, if need be.

    The ledger line is not written yet, so a run that is cut off here reads and rewrites the file again.
    """
    if facts["rows_path"] is None:
        return facts
    line = said | facts | {"file_id": task.file_id, "entity": task.source.entity.name, "name": task.name}
    folder = folder_of(home) / "landing"
    folder.mkdir(parents=True, exist_ok=True)
    fill_regions(connection, [line], said["region"])
    rewriter = Rewriter(connection, home, read_register(home), folder, said["region"])
    staged = rewriter.rewrite(task.file_id, [line], task.source)
    for target, aside in staged.files.items():
        _put(aside, home.root / target)
    if staged.files:
        log.info("%s: lines of forgotten customers were replaced", task.name)
        with written_aside(folder_of(home) / "overlay.json") as aside:
            aside.write_text(written_overlay(read_overlay(home) | staged.overlay), encoding="utf-8")
    return facts | {
        name: staged.overlay[facts[path]]["sha256"]
        for name, path in (("rows_hash", "rows_path"), ("refused_hash", "refused_path"))
        if facts[path] in staged.overlay
    }


def _put(aside: Path, target: Path) -> None:
    with written_aside(target) as passing:
        aside.replace(passing)
