"""Files to correct and drop again."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import pytest

from dagster_project.home import Home
from dagster_project.ingest.declared.sources import SHIPPED
from dagster_project.ingest.run import ingest
from dagster_project.quarantine.correction import write_corrections
from dagster_project.quarantine.store import RefusedLine, refused_files, refused_lines, stored
from tests.quarantine.forms import COLUMNS, made

CALLS = (
    "call_id,rep_id,started_at,disposition,campaign\n"
    "c1,r1,2026-09-01 09:00:00,connected,\n"
    "c2,r1,yesterday,connected,=cmd()\n"
    'c3,r1,2026-09-01 09:10:00,connected,"two\nlines"\n'
    'c4,r1,never,no_answer,"also, two\nlines"\n'
    "c5,r1,2026-09-01 09:20:00\n"
    "c6,r1,2026-09-01 09:30:00,busy,+86,more\n"
    'c7,r1,2026-09-01 09:40:00,busy,"open\n'
    "c8,r1,2026-09-01 09:50:00,busy," + "x" * 3000 + ",more\n"
)
MARKS = ["refused_line", "refused_because", "refused_file"]


def land(tmp_path: Path, name: str, data: bytes, sources: Path = SHIPPED) -> tuple[Home, str]:
    path = tmp_path / "landing" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    home = Home(tmp_path / "home").ensure()
    report = ingest(home, tmp_path / "landing", sources, "Asia/Shanghai", "CN")
    return home, report.new_deliveries[-1]["file_id"]


@pytest.fixture
def landed(tmp_path: Path) -> tuple[Home, str]:
    return land(tmp_path, "calls/september.csv", CALLS.encode())


def refused(file_id: str, line_no: int, column: str | None, value: str, expected: str) -> RefusedLine:
    return RefusedLine("calls", file_id, "calls/september.csv", line_no, column, value, expected)


def rows_of(path: Path, encoding: str = "utf-8-sig", delimiter: str = ",") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def test_the_refused_records_stand_under_their_header_with_line_reason_and_file(
    landed: tuple[Home, str], tmp_path: Path
) -> None:
    home, file_id = landed
    lines = [
        refused(file_id, 3, "started_at", "yesterday", "a time"),
        refused(file_id, 6, "started_at", "never", "a time"),
        refused(file_id, 6, "disposition", "no_answer", "something else"),
        refused(file_id, 8, None, "3 fields", "5 fields"),
        refused(file_id, 9, None, "6 fields", "5 fields"),
        refused(file_id, 10, None, "an opened quote", "a quote that is closed"),
        refused(file_id, 11, None, "6 fields", "5 fields"),
    ]
    [written] = write_corrections(home, SHIPPED, lines, tmp_path / "out").files
    assert written == tmp_path / "out" / "calls" / f"september.csv.refused-{file_id[:8]}.csv"
    assert rows_of(written) == [
        ["call_id", "rep_id", "started_at", "disposition", "campaign", *MARKS],
        ["c2", "r1", "yesterday", "connected", "'=cmd()", "3", "started_at: a time", file_id],
        [
            *["c4", "r1", "never", "no_answer", "also, two\nlines", "6"],
            *["started_at: a time; disposition: something else", file_id],
        ],
        ["c5", "r1", "2026-09-01 09:20:00", "", "", "8", "5 fields", file_id],
        ["c6", "r1", "2026-09-01 09:30:00", "busy", "+86", "9", "5 fields", file_id, "more"],
        ["c7", "r1", "2026-09-01 09:40:00", "busy", '"open', "10", "a quote that is closed", file_id],
        ["c8", "r1", "2026-09-01 09:50:00", "busy", "x" * 3000, "11", "5 fields", file_id, "more"],
    ]


def test_what_somebody_is_correcting_is_not_written_over(landed: tuple[Home, str], tmp_path: Path) -> None:
    home, file_id = landed
    lines = [refused(file_id, 3, "started_at", "yesterday", "a time")]
    [path] = write_corrections(home, SHIPPED, lines, tmp_path / "out").files
    path.write_text("half done", encoding="utf-8")
    again = write_corrections(home, SHIPPED, lines, tmp_path / "out")
    assert (again.files, path.read_text(encoding="utf-8")) == ([], "half done")
    assert "is there already" in again.problems[0]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("\t=1", "'\t=1"),
        ("＝1+1", "'＝1+1"),
        ("-12.50", "-12.50"),
        ("+86 138-0000-0000", "+86 138-0000-0000"),
        ("-", "-"),
    ],
)
def test_nothing_in_a_correction_runs_in_a_spreadsheet(tmp_path: Path, cell: str, written: str) -> None:
    text = f'call_id,rep_id,started_at,disposition,campaign\nc1,r1,x,busy,"{cell}"\n'
    home, file_id = land(tmp_path, "calls/september.csv", text.encode())
    lines = [refused(file_id, 2, "started_at", "x", "a time")]
    [path] = write_corrections(home, SHIPPED, lines, tmp_path / "out").files
    assert rows_of(path)[1][4] == written


@pytest.mark.parametrize(
    ("name", "ending", "line_no"),
    [
        ("calls/a.csv", ".csv", 3),
        ("calls/a.csv.gz", ".csv", 3),
        ("calls/a.csv.zst", ".csv", 3),
        ("calls/a-gb.csv", ".csv", 3),
        ("calls/a.tsv", ".tsv", 3),
        ("calls/a.xlsx", ".csv", 4),
        ("calls/a.parquet", ".csv", 2),
        ("calls/a.json", ".jsonl", 2),
    ],
)
def test_every_form_comes_back_in_one_that_its_source_takes(
    tmp_path: Path, name: str, ending: str, line_no: int
) -> None:
    home, file_id = land(tmp_path, name, made(name, tmp_path))
    line = RefusedLine("calls", file_id, name, line_no, "started_at", "yesterday", "a time")
    done = write_corrections(home, SHIPPED, [line], tmp_path / "landing")
    assert done.problems == []
    [written] = done.files
    assert written.name == f"{Path(name).name}.refused-{file_id[:8]}{ending}"
    text = written.read_text(encoding="utf-8-sig")
    if ending == ".jsonl":
        [record] = [json.loads(each) for each in text.splitlines()]
        assert [record[column] for column in COLUMNS] == ["c2", "r1", "yesterday", "connected", "=cmd()"]
        assert [record[mark] for mark in MARKS] == [line_no, "started_at: a time", file_id]
    else:
        [header, row] = rows_of(written, delimiter="\t" if ending == ".tsv" else ",")
        assert header == [*COLUMNS, *MARKS]
        cells = ["c2", "r1", "yesterday", "connected", "'=cmd()"]
        assert row == [*cells, str(line_no), "started_at: a time", file_id]
    written.write_text(text.replace("yesterday", "2026-09-01 09:05:00"), encoding="utf-8")
    report = ingest(home, tmp_path / "landing", SHIPPED, "Asia/Shanghai", "CN")
    [told] = report.new_deliveries
    assert (told["status"], told["rows_read"], told["rows_refused"]) == ("read", 1, 0)
    assert set(MARKS) <= set(told["unknown_columns"])


PBX = """
sources:
  - {name: pbx, entity: calls, layout: pbx, path: "pbx/**", time_zone: UTC, encoding: gbk}
  - {name: legs, entity: calls, layout: legs, path: "legs/one.json", time_zone: UTC}
