# ruff: noqa: E501 (tables read best with one case a line)
"""Headers, titles, trailers, delimiters, and files of another layout."""

from __future__ import annotations

from tests.ingest.fates.case import GOOD, HEADER, NAMES, Case, row, text

TRAILER = "trailer: ['Total: \\d+', '-+']"
ASTERISK = """\
layout: own
entity: calls
header: false
names: [a, b, c, d, e, f]
widths: [4, 6]
recognise: {d: [ANSWERED, BUSY]}
columns: {call_id: {from: a}, rep_id: {from: b}, started_at: {from: c}, disposition: {from: d}}
"""
TITLES = "Report of the day\nBranch,North\n\n"
CASES = [
    Case("title lines above", TITLES + GOOD, "1 2", lines=(5, 6), notes=("2 record(s) above the header in line 4",)),
    Case("a title with a quote", '"Calls\nof the day"\n' + GOOD, "1 2", lines=(4, 5), notes=("1 record(s) above",)),
    Case("a title with a stray quote", '"Calls of the day\n' + GOOD, "1 2", lines=(3, 4), notes=("1 record(s) above",)),
    Case("19 titles", "title\n" * 19 + GOOD, "1 2", notes=("19 record(s) above",)),
    Case("20 titles are too many", "title\n" * 20 + GOOD, whole="required columns call_id"),
    Case("lines to skip", "x\ny\n" + GOOD, "1 2", own="skip_lines: 2", lines=(4, 5)),
    Case("more lines to skip than there are", GOOD, own="skip_lines: 9", whole="no header row"),
    Case("lines to skip, no header", "x\n" + row(1), "1", own=f"skip_lines: 1\n{NAMES}", lines=(2,)),
    Case("trailer declared", GOOD + "-----\nTotal: 2\n", "1 2", own=TRAILER, notes=("2 line(s) at the end",)),
    Case("trailer declared, quoted", GOOD + '"Total: 2"\n\n', "1 2", own=TRAILER, notes=("1 line(s) at the end",)),
    Case("trailer declared, as wide as a row", GOOD + '"sum","2","",""\n', "1 2", own="trailer: ['sum,2,,']",
         notes=("1 line(s) at the end",)),
    Case("trailer declared, stands in the middle", text(row(1), "Total: 1", row(2)), "1 2", own=TRAILER,
         refused={3: "1 field"}),
    Case("trailer declared, no line end", GOOD + "Total: 2", "1 2", own=TRAILER, notes=("1 line(s) at the end",)),
    Case("trailer not declared", GOOD + "Total: 2\n", "1 2", refused={4: "1 field"}),
    Case("nothing but header and trailer", f"{HEADER}\nTotal: 0\n", "", own=TRAILER, notes=("1 line(s) at the end",)),
    Case("header repeated", text(row(1), HEADER, row(2), HEADER), "1 2", notes=("the header stands again in 2 line(s)",)),
    Case("header repeated, otherwise written", text(row(1), HEADER.upper(), row(2)), "1 CALL_ID 2"),
    Case("header only", HEADER + "\n", ""),
    Case("column twice", f"{HEADER},Rep ID\n{row(1)},r\n", whole="column rep_id stands twice in the header (columns 2 and 5)"),
    Case("strange column twice", f"{HEADER},y,y\n{row(1)},a,b\n", "1", unknown=("y", "y (column 6)")),
    Case("column without a name", f"{HEADER},\n{row(1)},a\n", "1", unknown=("column 5",)),
    Case("column renamed", GOOD.replace("rep_id", "repid_1"), whole="aliases: {rep_id: [repid_1]}"),
    Case("column missing", "call_id,started_at,disposition\n1,t,x\n", whole="required column rep_id is missing"),
    Case("columns in another order", "disposition,started_at,rep_id,call_id\nx,t,r,1\n", "1", reps=("r",)),
    Case("a new column", f"{HEADER},mood\n{row(1)},good\n", "1", unknown=("mood",)),
    Case("header in other case, with blanks and dashes", " Call-ID ,REP ID,Started_At,disposition\n" + row(1), "1"),
    Case("no header where one should be", row(1) + "\n" + row(2), whole="required columns call_id"),
    Case("tab separated", GOOD.replace(",", "\t"), "1 2", file="a.tsv"),
    Case("tab separated, too many tabs", GOOD.replace(",", "\t") + "3\t\tr\tt\tx\n", "1 2", file="a.tsv",
         refused={4: "5 fields"}),
    Case("commas in a .tsv", GOOD, file="a.tsv", whole="required columns call_id"),
    Case("tabs in a .csv", GOOD.replace(",", "\t"), whole="required columns call_id"),
    Case("semicolons declared", GOOD.replace(",", ";"), "1 2", own='delimiter: ";"'),
    Case("semicolons not declared", GOOD.replace(",", ";"), whole="required columns call_id"),
    Case("bars declared, decimal commas inside", "call_id|rep_id|started_at|disposition\n1|a,b|t|x\n", "1",
         own='delimiter: "|"', reps=("a,b",)),
    Case("no header: width of the layout", row(1), "1", own=ASTERISK.replace("ANSWERED", "x")),
    Case("no header: another width", "1,r,t,BUSY,5\n" * 3, own=ASTERISK, whole="line 1 has 5 fields"),
    Case("no header: the wide one", "1,r,t,BUSY,5,6\n2,r,t,BUSY,5,6\n", "1 2", own=ASTERISK, unknown=("e", "f")),
    Case("no header: one line of another width", "1,r,t,BUSY\n2,r,t\n3,r,t,BUSY\n", "1 3", own=ASTERISK,
         refused={2: "3 fields"}),
    Case("no header: first line of another width", "1,r\n2,r,t,BUSY\n3,r,t,BUSY\n", "2 3", own=ASTERISK,
         refused={1: "2 fields"}),
    Case("no header: a look-alike", "1,r,t,2026\n" * 3, own=ASTERISK, whole="not a file of layout own: column d is '2026' in line 1"),
    Case("no header: half of it is not like it", "1,r,t,BUSY\n2,r,t,z\n", "1 2", own=ASTERISK),
    Case("no header: blank", "\n\n", "", own=ASTERISK),
    Case("a web page", "<!doctype html>\n<html><body>Login</body></html>\n", whole="a web page or XML"),
    Case("JSON named .csv", '[{"call_id": "1"}]', whole="required columns call_id"),
    Case("an ending that nobody reads", GOOD, file="a.pdf", whole="convert or rename the file"),
    Case("no ending", GOOD, file="calls", whole="convert or rename the file"),
    Case("ending in capitals", GOOD, "1 2", file="A.CSV"),
]  # fmt: skip
