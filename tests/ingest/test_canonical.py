"""Canonical CSV: what is taken as it is."""

from __future__ import annotations

import codecs
import json

import pytest

from dagster_project.ingest.declared.entities import entity_names, load_entity
from tests.ingest.site import Site, call_rows, calls


def test_every_canonical_column_stands_in_the_rows_as_text(site: Site) -> None:
    line = site.take("call_id,rep_id,started_at,disposition,talk_seconds\n1,r1, 2026-03-02 ,connected,\n")
    assert (line["status"], line["rows_read"], line["rows_refused"]) == ("read", 1, 0)
    columns = "call_id, started_at, talk_seconds, phone, extra, file_id, line_no"
    assert site.rows(line, columns) == [("1", " 2026-03-02 ", "", None, None, line["file_id"], 2)]
    assert len(site.rows(line)[0]) == len(load_entity("calls").columns) + 3


@pytest.mark.parametrize("name", ["calls/a.csv", "calls/2026/03/a.CSV", "calls/a.csv.gz"])
def test_names_and_gzip(site: Site, name: str) -> None:
    assert site.take(calls(1, 2), name)["rows_read"] == 2


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (codecs.BOM_UTF8 + calls(1, 2).encode(), "utf-8"),
        (calls(1, 2).encode("utf-16"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + calls(1, 2).encode("utf-16-be"), "utf-16-be"),
        (calls(1, 2).replace("\n", "\r\n").encode(), "utf-8"),
        (calls(1, 2).replace("\n", "\r").encode(), "utf-8"),
        (calls(1, 2).rstrip().encode(), "utf-8"),
        (calls(1, 2).replace("\n", "\r\n", 1).encode(), "utf-8"),
    ],
    ids=["mark", "utf-16", "utf-16-be", "crlf", "cr", "no last line end", "mixed line ends"],
)
def test_encodings_and_line_ends(site: Site, content: bytes, encoding: str) -> None:
    line = site.take(content)
    assert line["encoding"] == encoding
    assert not line["truncated"]
    assert site.rows(line, "call_id, disposition, line_no") == [("1", "connected", 2), ("2", "connected", 3)]


def test_header_names_match_without_regard_to_case_blanks_and_joints(site: Site) -> None:
    line = site.take(" CALL-ID ,Rep id,StartedAt,Disposition\n" + call_rows(1))
    assert line["status"] == "read"


def test_unknown_columns_are_kept_and_named(site: Site) -> None:
    line = site.take('call_id,rep_id,started_at,disposition,"Mood ""x""",,Mood\n1,r1,t,connected,\'a\',b,\n')
    assert line["unknown_columns"] == ['Mood "x"', "column 6", "Mood"]
    [(extra,)] = site.rows(line, "extra")
    assert json.loads(extra) == {'Mood "x"': "'a'", "column 6": "b", "Mood": ""}


def test_quoted_fields_and_their_line_numbers(site: Site) -> None:
    text = 'call_id,rep_id,started_at,disposition,campaign\n1,r1,t,x,"one\ntwo"\n\n2,r1,t,x,"a ""b"", c"\n'
    line = site.take(text)
    found = site.rows(line, "call_id, campaign, line_no")
    assert found == [("1", "one\ntwo", 2), ("2", 'a "b", c', 5)]
    assert line["rows_read"] == 2


def test_header_over_two_lines(site: Site) -> None:
    line = site.take('call_id,rep_id,started_at,disposition,"a\nb"\n1,r1,t,x,y\n')
    assert site.rows(line, "call_id, line_no") == [("1", 3)]
    assert line["unknown_columns"] == ["a\nb"]


def test_header_alone_is_a_file_without_rows(site: Site) -> None:
    line = site.take(calls())
    assert (line["status"], line["rows_read"]) == ("read", 0)
    assert site.rows(line) == []


def test_one_column(site: Site) -> None:
    line = site.take("customer_id\nc1\n\nc2\n", "customers/a.csv")
    assert site.rows(line, "customer_id, line_no") == [("c1", 2), ("c2", 4)]


def test_every_entity_has_a_source_and_a_key(site: Site) -> None:
    for name in entity_names():
        entity = load_entity(name)
        given = {column.name for column in entity.columns if column.required}
        assert set(entity.key) - given == ({"rater"} if name == "ratings" else set()), "a blank rater is one"
        line = site.take(
            ",".join(entity.names) + "\n" + ",".join("x" for _ in entity.names) + "\n", f"{name}/a.csv"
        )
        assert (line["status"], line["entity"], line["rows_read"]) == ("read", name, 1)


def test_a_name_that_looks_like_a_pattern(site: Site) -> None:
    line = site.take(calls(1), "calls/day=1/it's [a]*.csv")
    assert [row[-1] for row in site.rows(line)] == [2]


def test_the_ledger_line_says_where_it_came_from(site: Site) -> None:
    line = site.take(calls(1), "calls/night 2026-07-15T0200.csv")
    assert line["exported_at"] == "2026-07-14T18:00:00.000000Z"  # 02:00 in the site's zone, Asia/Shanghai
    told = {key: line[key] for key in ("entity", "source", "name", "bytes", "layout", "time_zone", "region")}
    assert told == {
        "entity": "calls",
        "source": "calls",
        "name": "calls/night 2026-07-15T0200.csv",
        "bytes": len(calls(1)),
        "layout": "canonical",
        "time_zone": None,
        "region": "CN",
    }
    assert (line["mode"], line["key_space"], line["reason"], line["refused_path"]) == (
        "delta",
        "",
        None,
        None,
    )


def test_without_a_stamp_the_modification_time_is_the_export_time(site: Site) -> None:
    site.put("calls/a.csv", calls(1), at=1_000_000_000.5)
    [line] = site.ingest().new_deliveries
    assert line["exported_at"] == line["mtime"] == "2001-09-09T01:46:40.500000Z"
