# ruff: noqa: E501 (tables read best with one case a line)
"""JSON: lists, lines, pages, legs, and where they break."""

from __future__ import annotations

import codecs
import json

from tests.ingest.fates.case import Case, gz, zipped

JSON, LINES = "a.json", "a.jsonl"
LEGS = "files: [.json, .jsonl]\nexplode: legs"
PAGE = "files: [.json]\nrecords: page.calls"


def call(call_id: object, rep: object = "r", **more: object) -> str:
    return json.dumps({"call_id": call_id, "rep_id": rep, "started_at": "t", "disposition": "x", **more})


def listed(*items: str) -> str:
    return f"[{','.join(items)}]"


def lines(*items: str) -> str:
    return "".join(item + "\n" for item in items)


def raw(rep: str) -> str:
    """A call whose rep_id is written so."""
    return call(1).replace('"r"', rep)


TWO = listed(call(1), call(2))
DEEP = 150
BROKEN = "broken JSON"
CASES = [
    Case("a list", TWO, "1 2", JSON, lines=(1, 2)),
    Case("a list, pretty", json.dumps(json.loads(TWO), indent=2), "1 2", JSON),
    Case("a list with CR", json.dumps(json.loads(TWO), indent=2).replace("\n", "\r"), "1 2", JSON),
    Case("lines", lines(call(1), call(2)), "1 2", LINES),
    Case("lines named .json", lines(call(1), call(2)), "1 2", JSON),
    Case("lines, the last without end", lines(call(1)) + call(2), "1 2", LINES),
    Case("blank lines between", lines("", call(1), "  ", call(2), ""), "1 2", LINES, lines=(2, 4)),
    Case("objects one after the other", call(1) + call(2) + "\n\n" + call(3), "1 2 3", JSON),
    Case("pretty objects one after the other", "\n".join(json.dumps(json.loads(call(n)), indent=1) for n in (1, 2)),
         "1 2", JSON),
    Case("one object", call(1), "1", JSON),
    Case("two lists", TWO + listed(call(3)), "1 2 3", JSON),
    Case("a list and an object", TWO + "\n" + call(3), "1 2 3", JSON),
    Case("text behind the list", TWO + "; done", "1 2", JSON, refused={3: BROKEN}),
    Case("with mark", codecs.BOM_UTF8 + TWO.encode(), "1 2", JSON),
    Case("UTF-16", TWO.encode("utf-16"), "1 2", JSON, encoding="utf-16-le"),
    Case("UTF-16 without mark", TWO.encode("utf-16-le"), "", JSON, refused={1: BROKEN}),
    Case("GB18030", listed(call(1).replace('"r"', '"王小明在北京"')).encode("gb18030"), "1", JSON, encoding="gb18030"),
    Case("packed", gz(lines(call(1), call(2))), "1 2", "a.jsonl.gz"),
    Case("zipped", zipped(("a.jsonl", lines(call(1)))), "1", "a.jsonl.zip"),
    Case("legs", listed(call(1, legs=[{"n": 1}, {"n": 2}]), call(2, legs=[])), "1 1 2", JSON, own=LEGS,
         lines=(1001, 1002, 2000), unknown=("legs.n",)),
    Case("legs that are no list", listed(call(1, legs="x"), call(2)), "2", JSON, own=LEGS, refused={1000: "str legs"}),
    Case("legs by the thousand", listed(call(1, legs=[1] * 1000), call(2)), "2", JSON, own=LEGS,
         refused={1000: "list legs"}),
    Case("a broken line among legs", lines(*[call(n) for n in range(1, 1000)], "{") , " ".join(map(str, range(1, 1000))),
         LINES, own=LEGS, refused={1_000_000: BROKEN}),
    Case("a page", json.dumps({"page": {"calls": json.loads(TWO), "next": 2}}), "1 2", JSON, own=PAGE),
    Case("pages line by line", lines(*(json.dumps({"page": {"calls": [json.loads(call(n))]}}) for n in (1, 2))), "1 2",
         JSON, own=PAGE),
    Case("a page without its list", json.dumps({"page": {"calls": None}}), "", JSON, own=PAGE, refused={1: "no list"}),
    Case("the list of a page alone", TWO, "1 2", JSON, own=PAGE),
    Case("an empty page", json.dumps({"page": {"calls": []}}), "", JSON, own=PAGE),
    Case("null", listed(call(1, None)), "1", JSON, reps=("",)),
    Case("absent", '[{"call_id":1,"started_at":"t","disposition":"x"}]', file=JSON, whole="required column rep_id is missing"),
    Case("absent in some", listed(call(1), '{"call_id":2}'), "1 2", JSON, reps=("r", "")),
    Case("truth values", listed(call(1, True), call(2, False)), "1 2", JSON, reps=("true", "false")),
    Case("numbers as they are written", listed(raw("1.50"), raw("13800000000"), raw("1E3"), raw("-0"), raw("9" * 40)),
         "1 1 1 1 1", JSON, reps=("1.50", "13800000000", "1E3", "-0", "9" * 40)),
    Case("NaN and Infinity", listed(raw("NaN"), raw("-Infinity")), "1 1", JSON, reps=("NaN", "-Infinity")),
    Case("a number with leading zeros", lines(raw("007"), call(2)), "2", LINES, refused={1: BROKEN}),
    Case("escapes", listed(raw('"\\u738b\\n\\ud83d\\ude00"')), "1", JSON, reps=("王\n😀",)),
    Case("half a pair of surrogates", listed(raw('"a\\ud83d"'), raw('"\\ude00b"')), "1 1", JSON, reps=("a\ufffd", "\ufffdb")),
    Case("half a pair in a name", listed(call(1).replace("}", ', "\\udc00": "\\udc00"}')), "1", JSON, unknown=("\ufffd",)),
    Case("half a pair in what is no object", lines(call(1), '["\\ud800"]'), "1", LINES, refused={2: "no object"}),
    Case("NUL as escape", listed(raw('"a\\u0000b"')), "1", JSON, reps=("a\0b",)),
    Case("NUL byte", lines(call(1), raw('"a\0b"')), "1", LINES, refused={2: BROKEN}),
    Case("a line end inside a text", lines(call(1), raw('"a\nb"'), call(2)), "1 2", LINES,
         refused={2: BROKEN, 3: BROKEN}),
    Case("the same key twice: the last holds", raw('"q","rep_id":"s"'), "1", JSON, reps=("s",)),
    Case("keys in other case", call(1).replace("rep_id", "Rep ID"), "1", JSON),
    Case("an object where a text was", listed(call(1, {"id": 7})), "1", JSON, reps=('{"id": "7"}',)),
    Case("a list where a text was", listed(call(1, ["a", None])), "1", JSON, reps=('["a", null]',)),
    Case("nested", listed(call(1, a={"b": {"c": 1}, "d": []})), "1", JSON, unknown=("a.d", "a.b.c")),
    Case("nested deeply", lines(call(1).replace('"r"', "[" * DEEP + "]" * DEEP), call(2)), "1 2", LINES),
    Case("nested too deeply", lines(call(1).replace('"r"', "[" * 300 + "]" * 300), call(2)), "2", LINES,
         refused={1: "JSON that is nested too deeply"}),
    Case("nested without end", "[" * 100_000, "", JSON, refused={1: "JSON that is nested too deeply"}),
    Case("broken in the middle of a list", listed(call(1), "{oops}", call(3)), "1", JSON, refused={2: BROKEN}),
    Case("broken line", lines(call(1), "{oops}", call(3)), "1 3", LINES, refused={2: BROKEN}),
    Case("broken first line", lines("{oops}", call(2)), "2", LINES, refused={1: BROKEN}),
    Case("two objects on a line", lines(call(1), call(2) + call(3)), "1", LINES, refused={2: BROKEN}),
    Case("no comma", f"[{call(1)} {call(2)}]", "1", JSON, refused={2: "no comma"}),
    Case("a comma at the end", f"[{call(1)},]", "1", JSON, refused={2: BROKEN}),
    Case("lines with commas at their ends", lines(call(1) + ",", call(2) + ","), "", LINES, refused={1: BROKEN, 2: BROKEN}),
    Case("single quotes", call(1).replace('"', "'"), "", JSON, refused={1: BROKEN}),
    Case("list cut within an element", TWO[:-20], "1", JSON, refused={2: "a value that the file does not end"},
         truncated=True),
    Case("list cut between elements", f"[{call(1)},", "1", JSON, refused={2: "a value that"}, truncated=True),
    Case("list cut before its end", TWO[:-1], "1 2", JSON, refused={3: "the end of the file inside a list"}, truncated=True),
    Case("list cut within a word", f'[{call(1)},{{"a":tru', "1", JSON, refused={2: "a value that"}, truncated=True),
    Case("list cut within an escape", f'[{call(1)},{{"a":"\\u12', "1", JSON, refused={2: "a value that"}, truncated=True),
    Case("list cut within a number", f'[{call(1)},{{"a":1.', "1", JSON, refused={2: "a value that"}, truncated=True),
    Case("only the bracket", "[", "", JSON, refused={1: "the end of the file inside a list"}, truncated=True),
    Case("line cut off", lines(call(1)) + call(2)[:-9], "1", LINES, refused={2: BROKEN}, truncated=True),
    Case("elements that are no objects", listed(call(1), "5", '"x"', "null", "[1]", call(2)), "1 2", JSON,
         refused=dict.fromkeys((2, 3, 4, 5), "no object")),
    Case("a huge element", listed(call(1, note="x" * 3_000_000), call(2)), "1 2", JSON, unknown=("note",)),
    Case("empty list", "[]", "", JSON),
    Case("empty object", "{}", file=JSON, whole="required columns"),
    Case("one number", "5", "", JSON, refused={1: "no object"}),
    Case("one word", "nothing", "", JSON, refused={1: BROKEN}),
    Case("blank", " \n\n", file=JSON, whole="no record in it"),
    Case("nothing", "", file=JSON, whole="empty file (0 bytes)"),
    Case("CSV named .json", "call_id,rep_id\n1,r\n", "", JSON, refused={1: BROKEN}),
    Case("a web page named .json", "<html></html>", "", JSON, refused={1: BROKEN}),
]  # fmt: skip
