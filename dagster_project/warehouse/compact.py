"""Write the warehouse anew where much of its file is free: the engine uses free blocks again, but keeps them.

Copying costs in proportion to the history, so it is done when the file has grown by two fifths since it was
last written in one go, and a fifth of it is free: a file that merely holds more, or whose free blocks the
next night needs, stays.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

from dagster_project.home import Home

GROWN, FREE = 1.4, 0.2
_WRITTEN = "written.json"
log = logging.getLogger("scoreline")


def written_anew(home: Home) -> None:
    """Forget the size of the file that is about to be made again."""
    home.warehouse.with_name(_WRITTEN).unlink(missing_ok=True)


def compact(home: Home) -> bool:
    """Copy the warehouse without its free blocks if it is time to; whether it was. Nobody has it open."""
    size = home.warehouse.stat().st_size
    written = home.warehouse.with_name(_WRITTEN)
    try:
        before = int(written.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        written.write_text(str(size), encoding="utf-8")
        return False
    if size < GROWN * before or not _copied(home):
        return False
    written.write_text(str(home.warehouse.stat().st_size), encoding="utf-8")
    return True


def _copied(home: Home) -> bool:
    """Replace the file by a copy, unless little of it is free. What goes wrong is told, and ends no run."""
    import duckdb

    aside = home.warehouse.with_name("scoreline.aside")
    aside.unlink(missing_ok=True)
    memory = os.environ.get("SCORELINE_MEMORY", "4GB")
    try:
        with duckdb.connect(config={"memory_limit": memory, "temp_directory": f"{aside}.tmp"}) as connection:
            connection.execute(f"attach '{_text(home.warehouse)}' as {home.warehouse.stem} (read_only)")
            blocks = connection.execute(
                "select free_blocks, total_blocks from pragma_database_size() where database_name = ?",
                [home.warehouse.stem],
            ).fetchone()
            if blocks is None or blocks[0] < FREE * blocks[1]:
                return False
            connection.execute(f"attach '{_text(aside)}' as aside")
            connection.execute(f"copy from database {home.warehouse.stem} to aside")
            connection.execute("detach aside")
        _take(aside, home.warehouse)
    except (duckdb.Error, OSError) as error:
        log.warning("%s could not be written anew, it stays as large as it is: %s", home.warehouse, error)
        return False
    finally:
        aside.unlink(missing_ok=True)
    return True


def _take(aside: Path, warehouse: Path) -> None:
    """Let the copy be the warehouse."""
    aside.replace(warehouse)


def _text(path: Path) -> str:
    return str(path).replace("'", "''")
