"""Refused lines leave the quarantine when a correction of them lands, and only then."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from dagster_project.home import Home
from dagster_project.ingest.declared.sources import SHIPPED
from dagster_project.quarantine.correction import write_corrections
from dagster_project.quarantine.store import keep, refused_lines
from dagster_project.warehouse.deliveries import by_name
from tests.warehouse.conftest import Derive, rows

CALLS = "call_id,rep_id,started_at,disposition\n"
BAD = [
    "c1,r1,2026-09-01 09:00:00,busy",
    "c2,r1,first,busy",
    "c3,r1,second,busy",
    ",r1,2026-09-01 09:03:00,busy",
    "c5,r1",
    "c6,r1,sixth,busy",
]
MODELS = "+quarantine +file_rows +int_counted_event"
ARITHMETIC = (
    "select name, rows_read, rows_loaded, rows_duplicate, rows_quarantined, rows_mended "
    "from core.file_rows order by name"
)
OPEN = "select file_name, line_no, value from core.quarantine order by file_name, line_no"


def corrected(home: Home, folder: Path, changes: dict[str, dict[int, dict[str, str]]]) -> dict[str, str]:
    """The exports of these files (by the end of their names), of each the changed lines alone."""
    keep(home)
    written = write_corrections(home, SHIPPED, refused_lines(home), folder)
    files = {}
    for path in written.files:
        wanted = next((lines for end, lines in changes.items() if f"{end}.refused-" in path.name[-30:]), None)
        if wanted is None:
            continue
        with path.open(encoding="utf-8-sig", newline="") as source:
            reader = csv.DictReader(source)
            sink = io.StringIO()
            writer = csv.DictWriter(sink, reader.fieldnames or [], lineterminator="\n")
            writer.writeheader()
            for row in reader:
                line = int(row["refused_line"])
                if line in wanted:
                    writer.writerow({**row, **wanted[line]})
        files[path.relative_to(folder).as_posix()] = sink.getvalue()
    return files


def at(minute: int) -> dict[str, str]:
    return {"started_at": f"2026-09-01 10:0{minute}:00", "disposition": "busy"}


def test_lines_leave_when_their_correction_is_understood(derive: Derive, tmp_path: Path) -> None:
    home = derive({"calls/a.csv": CALLS + "\n".join(BAD) + "\n"}, MODELS)
    assert [line for _, line, _ in rows(home, OPEN)] == [3, 4, 5, 6, 7]

    # The second is mended wrongly, the sixth not at all.
    first = corrected(
        home,
        tmp_path / "export",
        {"a.csv": {3: at(1), 4: {"started_at": "soon"}, 5: {"call_id": "c4"}, 6: at(5)}},
    )
    [name] = first
    home = derive(first, MODELS)
    assert rows(home, OPEN) == [("calls/a.csv", 4, "second"), ("calls/a.csv", 7, "sixth"), (name, 3, "soon")]
    assert rows(home, ARITHMETIC) == [("calls/a.csv", 6, 1, 0, 5, 3), (name, 4, 3, 0, 1, 0)]
    assert rows(home, "select count(*) from core.fct_call") == [(4,)]

    # The correction of the correction mends both; a later export with the sixth call's key mends that line.
    again = corrected(home, tmp_path / "export", {".csv": {3: at(2)}})
    again = {name: text for name, text in again.items() if name.count(".refused-") == 2}
    assert len(again) == 1
    home = derive({**again, "calls/b.csv": CALLS + "c6,r1,2026-09-01 10:06:00,busy\n"}, MODELS)
    assert rows(home, OPEN) == []
    assert keep(home) == 0
    found = rows(home, ARITHMETIC)
    assert found[0] == ("calls/a.csv", 6, 1, 0, 5, 5)
    assert all(row[1] == row[2] + row[3] + row[4] for row in found)
    assert rows(home, "select count(*) from core.fct_call") == [(6,)]


SNAPSHOT = """
sources:
  - {name: crm, entity: customers, layout: canonical, path: "crm/**", mode: snapshot}
"""


def test_a_correction_replaces_no_snapshot(derive: Derive, tmp_path: Path) -> None:
    """What mends a line of the whole deletes nobody; the next whole replaces both."""
    sources = tmp_path / "sources.yml"
    sources.write_text(SNAPSHOT, encoding="utf-8")
    head = "customer_id,is_capable\n"
    home = derive({"crm/a.csv": head + "k1,yes\nk2,perhaps\n"}, MODELS, sources=sources)
    keep(home)
    [path] = write_corrections(home, sources, refused_lines(home), tmp_path / "export").files
    text = path.read_text(encoding="utf-8-sig").replace("perhaps", "no")
    home = derive({f"crm/{path.name}": text}, MODELS, sources=sources)
    known = "select customer_id, is_capable from core.int_customers__latest order by all"
    assert rows(home, known) == [("k1", True), ("k2", False)]
    assert rows(home, OPEN) == []
    home = derive({"crm/b.csv": head + "k3,yes\n"}, MODELS, sources=sources)
    assert rows(home, known) == [("k3", True)]


def test_a_file_delivered_again_under_its_name_is_done_with(derive: Derive) -> None:
    """The first line is mended in place, the second taken out, a third is wrong now."""
    home = derive({"calls/c_2026-09-01T2100.csv": CALLS + "\n".join(BAD[1:3]) + "\n"}, MODELS)
    assert len(rows(home, OPEN)) == 2
    again = CALLS + "c2,r1,2026-09-01 10:01:00,busy\nc9,r1,third,busy\n"
    home = derive({"calls/c_2026-09-01T2100.csv": again}, MODELS)
    assert rows(home, OPEN) == [("calls/c_2026-09-01T2100.csv", 3, "third")]


def test_a_name_that_is_written_anew_every_night_is_no_export_again() -> None:
    told = {"name": "calls.csv", "delivered_at": "t", "rows_path": "x", "exported_at": "2026-09-01"}
    ledger = [{**told, "file_id": "a"}, {**told, "file_id": "b", "exported_at": "2026-09-02"}]
    names = by_name(ledger)
    assert [names.previous, list(names.latest), list(names.redelivered)] == [{"b": "a"}, ["b"], ["a"]]
    assert names.redelivered["a"]["exported_at"] != told["exported_at"]
    back_again = by_name([*ledger, {**told, "file_id": "a"}])
    assert list(back_again.redelivered) == ["b"]
