# ruff: noqa: E501 (tables read best with one case a line)
"""Quotes, right and wrong."""

from __future__ import annotations

from tests.ingest.fates.case import GOOD, HEADER, Case, row, text

NONE = "quote: null"
ALL = GOOD.replace(",", '","').replace("\n", '"\n"')
CASES = [
    Case("all quoted", '"' + ALL[:-1], "1 2", lines=(2, 3)),
    Case("all quoted, CR LF", ('"' + ALL[:-1]).replace("\n", "\r\n"), "1 2", lines=(2, 3)),
    Case("doubled quotes", text('1,"a ""b"" c",t,x', row(2)), "1 2", reps=('a "b" c', "r")),
    Case("delimiter inside", text('1,"a,b",t,x', row(2)), "1 2", reps=("a,b", "r")),
    Case("line end inside", text('1,"a\nb",t,x', row(2)), "1 2", lines=(2, 4), reps=("a\nb", "r")),
    Case("CR LF inside", text('1,"a\r\nb",t,x', row(2), end="\r\n"), "1 2", lines=(2, 4), reps=("a\r\nb", "r")),
    Case("blank lines inside", text('1,"a\n\n\nb",t,x', row(2)), "1 2", lines=(2, 6), reps=("a\n\n\nb", "r")),
    Case("line end inside the header", 'call_id,"rep_id\n",started_at,disposition\n' + row(1), "1", lines=(3,)),
    Case("empty quoted", text('1,"",t,x', '"2","","",""'), "1 2", reps=("", "")),
    Case("a quote inside a cell", text('1,5" pipe,t,x', row(2)), "1 2", reps=('5" pipe', "r")),
    Case("quote and blank before", text('1, "a",t,x', row(2)), "1 2", reps=(' "a"', "r")),
    Case("quote and blank after", text('1,"a" ,t,x', row(2)), "2", refused={2: "text after a closing quote"}),
    Case("text after closing", text('1,"a"b,t,x', row(2)), "2", refused={2: "text after a closing quote"}),
    Case("opened and never closed", text(row(1), '2,"r,t,x', row(3)), "1 3", refused={3: "an opened quote"}),
    Case("opened in the last line", text(row(1)) + '2,"r,t', "1", refused={3: "an opened quote"}, truncated=True),
    Case("opened in the first line", text('1,"r,t,x', row(2), row(3)), "2 3", refused={2: "an opened quote"}),
    Case("two strays do not swallow what is between", text('1,"r,t,x', row(2), '3,r",t,x,y,z', row(4)), "2 4",
         refused={2: "an opened quote", 4: "6 fields"}),
    Case("a stray at the end of a cell", text('1,r",t,x', row(2)), "1 2", reps=('r"', "r")),
    Case("three quotes", text('1,""",t,x', row(2)), "2", refused={2: "an opened quote"}),
    Case("four quotes", text('1,"""",t,x', row(2)), "1 2", reps=('"', "r")),
    Case("one quote alone on a line", text(row(1), '"', row(2)), "1 2", refused={3: "an opened quote"}),
    Case("escaped by a backslash", text('1,"a\\"b",t,x', row(2)), "2", refused={2: "text after a closing quote"}),
    Case("single quotes are text", text("1,'a,t,x", row(2)), "1 2", reps=("'a", "r")),
    Case("typographic quotes are text", text("1,“a,t,x", row(2)), "1 2", reps=("“a", "r")),
    Case("each line opens a quote", text(*(f'{n},"r,t,x' for n in range(50))), "",
         refused=dict.fromkeys(range(2, 51), "text after a closing quote") | {51: "an opened quote"}),
    Case("quotes that shift by one to the end", text(*['a","b'] * 300), "",
         refused=dict.fromkeys(range(2, 302), "an opened quote")),
    Case("a quoted cell of three thousand lines", text(row(1), '2,"' + "\n" * 3000 + '",t,x', row(3)), "1 3",
         refused={3: "an opened quote", 3003: "an opened quote"}, lines=(2, 3004)),
    Case("a quoted cell of a thousand lines", text('1,"' + "a\n" * 1000 + '",t,x', row(2)), "1 2", lines=(2, 1003)),
    Case("no quoting: quotes are text", text('1,"r,t,x', '2,"r",t,x'), "1 2", own=NONE, reps=('"r', '"r"')),
    Case("no quoting: a delimiter in quotes", text('1,"a,b",t,x', row(2)), "2", own=NONE, refused={2: "5 fields"}),
    Case("another quote", text("1,'a,b',t,x", '2,"r,t,x'), "1 2", own='quote: "\'"', reps=("a,b", '"r')),
    Case("header opens a quote", 'call_id,"rep_id,started_at,disposition\n' + row(1), whole="an opened quote"),
    Case("header with text after closing", HEADER.replace("rep_id", '"rep"_id') + "\n", whole="text after a closing"),
]  # fmt: skip
