"""What a layout can say, and what is said about a wrong one."""

from __future__ import annotations

from typing import Any

import pytest

from dagster_project.errors import UsageError
from dagster_project.ingest.declared.sources import SHIPPED, check_sources, load_sources
from tests.ingest.site import Site

SOURCES = 'sources: [{name: pbx, entity: calls, layout: pbx, path: "**", time_zone: UTC}]\n'
REQUIRED = {
    "call_id": "{from: id}",
    "rep_id": "{const: r1}",
    "started_at": "{const: '2026-03-02 09:00:00'}",
    "disposition": "{const: connected}",
}


def layout(rules: dict[str, str], extra: str = "") -> str:
    said = REQUIRED | rules
    return f"layout: pbx\nentity: calls\n{extra}columns:\n" + "".join(
        f"  {k}: {v}\n" for k, v in said.items()
    )


def made(
    site: Site, rules: dict[str, str], text: str, columns: str, extra: str = ""
) -> list[tuple[Any, ...]]:
    site.use_layout("pbx", layout(rules, extra))
    site.use_sources(SOURCES)
    line = site.take(text, "a.csv")
    assert line["status"] == "read", line["reason"]
    return site.rows(line, columns)


def cells(site: Site, rule: str, values: list[str], column: str) -> list[str | None]:
    text = "id;x\n" + "".join(f"{number};{value}\n" for number, value in enumerate(values))
    return [row[0] for row in made(site, {column: rule}, text, column, 'delimiter: ";"\n')]


def test_columns_joined_and_the_first_that_is_not_blank(site: Site) -> None:
    rules = {"call_id": "{from: [id, line], join: '/'}", "linked_id": "{first_of: [linked, id]}"}
    found = made(site, rules, "id,line,linked\n1,a,\n2,, L \n,,\n", "call_id, linked_id")
    assert found == [("1/a", "1"), ("2/", "L"), ("", "")]


def test_blank_map_and_when(site: Site) -> None:
    rules = {
        "rep_id": "{from: agent, blank: [NONE, '-'], optional: true}",
        "disposition": "{from: how, map: {A: connected, B: busy}}",
        "result": "{when: [{if: {how: [A, B], agent: {not: NONE}}, then: key_person}, "
        "{if: {agent: ''}, then: null}], const: refused}",
    }
    text = "id,agent,how\n1,x, A \n2, NONE,B\n3,,C\n4,-,C\n"
    assert made(site, rules, text, "rep_id, disposition, result") == [
        ("x", "connected", "key_person"),
        (None, "busy", "refused"),
        (None, "C", None),
        (None, "C", "refused"),
    ]


@pytest.mark.parametrize(
    ("form", "value", "expected"),
    [
        ("'%y%m%d %H:%M:%S'", "990101 7:02:47", "1999-01-01 07:02:47"),
        ("'%d/%m/%Y %I:%M %p'", "2/3/2026 9:05 PM", "2026-03-02 21:05:00"),
        ("'%Y-%m-%d %H:%M:%S.%f'", "2026-03-02 09:00:00.250000", "2026-03-02 09:00:00.250000"),
        ("'%a, %d %b %Y %H:%M:%S %z'", "Mon, 02 Mar 2026 09:00:00 +0800", "2026-03-02 01:00:00+00:00"),
        ("epoch", "1772442000", "2026-03-02 09:00:00+00:00"),
        ("epoch_ms", " 1772442000123 ", "2026-03-02 09:00:00.123000+00:00"),
        ("['%d.%m.%Y', '%Y/%m/%d']", "2026/03/02", "2026-03-02 00:00:00"),
        ("['%d.%m.%Y', iso]", "2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z"),
        ("'%d.%m.%Y'", "tomorrow", "tomorrow"),
        ("epoch", "tomorrow", "tomorrow"),
        ("epoch", "99999999999999", "99999999999999"),
        ("epoch", "9" * 30, "9" * 30),
        ("'%d.%m.%Y'", "", ""),
    ],
)
def test_times(site: Site, form: str, value: str, expected: str) -> None:
    assert cells(site, f"{{from: x, time_format: {form}}}", [value], "started_at") == [expected]


@pytest.mark.parametrize(
    ("unit", "value", "expected"),
    [
        ("s", " 61", " 61"),
        ("ms", "61500", "61.500"),
        ("ms", "soon", "soon"),
        ("min", "1.5", "90.0000"),
        ("hms", "1:01:01", "3661"),
        ("hms", "61:01", "3661"),
        ("hms", "00:00:09", "9"),
        ("hms", "9", "9"),
        ("hms", "1:1:1:1", "1:1:1:1"),
        ("hms", "-1:00", "-1:00"),
        ("hms", "", ""),
    ],
)
def test_durations(site: Site, unit: str, value: str, expected: str) -> None:
    assert cells(site, f"{{from: x, unit: {unit}}}", [value], "talk_seconds") == [expected]


