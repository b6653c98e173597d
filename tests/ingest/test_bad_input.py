"""Bad input: the very message, the line, and what is read all the same."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from dagster_project.errors import UsageError
from dagster_project.home import Home
from dagster_project.ingest import original
from dagster_project.ingest.original import FileChanged
from tests.ingest.site import HEADER, Site, call_rows, calls

PACKED = gzip.compress(calls(*range(10)).encode(), mtime=0)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        (
            "a.csv",
            "call_id,started_at,disposition\n",
            "required column rep_id is missing; the header in line 1 is call_id, started_at, disposition",
        ),
        (
            "a.csv",
            "call_id;rep_id;started_at;disposition\n",
            "required columns call_id, rep_id, started_at, disposition are missing; "
            "the header in line 1 is call_id;rep_id;started_at;disposition",
        ),
        (
            "a.csv",
            f"{HEADER},Rep-ID\n",
            "column rep_id stands twice in the header (columns 2 and 5); name each column once",
        ),
        ("a.csv", "", "empty file (0 bytes); export it again"),
        ("a.csv", b"\xef\xbb\xbf", "empty file (no text in it); export it again"),
        ("a.csv.gz", gzip.compress(b"", mtime=0), "empty file (no text in it); export it again"),
        ("a.csv", "\n \n", "no header row; only blank lines"),
        (
            "a.csv",
            calls(1).encode() + "café,x".encode("cp1252") + b"\n",
            "not UTF-8: byte 0xe9 at byte 76 (line 3); not GB18030: byte 0xe9 at byte 76 (line 3); "
            "say its encoding in the source (big5, cp1252, ...), or export the file as UTF-8",
        ),
        (
            "a.csv",
            calls(1).encode("utf-16-le"),
            "the header in line 1 holds a NUL byte; expected text without NUL bytes",
        ),
        (
            "a.csv",
            'call_id,"rep_id\n',
            "the header in line 1 holds an opened quote; "
            "expected a quote that is closed again; the one opened here never is",
        ),
        ("a.csv.gz", b"call_id", "the name says gzip but the bytes do not begin as gzip; export it again"),
        (
            "a.csv.gz",
            PACKED[:-9],
            "the packed data ends early, after 0 bytes of text; send the whole file",
        ),
        (
            "a.csv.gz",
            PACKED[:-8] + b"\0" * 8,
            "corrupt archive after 0 bytes of text: CRC check failed 0x0 != 0x47a86ad1; send the file again",
        ),
        (
            "a.xls",
            "PK",
            "source calls reads .csv or .tsv or .jsonl or .json or .parquet or .xlsx files "
            "(.gz, .zst or .zip may follow a text form); convert or rename the file",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_a_file_that_cannot_be_read(site: Site, name: str, content: str | bytes, reason: str) -> None:
    line = site.take(content, f"calls/{name}")
    assert line["reason"] == f"calls/{name}: {reason}"
    assert (line["status"], line["rows_path"], line["rows_read"]) == ("unreadable", None, 0)
    assert original.kept_path(site.home, line["file_id"]).exists()
    assert line["truncated"] == ("ends early" in reason)
    assert not list(site.home.raw_rows.rglob("*.parquet"))


def refusals(
    site: Site, content: str | bytes
) -> tuple[dict[str, Any], list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    line = site.take(content)
    assert line["status"] == "read"
    rows = site.rows(line, "call_id, line_no")
    refused = site.refused(line)
    assert line["rows_read"] == len(rows) + len(refused)
    assert line["rows_refused"] == len(refused)
    return line, rows, refused


def test_ragged_lines(site: Site) -> None:
    line, rows, refused = refusals(site, f"{HEADER}\n1,r1,t,x\n2,r1\n3,r1,t,x,y\n4,r1,t,x,\n5,r1,t,x\n")
    assert rows == [("1", 2), ("5", 6)]
    assert refused == [
        (3, "2 fields", "4 fields, as many as columns", "2,r1"),
        (4, "5 fields", "4 fields, as many as columns", "3,r1,t,x,y"),
        (5, "5 fields", "4 fields, as many as columns", "4,r1,t,x,"),
    ]
    assert not line["truncated"]


@pytest.mark.parametrize("ending", ["\n", ""])
def test_a_stray_quote_costs_its_own_line_only(site: Site, ending: str) -> None:
    text = f'{HEADER}\n1,r1,t,x\n2,"r1,t,x\n3,r1,t,x\n4,r1,t,"x"\n5,r1,t,x{ending}'
    line, rows, refused = refusals(site, text)
    assert rows == [("1", 2), ("3", 4), ("4", 5), ("5", 6)]
    assert [item[0] for item in refused] == [3]
    assert refused[0][1] in ("an opened quote", "text after a closing quote")
    assert refused[0][3] == '2,"r1,t,x'
    assert not line["truncated"]


def test_a_quote_that_is_never_closed(site: Site) -> None:
    _, rows, refused = refusals(site, f'{HEADER}\n1,r1,t,"x\n2,r1,t,x\n')
    assert rows == [("2", 3)]
    closed = "a quote that is closed again; the one opened here never is"
    assert refused == [(2, "an opened quote", closed, '1,r1,t,"x')]


def test_two_stray_quotes_do_not_swallow_what_is_between(site: Site) -> None:
    _, rows, refused = refusals(site, f'{HEADER}\n1,"r1,t,x\n2,r1,t,x\n3,r1",t,x,y,z\n4,r1,t,x\n')
    assert rows == [("2", 3), ("4", 5)]
    assert [(item[0], item[1]) for item in refused] == [(2, "an opened quote"), (4, "6 fields")]


def test_text_after_a_closing_quote(site: Site) -> None:
    _, rows, refused = refusals(site, f'{HEADER}\n1,"r"1,t,x\n2,r1,t,x\n')
    expected = "a delimiter there, or the quote doubled"
    assert refused == [(2, "text after a closing quote", expected, '1,"r"1,t,x')]
    assert rows == [("2", 3)]


def test_nul_bytes(site: Site) -> None:
    _, rows, refused = refusals(site, f"{HEADER}\n1,r\0,t,x\n2,r1,t,x\n")
    assert rows == [("2", 3)]
    assert refused[0][:3] == (2, "a NUL byte", "text without NUL bytes")


def test_a_huge_field_does_not_stop_the_rest(site: Site) -> None:
    long, longer = "r" * 200_000, "r" * 2_100_000
    _, rows, refused = refusals(site, f"{HEADER}\n1,{longer},t,x\n2,{long},t,x\n")
    assert rows == [("2", 3)]
    assert refused[0][:3] == (2, "a longer field", "a field of at most 2,097,152 characters")
    assert len(refused[0][3]) == 2000


CUT = "; the file ends here without a line end: cut off?"


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        (b"3,r1,2026", f"4 fields, as many as columns{CUT}"),
        (b'3,r1,t,"x', f"a quote that is closed again; the one opened here never is{CUT}"),
        ("3,r1,t,王".encode()[:-1], f"a whole record{CUT}"),
        ("王".encode()[:-1], f"a whole record{CUT}"),
    ],
    ids=["fields missing", "quote open", "inside a character", "inside the first character"],
)
def test_the_last_record_is_cut_off(site: Site, tail: bytes, expected: str) -> None:
    line, rows, refused = refusals(site, calls(1, 2).encode() + tail)
    assert line["truncated"]
    assert rows == [("1", 2), ("2", 3)]
    assert [(item[0], item[2]) for item in refused] == [(4, expected)]


def test_a_last_line_without_line_end_is_not_cut_off(site: Site) -> None:
    line = site.take(calls(1, 2).rstrip("\n"))
    assert (line["truncated"], line["rows_read"], line["rows_refused"]) == (False, 2, 0)


def test_unfinished_files_wait_and_others_are_left_alone(site: Site) -> None:
    site.put("calls/a.csv.part", calls(1))
    site.put("calls/b.tmp", calls(1))
    site.put("calls/.hidden.csv", calls(1))
    site.put("README.md", "about this folder")
    report = site.ingest()
    assert report.waiting == ["calls/a.csv.part", "calls/b.tmp"]
    assert (report.new_deliveries, report.problems, site.ledger()) == ([], [], [])


def test_links_and_strangers_are_named(site: Site) -> None:
    real = site.put("calls/a.csv", calls(1))
    (site.landing / "calls" / "link.csv").symlink_to(real)
    (site.landing / "linked").symlink_to(site.landing / "calls")
    site.put("invoices/x.csv", "a,b\n")
    report = site.ingest()
    assert report.problems == [
        "calls/link.csv: a symbolic link is not followed; put the file itself here",
        "linked: a symbolic link is not followed; put the file itself here",
        "invoices/x.csv: no source takes this file; add one to the sources or move it",
    ]
    assert [line["name"] for line in site.ledger()] == ["calls/a.csv"]
    assert not site.changed()


def test_a_file_that_changes_while_it_is_read_waits(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    path = site.put("calls/a.csv", calls(1))
    whole = original.keep_new

    def hash_then_grow(home: Home, landed: Path) -> str:
        found = whole(home, landed)
        with path.open("a") as file:
            file.write(call_rows(2))
        return found

    monkeypatch.setattr("dagster_project.ingest.run.keep_new", hash_then_grow)
    report = site.ingest()
    assert (report.waiting, report.new_deliveries) == (["calls/a.csv"], [])
    assert not list(site.home.raw_rows.rglob("*.parquet"))
    assert site.changed()
    monkeypatch.undo()
    assert site.ingest().new_deliveries[0]["rows_read"] == 2


def test_a_file_that_vanishes_waits(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    path = site.put("calls/a.csv", calls(1))
    whole = original.keep_new

    def hash_then_remove(home: Home, landed: Path) -> str:
        found = whole(home, landed)
        path.unlink()
        return found

    monkeypatch.setattr("dagster_project.ingest.run.keep_new", hash_then_remove)
    assert site.ingest().waiting == ["calls/a.csv"]
    monkeypatch.undo()
    assert site.ingest().new_deliveries == []


def test_kept_bytes_are_those_of_their_name(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"one")
    with pytest.raises(FileChanged):
        original.keep(site.home, path, "0" * 64)
    assert list(site.home.raw_files.iterdir()) == []


def test_no_landing_folder(site: Site) -> None:
    site.landing.rmdir()
    with pytest.raises(UsageError, match=r"landing does not exist; make it or name another with --landing"):
        site.ingest()
