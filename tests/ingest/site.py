"""A small site to ingest from: a landing folder, a home, and what came of it."""

from __future__ import annotations

import gzip
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.home import Home
from dagster_project.ingest.declared.sources import SHIPPED
from dagster_project.ingest.ledger import current_files, input_hash, read_ledger
from dagster_project.ingest.run import IngestReport, ingest
from dagster_project.ingest.scan import changed

HEADER = "call_id,rep_id,started_at,disposition"
ROW = "{0},r1,2026-03-02 09:00:0{0},connected"


def call_rows(*numbers: int) -> str:
    return "".join(ROW.format(number) + "\n" for number in numbers)


def calls(*numbers: int) -> str:
    return f"{HEADER}\n{call_rows(*numbers)}"


@dataclass
class Site:
    landing: Path
    home: Home
    sources: Path = SHIPPED

    def put(self, name: str, content: str | bytes, at: float | None = None) -> Path:
        path = self.landing / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        path.write_bytes(
            gzip.compress(data, mtime=0) if name.endswith(".gz") and isinstance(content, str) else data
        )
        if at is not None:
            os.utime(path, (at, at))
        return path

    def ingest(self) -> IngestReport:
        return ingest(self.home, self.landing, self.sources, "Asia/Shanghai", "CN")

    def changed(self) -> bool:
        return changed(self.home, self.landing, self.sources)

    def use_sources(self, text: str) -> None:
        self.sources = self.landing.parent / "sources.yml"
        self.sources.write_text(text)

    def use_layout(self, name: str, text: str) -> None:
        folder = self.landing.parent / "layouts"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.yml").write_text(text)

    def ledger(self) -> list[dict[str, Any]]:
        return read_ledger(self.home)

    def current(self) -> dict[str, dict[str, Any]]:
        return {delivery["name"]: delivery for delivery in current_files(self.ledger())}

    def input_hash(self) -> str:
        return input_hash(self.ledger())

    def rows(self, delivery: dict[str, Any], columns: str = "*") -> list[tuple[Any, ...]]:
        path = self.home.root / delivery["rows_path"]
        with duckdb.connect() as engine:
            return engine.execute(f"select {columns} from '{path}' order by line_no").fetchall()

    def refused(self, delivery: dict[str, Any]) -> list[tuple[Any, ...]]:
        path = self.home.root / delivery["refused_path"]
        with duckdb.connect() as engine:
            return engine.execute(
                f"select line_no, value, expected, line from '{path}' order by line_no"
            ).fetchall()

    def take(self, content: str | bytes, name: str = "calls/a.csv") -> dict[str, Any]:
        """Land one file, ingest, and give its ledger line."""
        self.put(name, content)
        self.ingest()
        return next(line for line in reversed(self.ledger()) if line["name"] == name)

    def tree(self) -> dict[str, bytes]:
        """Every file of the raw store but the ledger."""
        folders = (self.home.raw_files, self.home.raw_rows, self.home.raw_refused)
        files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(self.home.root).as_posix(): path.read_bytes() for path in files}
