"""What must not end a night: one file's values, names that look like a readme, lines without end."""

from __future__ import annotations

import duckdb
import pytest

from dagster_project.errors import ScorelineError
from dagster_project.ingest import take
from dagster_project.ingest.declared.sources import check_sources
from dagster_project.ingest.read import json_documents, text_rows
from tests.ingest.site import Site, calls


def test_an_error_that_one_file_sets_off_refuses_that_file_alone(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = take.read_file

    def fails_on_one(engine: duckdb.DuckDBPyConnection, reading: object, path: object) -> object:
        if "bad" in str(path):
            engine.execute("select cast('x' as integer)")
        return whole(engine, reading, path)  # type: ignore[arg-type]

    monkeypatch.setattr(take, "read_file", fails_on_one)
    site.put("calls/bad.csv", calls(1))
    site.put("calls/good.csv", calls(2))
    site.ingest()
    lines = site.current()
    assert lines["calls/good.csv"]["rows_read"] == 1
    assert lines["calls/bad.csv"]["status"] == "unreadable"
    assert lines["calls/bad.csv"]["reason"].startswith(
        "calls/bad.csv: layout canonical fails on it: Conversion Error: Could not convert string 'x' to INT32"
    )
    assert not list(site.home.cache.glob(".*aside"))


def test_only_a_readme_is_passed_over(site: Site) -> None:
    for name in ("readme", "README.md", "readme-a.csv.reasons.csv"):
        site.put(f"calls/{name}", "about the others")
    site.put("calls/readme_exports/a.csv", calls(1))
    site.put("calls/readme-calls.csv", calls(2))
    site.ingest()
    assert sorted(site.current()) == ["calls/readme-calls.csv", "calls/readme_exports/a.csv"]


def test_a_line_that_never_ends(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_rows, "LONGEST_LINE", 1000)
    line = site.take(calls(1) + "x" * 2000)
    assert line["reason"] == (
        "calls/a.csv: a line of 2,000 bytes and more; at most 1,000 are read: "
        "no line ends, or no delimited text?"
    )
    assert site.take(calls(*range(90)), "calls/b.csv")["rows_read"] == 90


@pytest.mark.parametrize(
    ("encoding", "right"), [("utf-8-sig", True), ("GBK", True), ("hex", False), ("x", False)]
)
def test_encodings_are_those_of_texts(site: Site, encoding: str, right: bool) -> None:
    site.use_sources(
        f"sources: [{{name: a, entity: calls, layout: canonical, path: 'calls/**', encoding: {encoding}}}]\n"
    )
    found = [str(problem) for problem in check_sources(site.sources)]
    assert (found == []) == right
    if right:
        assert site.take(calls(1))["rows_read"] == 1


def test_a_file_refused_for_its_name_is_read_under_another(site: Site) -> None:
    refused = site.put("calls/noext", calls(1, 2))
    site.ingest()
    assert site.current()["calls/noext"]["status"] == "unreadable"
    refused.rename(refused.with_name("noext.csv"))
    site.ingest()
    assert [line["rows_read"] for line in site.ledger() if line["name"] == "calls/noext.csv"] == [2]


def test_a_record_where_the_header_should_be_is_not_told(site: Site) -> None:
    reason = site.take("201,13800138001,张三丰有限公司,x\n202,13800138002,y,x\n")["reason"]
    assert "line 1 looks like a record, not a header (4 fields)" in reason
    assert "13800138001" not in reason
    assert "张三丰" not in reason


def test_a_fault_of_the_machine_is_no_fault_of_the_file(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.put("calls/a.csv", calls(1))

    def full(*_: object) -> object:
        raise duckdb.OutOfMemoryException("failed to allocate data")

    with monkeypatch.context() as patched:
        patched.setattr(take, "read_file", full)
        with pytest.raises(ScorelineError, match=r"calls/a.csv: failed to allocate data"):
            site.ingest()
    assert site.ledger() == []
    site.ingest()
    assert site.current()["calls/a.csv"]["rows_read"] == 1


def test_nothing_is_kept_of_a_file_that_was_still_being_written(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = site.put("calls/a.csv", calls(1))
    whole = take.read_file

    def reads_while_it_grows(*arguments: object) -> object:
        path.write_text(calls(1, 2))
        return whole(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(take, "read_file", reads_while_it_grows)
    assert site.ingest().waiting == ["calls/a.csv"]
    assert list(site.home.raw_files.iterdir()) == []


def test_a_json_line_that_never_ends_is_not_taken_whole(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    row = '{"call_id": "1", "rep_id": "r", "started_at": "2026-03-02 09:00:00", "disposition": "connected"}'
    monkeypatch.setattr(json_documents, "LONGEST", 150)
    line = site.take(f"{row} {row} {row}", "calls/a.jsonl")
    assert (line["rows_read"], line["rows_refused"]) == (3, 0)