"""
PBX_LAYOUT = """
layout: pbx
entity: calls
files: [.txt]
delimiter: "|"
quote: null
header: false
skip_lines: 1
names: [id, rep, at, what]
columns: {call_id: {from: id}, rep_id: {from: rep}, started_at: {from: at}, disposition: {from: what}}
"""
LEGS_LAYOUT = """
layout: legs
entity: calls
files: [.json]
records: calls.records
explode: legs
columns:
  {call_id: {from: legs.id}, linked_id: {from: id}, rep_id: {from: rep}, started_at: {from: legs.at},
   disposition: {from: legs.what}}
"""


@pytest.fixture
def vendors(tmp_path: Path) -> Path:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "pbx.yml").write_text(PBX_LAYOUT, encoding="utf-8")
    (tmp_path / "layouts" / "legs.yml").write_text(LEGS_LAYOUT, encoding="utf-8")
    sources = tmp_path / "sources.yml"
    sources.write_text(PBX, encoding="utf-8")
    return sources


def test_a_form_without_header_keeps_its_columns_and_has_the_reasons_beside_it(
    tmp_path: Path, vendors: Path
) -> None:
    text = "导出\nc1|r1|2026-09-01 09:00:00|忙\nc2|r1|=x|通\nc3|r1\n"
    home, file_id = land(tmp_path, "pbx/a.txt", text.encode("gbk"), vendors)
    lines = [
        RefusedLine("calls", file_id, "pbx/a.txt", 3, "started_at", "=x", "a time"),
        RefusedLine("calls", file_id, "pbx/a.txt", 4, None, "2 fields", "4 fields"),
    ]
    done = write_corrections(home, vendors, lines, tmp_path / "landing")
    written, reasons = done.files
    assert written.read_text(encoding="gbk") == "\nc2|r1|'=x|通\nc3|r1\n"
    assert rows_of(reasons) == [
        ["line_here", *MARKS],
        ["1", "3", "started_at: a time", file_id],
        ["2", "4", "4 fields", file_id],
    ]
    written.write_text("\nc2|r1|2026-09-01 09:00:00|通\nc3|r1|2026-09-01 09:00:00|通\n", encoding="gbk")
    report = ingest(home, tmp_path / "landing", vendors, "Asia/Shanghai", "CN")
    assert [(told["name"], told["rows_read"]) for told in report.new_deliveries] == [
        (f"pbx/{written.name}", 2)
    ]
    assert report.problems == []


def test_a_leg_of_a_json_record_comes_back_alone_where_its_layout_looks_for_it(
    tmp_path: Path, vendors: Path
) -> None:
    legs = [{"id": "l1", "at": "2026-09-01", "what": "busy"}, {"id": "l2", "at": "?", "what": "busy"}]
    text = json.dumps({"calls": {"records": [{"id": "k", "rep": "r1", "legs": legs}]}})
    home, file_id = land(tmp_path, "legs/one.json", text.encode(), vendors)
    line = RefusedLine("calls", file_id, "legs/one.json", 1002, "started_at", "?", "a time")
    done = write_corrections(home, vendors, [line], tmp_path / "out")
    [record] = json.loads(done.files[0].read_text(encoding="utf-8"))["calls"]["records"]
    assert (record["id"], record["legs"], record["refused_line"]) == ("k", legs[1:], 1002)
    assert done.problems == [
        f"legs/one.json.refused-{file_id[:8]}.jsonl: source legs does not take a file of this name; widen "
        "its `path` before you land it, or say in the CRM or phone system what is right"
    ]


def test_a_correction_of_a_correction_bears_its_marks_once(tmp_path: Path) -> None:
    text = f"call_id,rep_id,started_at,disposition,{','.join(MARKS)}\nc1,r1,x,busy,7,a time,{'a' * 64}\n"
    home, file_id = land(tmp_path, "calls/september.csv", text.encode())
    [path] = write_corrections(
        home, SHIPPED, [refused(file_id, 2, "started_at", "x", "a time")], tmp_path / "out"
    ).files
    assert rows_of(path) == [
        ["call_id", "rep_id", "started_at", "disposition", *MARKS],
        ["c1", "r1", "x", "busy", "2", "started_at: a time", file_id],
    ]


def test_files_are_named_by_path_or_by_the_start_of_their_hash(landed: tuple[Home, str]) -> None:
    home, file_id = landed
    columns = "entity, file_id, file_name, line_no, column_name, value, expected"
    duckdb.sql(
        "select * from (values "
        f"('calls', '{file_id}', 'calls/september.csv', 3, 'started_at', 'x', 'a time'), "
        f"('calls', 'ffff', 'calls/other.csv', 2, null, null, 'a line')) as lines({columns})"
    ).write_parquet(str(stored(home)))
    assert len(refused_lines(home)) == 2
    for word in ("september.csv", "calls/september.csv", file_id[:8]):
        [line] = refused_lines(home, [word])
        assert str(line) == "calls/september.csv:3, column started_at: 'x': a time"


def test_a_file_that_is_refused_whole_is_listed(tmp_path: Path) -> None:
    home, _ = land(tmp_path, "calls/short.csv", b"call_id,rep_id\nc1,r1\n")
    [file] = refused_files(home)
    assert file.file_name == "calls/short.csv"
    assert "started_at" in file.reason


@pytest.mark.parametrize(
    ("column", "value", "made_of", "fix"),
    [
        ("started_at", "x", (), "correct started_at"),
        ("started_at", "x", ("date", "time"), "correct date and time"),
        ("rep_id", "", ("坐席",), "fill in 坐席"),
        (None, "3 fields", (), "mend the line as a whole"),
    ],
)
def test_a_line_says_what_to_do(column: str | None, value: str, made_of: tuple[str, ...], fix: str) -> None:
    assert refused("f", 3, column, value, "a time").fix(made_of) == fix