def test_no_header_skipped_lines_and_quotes_that_mean_nothing(site: Site) -> None:
    extra = 'delimiter: "|"\nquote: null\nheader: false\nskip_lines: 2\nnames: [id, x, y]\nunused: [y]\n'
    text = 'a report\nof | today\n1|"a|\n2|b"c"|\n'
    found = made(site, {"campaign": "{from: x}"}, text, "call_id, campaign, extra, line_no", extra)
    assert found == [("1", '"a', None, 3), ("2", 'b"c"', None, 4)]


def test_aliases(site: Site) -> None:
    extra = "aliases: {id: [编号, Call Number]}\n"
    assert made(site, {}, "call_number\n7\n", "call_id", extra) == [("7",)]


def test_optional_columns_may_be_missing(site: Site) -> None:
    rules = {"rep_id": "{from: agent, optional: true}", "talk_seconds": "{from: talk}"}
    assert made(site, rules, "id\n7\n", "call_id, rep_id, talk_seconds") == [("7", None, None)]


def test_columns_of_conditions_must_be_there(site: Site) -> None:
    site.use_layout("pbx", layout({"result": "{when: [{if: {how: A}, then: key_person}], const: null}"}))
    site.use_sources(SOURCES)
    line = site.take("id\n7\n", "a.csv")
    assert line["reason"] == "a.csv: required column how is missing; the header in line 1 is id"


def test_an_encoding_that_is_declared(site: Site) -> None:
    site.use_layout("pbx", layout({}, "encoding: utf-16\n"))
    site.use_sources(SOURCES)
    assert site.take("id\n7\n", "a.csv")["reason"] == (
        "a.csv: no byte order mark, which layout pbx expects; say utf-16-le or utf-16-be"
    )
    assert site.take(b"\xef\xbb\xbfid\n7\n", "b.csv")["reason"] == (
        "b.csv: the text is in UTF-8; layout pbx expects UTF-16"
    )


def test_text_of_an_export_is_never_run(site: Site) -> None:
    nasty = "x'); drop table t; --"
    rules = {"disposition": '{from: "it\'s", blank: ["a\'b"], optional: true, map: {"y\'": "z\'"}}'}
    text = f"id,it's,\"{nasty}\"\n1,a'b,q\n2,y',{nasty}\n"
    found = made(site, rules, text, f"disposition, extra->>'{nasty.replace(chr(39), chr(39) * 2)}'")
    assert found == [(None, "q"), ("z'", nasty)]


def problems(site: Site) -> list[str]:
    found = check_sources(site.sources)
    assert all(problem.line for problem in found)
    return [str(problem).removeprefix(f"{site.landing.parent}/") for problem in found]


def test_every_problem_of_a_layout_at_once(site: Site) -> None:
    site.use_layout(
        "pbx",
        """\
layout: box
entity: calls
delimiter: ";;"
header: false
speed: 3
columns:
  call_id: {from: [a, b]}
  rep_id: {from: a, blank: [x]}
  started_at: {from: a, time_format: tomorrow}
  talk_seconds: {from: a, time_format: "%s", unit: h}
  campaign: {const: 5}
  result: {when: [{if: {a: x}}], const: y}
  colour: {from: a}
""",
    )
    site.use_sources(SOURCES)
    assert problems(site) == [
        "layouts/pbx.yml:1, column layout: 'box': expected the file's own name: pbx",
        "layouts/pbx.yml:3, column delimiter: \"';;'\": expected one ASCII character",
        "layouts/pbx.yml:4, column header: expected names where header is false, and only there",
        "layouts/pbx.yml:5, column speed: 'speed': expected one of aliases, certainty, columns, delimiter, "
        "encoding, entity, explode, files, header, layout, names, note, quote, recognise, records, sheets, "
        "skip_lines, times_carry_offset, title, trailer, unused, widths",
        "layouts/pbx.yml:6, column columns: 'disposition': "
        "required column without a rule; say how it is made",
        "layouts/pbx.yml:7, column columns.call_id.join: "
        "expected join with several columns in from, and only there",
        "layouts/pbx.yml:8, column columns.rep_id: 'rep_id': a required column that may be blank; "
        "say optional: true",
        "layouts/pbx.yml:9, column columns.started_at.time_format: 'tomorrow': "
        "expected iso, epoch, epoch_ms, excel or a format such as %Y-%m-%d %H:%M:%S",
        "layouts/pbx.yml:10, column columns.talk_seconds.unit: 'h': expected one of hms, min, mixed, ms, s",
        "layouts/pbx.yml:10, column columns.talk_seconds.time_format: 'seconds': "
        "expected a time format only on a time or date",
        "layouts/pbx.yml:11, column columns.campaign.const: '5': expected text; put it in quotes",
        "layouts/pbx.yml:12, column columns.result.when.1: \"{'if': {'a': 'x'}}\": "
        "expected {if: {column: value}, then: text}, or then_from: column",
        "layouts/pbx.yml:13, column columns.colour: 'colour': expected one of answered_at, call_id, "
        "campaign, contact_id, customer_id, direction, disposition, ended_at, is_deleted, linked_id, phone, "
        "recording, rep_id, result, ring_seconds, started_at, talk_seconds, total_seconds, updated_at",
    ]
    with pytest.raises(UsageError) as raised:
        load_sources(site.sources)
    assert len(raised.value.problems) == 13


