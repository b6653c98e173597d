"""Files to correct and drop again: the refused records as they were written, with the reason beside each.

The records come from the original bytes, so nothing that a reader changed on the way gets in. A value that
a spreadsheet would take for a formula is written behind an apostrophe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from dagster_project.home import Home
from dagster_project.ingest.declared.forms import CORRECTIONS, inner_name
from dagster_project.ingest.declared.sources import find_source, load_sources
from dagster_project.ingest.decode.unpack import Unreadable
from dagster_project.ingest.ledger import Delivery
from dagster_project.quarantine.columns import FileColumns
from dagster_project.quarantine.marks import correction_name
from dagster_project.quarantine.originals import Cells, originals
from dagster_project.quarantine.store import RefusedLine
from dagster_project.quarantine.writing import Marks, write_objects, write_rows


@dataclass
class Corrections:
    """The files that were written, and what a person must know about the others or before landing them."""

    files: list[Path] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def write_corrections(home: Home, sources_file: Path, lines: Sequence[RefusedLine], out: Path) -> Corrections:
    """One file per file that holds refused records, beside the file's own path below `out`."""
    columns, sources = FileColumns(home, sources_file), load_sources(sources_file)
    written = Corrections()
    marks: dict[str, Marks] = {}
    for line in lines:
        column = f"{line.column_name}: " if line.column_name else ""
        marks.setdefault(line.file_id, {}).setdefault(line.line_no, []).append(f"{column}{line.expected}")
    for file_id, by_line in sorted(marks.items(), key=lambda item: columns.delivery(item[0])["name"]):
        delivery, layout = columns.delivery(file_id), columns.layout(file_id)
        if layout is None:
            written.problems.append(
                f"{delivery['name']}: layout {delivery['layout']} is not there; name the run's own --sources"
            )
            continue
        name = _name(delivery)
        if (out / name).exists():
            written.problems.append(
                f"{out / name} is there already, with what was corrected in it; left as it is"
            )
            continue
        try:
            found = originals(home, delivery, layout, set(by_line))
        except Unreadable as error:
            written.problems.append(
                f"{delivery['name']}: can no longer be read as layout {layout.name}: {error}"
            )
            continue
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(found, Cells):
            written.files += write_rows(found, layout, file_id, by_line, target)
        else:
            written.files += write_objects(found, layout, file_id, by_line, target)
        source = find_source(sources, name)
        if source is None or source.name != delivery["source"]:
            written.problems.append(
                f"{name}: source {delivery['source']} does not take a file of this name; widen its `path` "
                "before you land it, or say in the CRM or phone system what is right"
            )
    return written


def _name(delivery: Delivery) -> str:
    """The correction's path below the landing folder; rows of a workbook or of Parquet come back as CSV."""
    ending = PurePosixPath(inner_name(delivery["name"])).suffix
    return correction_name(delivery["name"], delivery["file_id"], CORRECTIONS.get(ending, ending))
