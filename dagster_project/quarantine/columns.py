"""Which columns of a file a canonical column is made of: people know those by name, not ours."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dagster_project.home import Home
from dagster_project.ingest.declared.layout import Layout
from dagster_project.ingest.declared.layout_file import load_layout
from dagster_project.ingest.declared.sources import Source, layout_path, load_sources
from dagster_project.ingest.ledger import Delivery, current_files, read_ledger


class FileColumns:
    """Looks up the layouts of a home's files, each as its source declares it now."""

    def __init__(self, home: Home, sources_file: Path) -> None:
        self._sources_file = sources_file
        self._sources: dict[str, Source] = {source.name: source for source in load_sources(sources_file)}
        self._told = {delivery["file_id"]: delivery for delivery in current_files(read_ledger(home))}

    def delivery(self, file_id: str) -> Delivery:
        """The ledger's line about a file."""
        return self._told[file_id]

    def source(self, file_id: str) -> Source | None:
        """The source that the file came from, if it is still declared."""
        return self._sources.get(self._told[file_id]["source"])

    def layout(self, file_id: str) -> Layout | None:
        """The layout of a file; None when it is gone or cannot be read."""
        source = self.source(file_id)
        if source is not None:
            return source.layout
        path = layout_path(self._sources_file, self._told[file_id]["layout"])
        return load_layout(path)[0] if path.exists() else None

    def made_of(self, file_id: str, column: str | None) -> Sequence[str]:
        """The file's columns behind a canonical one."""
        layout = self.layout(file_id)
        rules = layout.rules if layout is not None else ()
        return next((rule.reads for rule in rules if rule.column == column), ())
