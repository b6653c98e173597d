"""Every case of bad input has the fate that its table says, twice over, and the arithmetic holds for each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import zstandard

from dagster_project.home import Home
from dagster_project.ingest.original import kept_path
from tests.ingest.fates import (
    archives,
    bombs,
    encodings,
    json_files,
    lines,
    parquet_files,
    quotes,
    shapes,
    workbooks,
)
from tests.ingest.fates.case import LAYOUT, Case
from tests.ingest.site import Site

FAMILIES = (encodings, lines, quotes, shapes, archives, bombs, json_files, parquet_files, workbooks)
CASES = [
    pytest.param(case, id=f"{family.__name__.rsplit('.', 1)[1]}: {case.name}")
    for family in FAMILIES
    for case in family.CASES
]
FACTS = (
    "file_id", "rows_hash", "rows_read", "rows_refused", "truncated", "reason", "encoding", "unknown_columns",
    "notes", "status",
)  # fmt: skip


def test_there_are_many_cases_each_with_a_name() -> None:
    names = [str(param.id) for param in CASES]
    assert len(names) == len(set(names)) >= 160


@pytest.mark.parametrize("case", CASES)
def test_fate(site: Site, tmp_path: Path, case: Case) -> None:
    data = case.data
    if case.own is not None:
        site.use_layout("own", LAYOUT.format(case.own) if "columns:" not in case.own else case.own)
        site.use_sources(
            'sources: [{name: own, entity: calls, layout: own, path: "calls/**", time_zone: UTC}]\n'
        )
    line = site.take(data, f"calls/{case.file}")
    rows, refused = outcome(site, line)
    assert case.whole in (line["reason"] or ""), line["reason"]
    assert (line["reason"] is None) == (case.whole == ""), line["reason"]
    assert [row[0] for row in rows] == case.rows.split(), (rows, refused)
    assert {
        number: value[: len(case.refused.get(number, ""))] for number, value, _, _ in refused
    } == case.refused
    assert (line["status"], line["truncated"]) == ("unreadable" if case.whole else "read", case.truncated)
    assert len(line["notes"]) == len(case.notes)
    assert all(part in note for part, note in zip(case.notes, line["notes"], strict=True)), line["notes"]
    assert tuple(line["unknown_columns"]) == case.unknown
    if case.lines:
        assert tuple(row[2] for row in rows) == case.lines
    if case.encoding:
        assert line["encoding"] == case.encoding
    if case.reps:
        assert tuple(row[1] for row in rows) == case.reps
    check_arithmetic(line, rows, refused)
    with kept_path(site.home, line["file_id"]).open("rb") as kept:
        assert zstandard.ZstdDecompressor().stream_reader(kept).read() == data
    again = replace(site, home=Home(tmp_path / "second"))
    again.ingest()
    [repeated] = again.ledger()
    assert [repeated[fact] for fact in FACTS] == [line[fact] for fact in FACTS]
    assert outcome(again, repeated) == (rows, refused)
    assert sorted(path.name for path in site.home.cache.glob(".*")) == []


def outcome(site: Site, line: dict[str, Any]) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    rows = site.rows(line, "call_id, rep_id, line_no, extra") if line["rows_path"] else []
    return rows, site.refused(line) if line["refused_path"] else []


def check_arithmetic(
    line: dict[str, Any], rows: list[tuple[Any, ...]], refused: list[tuple[Any, ...]]
) -> None:
    assert line["rows_refused"] == len(refused)
    assert line["rows_read"] == len(rows) + len(refused)
    numbers = [row[2] for row in rows] + [row[0] for row in refused]
    assert len(numbers) == len(set(numbers)), "two rows bear the same number"
    assert all(expected for _, _, expected, _ in refused)
