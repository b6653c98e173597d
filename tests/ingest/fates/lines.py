# ruff: noqa: E501 (tables read best with one case a line)
"""Line ends, blank lines, ragged lines, long fields."""

from __future__ import annotations

from tests.ingest.fates.case import GOOD, HEADER, NAMES, Case, row, text

LONG = "x" * 2_100_000
FULL = "x" * 2_097_152
CASES = [
    Case("LF", GOOD, "1 2", lines=(2, 3)),
    Case("CR LF", text(row(1), row(2), end="\r\n"), "1 2", lines=(2, 3)),
    Case("CR", text(row(1), row(2), end="\r"), "1 2", lines=(2, 3)),
    Case("mixed line ends", f"{HEADER}\r{row(1)}\n{row(2)}\r\n{row(3)}", "1 2 3", lines=(2, 3, 4)),
    Case("LF CR: a blank line after each", f"{HEADER}\n\r{row(1)}\n\r{row(2)}\n\r", "1 2", lines=(3, 5)),
    Case("CR CR LF", text(row(1), row(2), end="\r\r\n"), "1 2", lines=(3, 5)),
    Case("no line end at the end", GOOD[:-1], "1 2"),
    Case("CR alone at the end", GOOD + "\r", "1 2"),
    Case("no header, no line end", row(1), "1", own=NAMES, lines=(1,)),
    Case("one stray CR in a cell", text("1,r\rx,t,x", row(2)), "2", refused={2: "2 fields", 3: "3 fields"}),
    Case("vertical tab and other separators are text", text(row(1, "a\x0bb\x1cc\u2028d\x85e"), row(2)), "1 2",
         reps=("a\x0bb\x1cc\u2028d\x85e", "r")),
    Case("control-Z at the end", GOOD + "\x1a", "1 2", refused={4: "1 field"}, truncated=True),
    Case("blank lines", f"\n{HEADER}\n\n{row(1)}\n  \n\t\n{row(2)}\n\n", "1 2", lines=(4, 7)),
    Case("a line of one quoted blank", text(row(1), '""', '" "', row(2)), "1 2",
         refused={3: "1 field", 4: "1 field"}),
    Case("too few fields", text(row(1), "2,r", row(3)), "1 3", refused={3: "2 fields"}),
    Case("too many fields", text(row(1), "2,r,t,x,y", row(3)), "1 3", refused={3: "5 fields"}),
    Case("a delimiter at the end of a line", text(row(1), "2,r,t,x,", row(3)), "1 3", refused={3: "5 fields"}),
    Case("a delimiter at the end of every line", text("1,r,t,x,", "2,r,t,x,"), "",
         refused={2: "5 fields", 3: "5 fields"}),
    Case("one too many and one too few", text("1,r,t,x,", "2,r,t"), "", refused={2: "5 fields", 3: "3 fields"}),
    Case("one field", text(row(1), "hello"), "1", refused={3: "1 field"}),
    Case("fields missing at the end of the file", text(row(1)) + "2,r,2026", "1", refused={3: "3 fields"},
         truncated=True),
    Case("a field as long as may be", text(row(1, FULL), row(2)), "1 2"),
    Case("a field that is too long", text(row(1, LONG), row(2)), "2", refused={2: "a longer field"}),
    Case("a quoted field that is too long", text(f'1,"{LONG}",t,x', row(2)), "2", refused={2: "a longer field"}),
    Case("a NUL byte in a row", text("1,r\0,t,x", row(2)), "2", refused={2: "a NUL byte"}),
    Case("NUL bytes at the end, as after a crash", GOOD + "\0" * 4096, "1 2", refused={4: "a NUL byte"}),
    Case("a NUL byte in a quoted second line", text('1,"r\nr\0",t,x', row(2)), "2",
         refused={2: "a NUL byte", 3: "a NUL byte"}),
    Case("a NUL byte in the header", GOOD.replace("rep_id", "rep\0id"), whole="the header in line 1 holds a NUL byte"),
    Case("many columns that nobody knows", HEADER + "".join(f",x{n}" for n in range(1000)) + "\n"
         + row(1) + "," * 1000 + "\n", "1", unknown=tuple(f"x{n}" for n in range(1000))),
    Case("a thousand blank lines", HEADER + "\n" * 1000 + row(1), "1", lines=(1001,)),
    Case("blanks around cells stay", text("1, r ,t,x"), "1", reps=(" r ",)),
    Case("formulas are text", text("1,=cmd|'/c calc'!A1,t,x", "2,@SUM(1),t,x"), "1 2",
         reps=("=cmd|'/c calc'!A1", "@SUM(1)")),
    Case("backslashes are text", text("1,a\\,t,x", "2,\\N,t,x"), "1 2", reps=("a\\", "\\N")),
    Case("words for null are text", text("1,NULL,t,x", "2,\x01\x02,t,x", "3,,t,x"), "1 2 3", reps=("NULL", "\x01\x02", "")),
]  # fmt: skip
