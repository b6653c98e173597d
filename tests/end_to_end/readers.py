"""Readers in processes of their own, as BI tools are, and what they saw."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

# Opens the database of the current publication once and asks it again when a line comes in.
HOLDER = """
import sys, duckdb
tables = "kpi_daily", "score_monthly", "counted_event"
database = duckdb.connect(sys.argv[1] + "/scoreline.duckdb", read_only=True)
def look():
    counts = [database.execute(f"select count(*), sum(hash(t)) from {name} t").fetchone() for name in tables]
    print([str(value) for row in counts for value in row], flush=True)
look()
sys.stdin.readline()
look()
"""

# Reads the Parquet files behind `current` until a line comes in: each look must fit its manifest.
LOOP = """
import json, os, select, sys, duckdb
looks = {}
while not select.select([sys.stdin], [], [], 0.05)[0]:
    folder = os.path.realpath(sys.argv[1])
    with open(folder + "/manifest.json", "rb") as file:
        manifest = json.load(file)
    for name in ("kpi_weekly", "kpi_daily", "weekly_report"):
        paths = [folder + "/" + file["path"] for file in manifest["tables"][name]["files"]]
        (found,) = duckdb.execute("select count(*) from read_parquet(?)", [paths]).fetchone()
        if found != manifest["tables"][name]["rows"]:
            sys.exit(f"{folder} {name}: told {manifest['tables'][name]['rows']}, found {found}")
    version = str(manifest["version"])
    looks[version] = looks.get(version, 0) + 1
    if sum(looks.values()) == 1:
        print("reading", flush=True)
print(json.dumps(looks), flush=True)
"""


class Readers:
    """Both readers, from before a publication until after it."""

    def __init__(self, current: Path) -> None:
        self._holder, self._loop = (
            subprocess.Popen(
                [sys.executable, "-c", code, str(current)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            for code in (HOLDER, LOOP)
        )

    def __enter__(self) -> Readers:
        assert self._holder.stdout is not None
        assert self._loop.stdout is not None
        self._first = self._holder.stdout.readline()
        assert self._loop.stdout.readline() == "reading\n"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for reader in (self._holder, self._loop):
            reader.kill()
            reader.communicate()

    def ask(self) -> dict[str, Any]:
        """What the holder saw first and sees now, how often the loop met each version, and how both ended."""
        again, _ = self._holder.communicate("go\n", timeout=120)
        looks, _ = self._loop.communicate("go\n", timeout=120)
        codes = [self._holder.returncode, self._loop.returncode]
        assert codes == [0, 0], f"{again}\n{looks}"
        return {"first": self._first, "again": again, "looks": json.loads(looks)}
