"""Whatever the bytes: reading ends in a reason or in an account of every line; damage stays where it is."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from dagster_project.ingest.decode.plain_text import plain_text
from dagster_project.ingest.read.start import find_start
from dagster_project.ingest.read.text_rows import read_careful
from tests.ingest.accounting import COLUMNS, Bench, Outcome, account

HEADER = ",".join(COLUMNS)


def budget(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("bench"))


def zipped(data: bytes) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("member.csv"), data)
    return sink.getvalue()


PACK: dict[str, Callable[[bytes], bytes]] = {
    "": lambda data: data,
    ".gz": lambda data: gzip.compress(data, mtime=0),
    ".zst": zstandard.ZstdCompressor(write_checksum=True).compress,
    ".zip": zipped,
}
ENDINGS = [".csv", ".tsv", ".json", ".jsonl", ".parquet", ".xlsx"]
ENDINGS += [form + packed for form in ENDINGS[:4] for packed in (".gz", ".zst", ".zip")]
MAGIC = [
    b"",
    b"\x1f\x8b\x08",
    b"\x28\xb5\x2f\xfd",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PAR1",
    b"\xd0\xcf\x11\xe0",
]
MARKS = [
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"[",
    b"{",
    HEADER.encode() + b"\n",
    b'{"customer_id":1}\n',
]
PIECES = [
    ",", '"', '""', "\n", "\r\n", "\r", "\t", " ", "\0", "a", "王", "é", "😀", "\u2028", "\x0b", "\x1c",
    "\ufeff", "1,b,c\n", '1,"b",c\n', '1,"b\nd",c\r\n', '""\n', '" "\n', " \n", "Total: 3\n",
    '"Total: 3"\n', "\\", "#",
    HEADER + "\n", HEADER.upper() + "\n", "x" * 2500, "\x01\x02", "Total: 3,,\n",
    "1,b,c,\n", "customer_id,b,c\n",
]  # fmt: skip
BODY = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@budget(300)
@given(st.sampled_from(ENDINGS), st.sampled_from([*MAGIC, *MARKS]), st.binary(max_size=200), st.booleans())
def test_any_bytes_end_in_a_reason_or_in_rows(
    bench: Bench, ending: str, head: bytes, tail: bytes, twice: bool
) -> None:
    data = head + tail
    if twice and ending.endswith(tuple(PACK)[1:]):
        data = PACK[ending[ending.rindex(".") :]](data)
    outcome = bench.read("x" + ending, data)
    assert outcome.reason is None or not outcome.rows


@budget(300)
@example("utf-8", "", "", '"' + "x" * 2500 + '\nTotal: 3,,\n\t"\n', False)  # refused whole, shown in part
@given(
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
    st.sampled_from(list(PACK)),
    st.sampled_from(["", "", "title\n", '"ti\ntle"\n', "\n \n", 'a"b\n\n']),
    BODY,
    st.booleans(),
)
def test_every_line_is_accounted_for(
    bench: Bench, encoding: str, packed: str, above: str, body: str, tabs: bool
) -> None:
    text = above + HEADER + "\n" + body
    if tabs:
        text = text.replace(",", "\t")
    outcome = bench.read(("x.tsv" if tabs else "x.csv") + packed, PACK[packed](text.encode(encoding)))
    if outcome.reason is None:
        account(text, outcome, "\t" if tabs else ",")
    else:  # rare characters alone are no GB18030 that anybody would write
        assert encoding == "gb18030"
        assert "not GB18030" in outcome.reason or "not likely to be GB18030" in outcome.reason


@budget(150)
@given(
    st.lists(
        st.sampled_from([
            '{"customer_id":"1"}', '{"customer_id":2,"x":[1,{"y":null}]}', "5", "[]", "[1]", '"a"', "{", "}",
            "", " ", '{"customer_id":"\\ud800"}', '{"customer_id":"a","customer_id":"b"}',
            "nul", '{"a":', "\0", "NaN",
        ]),
        max_size=8,
    ),
    st.sampled_from(["\n", "\r\n", "\r", "\n\n"]),
    st.booleans(),
)  # fmt: skip
def test_every_json_line_is_a_row_or_refused(bench: Bench, lines: list[str], ending: str, last: bool) -> None:
    text = '{"customer_id":"0"}' + ending + ending.join(lines) + (ending if last else "")
    outcome = bench.read("x.jsonl", text.encode())
    physical = re.split("\r\n|\r|\n", text)
    wanted = {number for number, line in enumerate(physical, 1) if line.strip()}
    assert {*outcome.rows, *outcome.refused} == wanted
    for number in outcome.rows:
        assert isinstance(json.loads(physical[number - 1]), dict)


SIMPLE = st.text(st.sampled_from("ab 王五é.-é0"), max_size=6)
NAMES = st.lists(SIMPLE, min_size=1, max_size=12)


def table(names: list[str], ending: str = "\n") -> list[str]:
    return [f"c{number},{name},x{number}{ending}" for number, name in enumerate(names)]


def damaged(data: bytes, how: str, place: int, value: int) -> bytes:
    at = place % len(data)
    return {
        "flip": data[:at] + bytes([data[at] ^ (value or 1)]) + data[at + 1 :],
        "delete": data[:at] + data[at + 1 :],
        "insert": data[:at] + bytes([value]) + data[at:],
        "double": data[:at] + data[at : at + 1 + value % 5] + data[at:],
        "swap": data[:at] + data[at : at + 2][::-1] + data[at + 2 :],
        "truncate": data[:at],
    }[how]


HOWS = st.sampled_from(["flip", "delete", "insert", "double", "swap"])


@budget(300)
@given(NAMES, st.sampled_from(["utf-8", "gb18030"]), HOWS, st.integers(0, 10**6), st.integers(0, 255))
def test_damage_in_one_line_leaves_the_others(
    bench: Bench, names: list[str], encoding: str, how: str, place: int, value: int
) -> None:
    """In text without quotes one damaged byte costs rows of no line but its own (and the line that it was
    made to run into), unless the text is no longer of its encoding: then the whole file is refused.
    """
    lines = table(names)
    victim = place % len(lines)
    hurt = damaged(lines[victim].encode(encoding), how, place // len(lines), value)
    head = (HEADER + "\n" + "".join(lines[:victim])).encode(encoding)
    data = head + hurt + "".join(lines[victim + 1 :]).encode(encoding)
    outcome = bench.read("x.csv", data)
    if outcome.reason is not None:
        assert "not UTF-8" in outcome.reason
        assert any(byte > 127 for byte in data)
        return
    account(
        data.decode(str(outcome.encoding), "replace" if outcome.encoding == "utf-8" else "ignore"), outcome
    )
    if outcome.encoding != encoding and any(byte > 127 for byte in data):
        return  # a damaged character may make it text of another encoding
    joined = not hurt.endswith((b"\n", b"\r"))
    kept = [f"c{number}" for number in range(len(lines)) if number not in (victim, victim + joined)]
    assert [name for name in dict.fromkeys(outcome.ids) if name in kept] == kept


@budget(100)
@given(
    NAMES,
    st.integers(0, 10**6),
    st.sampled_from(["utf-8", "utf-16", "gb18030"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_a_text_that_is_cut_off(
    bench: Bench, names: list[str], place: int, encoding: str, ending: str
) -> None:
    """Every row whose line is whole is read; what is left of the next one is a row of as many fields (nothing
    tells that it was longer), or refused as cut off.
    """
    whole = (HEADER + ending + "".join(table(names, ending))).encode(encoding)
    begin = len((HEADER + ending).encode(encoding))
    assume(len(whole) > begin)
    data = whole[: begin + place % (len(whole) - begin)]
    outcome = bench.read("x.csv", data)
    if outcome.reason is not None:  # half a character more or less decides whether it looks like GB18030
        assert encoding == "gb18030"
        return
    text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding, "ignore")
    complete = [line.split(",")[0] for line in text.split("\n")[1:-1]]
    assert outcome.ids[: len(complete)] == complete
    assert len(outcome.ids) - len(complete) + len(outcome.refused) <= 1
    assert not outcome.refused or outcome.truncated


@budget(100)
@given(
    NAMES,
    st.lists(st.integers(0, 10**6), max_size=4),
    st.sampled_from(["double", "delete", "swap", "header"]),
)
def test_lines_that_are_doubled_lost_or_swapped(
    bench: Bench, names: list[str], places: list[int], how: str
) -> None:
    lines = table(names)
    for place in places:
        if not lines:
            break
        at = place % len(lines)
        other = (place // 7) % len(lines)
        if how == "delete":
            del lines[at]
        elif how == "swap":
            lines[at], lines[other] = lines[other], lines[at]
        else:
            lines.insert(at, lines[at] if how == "double" else HEADER + "\n")
    text = HEADER + "\n" + "".join(lines)
    outcome = bench.read("x.csv", text.encode())
    account(text, outcome)
    assert outcome.refused == {}
    assert outcome.ids == [line.split(",")[0] for line in lines if line.strip() != HEADER]


@budget(150)
@given(NAMES, HOWS, st.integers(0, 10**6), st.integers(0, 255))
def test_damage_in_one_json_line_leaves_the_others(
    bench: Bench, names: list[str], how: str, place: int, value: int
) -> None:
    lines = [
        json.dumps({"customer_id": f"c{i}", "name": name, "industry": "x"}) + "\n"
        for i, name in enumerate(names)
    ]
    victim = place % len(lines)
    hurt = damaged(lines[victim].encode(), how, place // len(lines), value)
    outcome = bench.read(
        "x.jsonl", "".join(lines[:victim]).encode() + hurt + "".join(lines[victim + 1 :]).encode()
    )
    if outcome.reason is not None:
        assert any(byte > 127 for byte in hurt) or "required column" in outcome.reason
        return
    joined = not hurt.endswith((b"\n", b"\r"))
    kept = [f"c{number}" for number in range(len(lines)) if number not in (victim, victim + joined)]
    assert [name for name in dict.fromkeys(outcome.ids) if name in kept] == kept


@budget(150)
@given(
    NAMES,
    st.sampled_from(["flip", "delete", "insert", "truncate"]),
    st.integers(1, 10**6),
    st.integers(0, 255),
    st.booleans(),
)
def test_damage_in_a_json_list_leaves_what_is_before(
    bench: Bench, names: list[str], how: str, place: int, value: int, pretty: bool
) -> None:
    """Elements before the damage are read; a list that is cut off is known to be."""
    rows = [{"customer_id": f"c{i}", "name": name, "industry": "x"} for i, name in enumerate(names)]
    whole = json.dumps(rows, indent=1 if pretty else None).encode()
    at = 1 + place % (len(whole) - 1)
    data = damaged(whole, how, at, value)
    outcome = bench.read("x.json", data)
    before = whole[:at].count(b"}")
    if outcome.reason is None:
        assert outcome.ids[: max(0, before)] == [f"c{i}" for i in range(before)]
        if how == "truncate":
            assert outcome.truncated
    else:
        assert before == 0 or any(byte > 127 for byte in data)


@budget(300)
@given(
    NAMES,
    st.sampled_from([".gz", ".zst", ".zip"]),
    st.sampled_from(["flip", "delete", "insert", "swap", "truncate"]),
    st.integers(0, 10**6),
    st.integers(0, 255),
)
def test_a_damaged_archive_gives_all_or_nothing(
    bench: Bench, names: list[str], packed: str, how: str, place: int, value: int
) -> None:
    text = HEADER + "\n" + "".join(table(names))
    data = damaged(PACK[packed](text.encode()), how, place, value)
    outcome = bench.read(f"x.csv{packed}", data)
    if outcome.reason is None:
        assert outcome.ids == [f"c{number}" for number in range(len(names))]
        account(text, outcome)


WRITTEN = st.text(st.sampled_from('ab,"\n\r 王\t'), max_size=5)


def both(bench: Bench, data: bytes) -> tuple[Outcome, Outcome]:
    """What the reader gives as it likes, and what the careful one gives."""
    free = bench.read("x.csv", data)
    reading = bench.reading("x.csv")
    with plain_text(bench.folder / "landed", "x.csv", reading.scratch, bench.layout) as text:
        counts = read_careful(bench.engine, reading, text, find_start(reading, text))
    rows = bench.fetch(f"select line_no, {', '.join(COLUMNS)} from '{reading.rows}' order by line_no")
    refused = bench.fetch(f"select line_no, line from '{reading.refused}'") if counts.rows_refused else []
    found = {row[0]: tuple(row[1:]) for row in rows}
    return free, Outcome(
        None, free.encoding, counts.truncated, found, dict(refused), notes=counts.notes, found=free.found
    )


@budget(300)
@given(
    st.lists(st.lists(WRITTEN, min_size=3, max_size=3), min_size=1, max_size=5),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    st.lists(
        st.tuples(st.integers(0, 10**6), st.sampled_from(["", '"', ",", "\r", "\n", " ", "\x01\x02", "a"])),
        max_size=2,
    ),
    st.sampled_from(["", "1,b,c,", '1,b,"c",', "1,b,"]),
)
def test_both_readers_agree_on_damaged_text(
    bench: Bench, cells: list[list[str]], ending: str, quoting: int, hits: list[tuple[int, str]], more: str
) -> None:
    sink = io.StringIO(newline="")
    csv.writer(sink, lineterminator=ending, quoting=quoting).writerows(cells)
    body = sink.getvalue()
    for place, text in hits:
        at = place % (len(body) + 1)
        body = body[:at] + text + body[at + (text == "") :]
    body += more and more + ending
    free, careful = both(bench, (HEADER + ending + body).encode())
    assert free == careful
    account(HEADER + ending + body, free)


def test_the_account_itself_notices(bench: Bench, tmp_path: Path) -> None:
    """Tests of the test: a line lost, counted twice, or read otherwise than it stands there."""
    text = f"{HEADER}\n1,b,c\n2,b,c\n3,b\n"
    good = bench.read("x.csv", text.encode())
    account(text, good)
    lost = Outcome(rows={2: good.rows[2]}, refused=good.refused)
    twice = Outcome(rows=good.rows | {4: good.rows[3]}, refused={})
    other = Outcome(rows=good.rows | {3: ("2", "b", "")}, refused=good.refused)
    nowhere = Outcome(rows=good.rows | {9: good.rows[3]}, refused=good.refused)
    for wrong in (lost, twice, other, nowhere):
        with pytest.raises(AssertionError):
            account(text, wrong)