def test_every_problem_of_the_sources_at_once(site: Site) -> None:
    site.use_layout("pbx", layout({"started_at": "{from: t}"}))
    site.use_sources("""\
sources:
  - {name: pbx, entity: calls, layout: pbx, path: "a/**"}
  - {name: pbx, entity: orders, layout: pbx, path: "../b", time_zone: Mars}
  - {name: "P B X", entity: call, layout: pbxx, path: "c", mode: full, region: china}
  - {name: x, entity: calls, layout: canonical, path: "d", exported_at: "%Q", colour: red}
  - just text
""")
    found = problems(site)
    assert found == [
        "sources.yml:2, column sources.1.time_zone: layout pbx gives times without offset; say their zone",
        "sources.yml:3, column sources.2.path: '../b': expected a path below the landing folder",
        "sources.yml:3, column sources.2.time_zone: 'Mars': "
        "expected a name of the time zone database, such as Asia/Shanghai",
        "sources.yml:3, column sources.2.layout: 'pbx': makes calls, not orders",
        "sources.yml:3, column sources.2.name: 'pbx': expected a name of its own; another source bears it",
        "sources.yml:4, column sources.3.name: 'P B X': expected lower case letters, digits and _",
        "sources.yml:4, column sources.3.entity: 'call': expected one of activities, adjustments, "
        "attendance, calls, complaints, contacts, customers, decisions, leave, opportunities, orders, "
        "ratings, receipts, roster, surveys, tasks, training",
        "sources.yml:4, column sources.3.layout: 'pbxx': "
        "expected a layout (`scoreline layouts` lists them); did you mean 'pbx'?",
        "sources.yml:4, column sources.3.region: 'china': "
        "expected a country in two capital letters, such as CN",
        "sources.yml:4, column sources.3.mode: 'full': expected one of delta, snapshot",
        "sources.yml:5, column sources.4.colour: 'colour': expected one of aliases, columns, delimiter, "
        "encoding, entity, expected, exported_at, files, key_space, layout, mode, name, path, region, "
        "sheets, skip_lines, time_zone, trailer, trunk_prefix",
        "sources.yml:5, column sources.4.exported_at: '%Q': "
        "%Q is not known; expected %Y %m %d %H %M %S %y %b %z %s",
        "sources.yml:6, column sources.5: 'just text': "
        "expected a source: {name: ..., entity: ..., layout: ..., path: ...}",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sources: [", "sources.yml:2: expected YAML: "),
        ("sources: []", "sources.yml:1, column sources: '[]': expected a list of sources"),
        ("a: 1\na: 2\n", "sources.yml:2, column a: 'a': each key once; this one stands twice"),
    ],
)
def test_a_sources_file_that_is_none(site: Site, text: str, expected: str) -> None:
    site.use_sources(text + "\n")
    assert problems(site)[0].startswith(expected) or any(p.startswith(expected) for p in problems(site))


def test_no_sources_file(site: Site) -> None:
    site.sources = site.landing / "none.yml"
    [problem] = check_sources(site.sources)
    assert str(problem) == f"{site.sources}: no such file"


def test_the_first_source_that_fits_takes_the_file(site: Site) -> None:
    site.use_layout("pbx", layout({}, "files: [.txt]\n"))
    site.use_sources("""\
sources:
  - {name: text, entity: calls, layout: pbx, path: "calls/**"}
  - {name: table, entity: calls, layout: canonical, path: "calls/*/x?.csv"}
""")
    text = "id\n1\n"
    canonical = "call_id,rep_id,started_at,disposition\n"
    assert site.take(text, "calls/a/b/c.txt")["source"] == "text"
    assert site.take(canonical, "calls/a/xy.csv")["source"] == "table"
    assert site.take(canonical, "calls/a/b/xy.csv")["status"] == "unreadable"


def test_the_shipped_sources_are_right() -> None:
    assert check_sources(SHIPPED) == []
