"""A large text that is read in several parts gives the rows that it gives in one."""

from __future__ import annotations

import pytest

from dagster_project.ingest.decode import measure, plain_text
from dagster_project.ingest.read import rows
from tests.ingest.site import HEADER, Site, calls


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "PART", 300)
    monkeypatch.setattr(plain_text, "CHUNK", 70)


ROWS = "call_id, rep_id, started_at, disposition, line_no"


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", [True, False])
def test_parts_give_the_rows_of_the_whole(site: Site, end: str, mark: str, last: bool) -> None:
    lines = [HEADER, *(f"{n},王{n},2026-03-02 09:00:00,connected" for n in range(1, 40))]
    text = mark + end.join(lines) + (end if last else "")
    line = site.take(text)
    assert (line["rows_read"], line["rows_refused"]) == (39, 0)
    assert "*of" in line["rows_path"]
    expected = [(str(n), f"王{n}", "2026-03-02 09:00:00", "connected", n + 1) for n in range(1, 40)]
    assert site.rows(line, ROWS) == expected
    assert len(list((site.home.root / line["rows_path"]).parent.glob("*.parquet"))) > 3


@pytest.mark.usefixtures("small_parts")
def test_parts_of_gb18030(site: Site) -> None:
    text = HEADER + "\n" + "".join(f"{n},王小明,t,x\n" for n in range(100))
    line = site.take(text.encode("gb18030"))
    assert (line["encoding"], line["rows_read"]) == ("gb18030", 100)
    assert [row[0] for row in site.rows(line, "line_no")] == list(range(2, 102))


@pytest.mark.usefixtures("small_parts")
def test_a_broken_line_in_a_later_part_is_refused_alone(site: Site) -> None:
    text = (
        calls(*range(9)) + "\n".join(f"{n},r1,t" if n == 50 else f"{n},r1,t,x" for n in range(10, 60)) + "\n"
    )
    line = site.take(text)
    assert (line["rows_read"], line["rows_refused"]) == (59, 1)
    assert "*of" not in line["rows_path"]
    assert [(item[0], item[1]) for item in site.refused(line)] == [(51, "3 fields")]
    assert not list(site.home.cache.glob(".*aside"))


@pytest.mark.usefixtures("small_parts")
def test_a_part_that_is_gone_is_made_again(site: Site) -> None:
    line = site.take(calls(*range(40)))
    parts = sorted((site.home.root / line["rows_path"]).parent.glob("*.parquet"))
    before = parts[1].read_bytes()
    parts[1].unlink()
    site.ingest()
    assert parts[1].read_bytes() == before


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("bad", [b"\xff", "王".encode()[:-1], b"\xed\xa0\x80", b"\xc0\xaf"])
@pytest.mark.parametrize("at", [3, 35])
def test_bytes_that_are_no_utf8_are_found_by_the_engine_too(
    site: Site, monkeypatch: pytest.MonkeyPatch, bad: bytes, at: int
) -> None:
    monkeypatch.setattr(plain_text, "PART", 300)
    lines = [f"{n},王{n},2026-03-02 09:00:00,connected".encode() for n in range(1, 40)]
    lines[at] = lines[at].replace(b"09:", bad + b"09:")
    line = site.take(HEADER.encode() + b"\n" + b"\n".join(lines) + b"\n")
    assert line["status"] == "unreadable"
    assert f"(line {at + 2})" in line["reason"]
    assert not list(site.home.cache.glob(".*aside"))


def test_a_text_is_not_decoded_beforehand_where_every_column_is_read(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain_text, "PART", 300)
    monkeypatch.setattr(rows, "plain_text", None)
    text = "\ufeff" + calls(*range(60))
    line = site.take(text)
    assert (line["status"], line["encoding"], line["rows_read"]) == ("read", "utf-8", 60)
    assert [row[0] for row in site.rows(line, "line_no")] == list(range(2, 62))
