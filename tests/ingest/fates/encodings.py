# ruff: noqa: E501 (tables read best with one case a line)
"""Bytes and characters."""

from __future__ import annotations

import codecs

from tests.ingest.fates.case import CHINESE, GOOD, HEADER, Case, gz, row, text

FOUR = text(row(1, "王小明在北京𠮷田"), row(2, "李雷"))
TRADITIONAL = text(row(1, "臺灣業務員陳"), row(2, "張"))
LATIN = text(row(1, "José"), row(2, "Müller"))
CASES = [
    Case("UTF-8", CHINESE, "1 2", encoding="utf-8", reps=("王小明，销售部", "李雷在北京")),
    Case("UTF-8 with mark", codecs.BOM_UTF8 + CHINESE.encode(), "1 2", encoding="utf-8", lines=(2, 3)),
    Case("UTF-8 with mark, packed", gz(codecs.BOM_UTF8 + CHINESE.encode()), "1 2", file="a.csv.gz"),
    Case("UTF-8 with mark and no header", codecs.BOM_UTF8 + b"1,r,t,x\n", "1", own="header: false\nnames: "
         "[call_id, rep_id, started_at, disposition]"),
    Case("UTF-16 LE with mark", codecs.BOM_UTF16_LE + CHINESE.encode("utf-16-le"), "1 2", encoding="utf-16-le"),
    Case("UTF-16 BE with mark", codecs.BOM_UTF16_BE + CHINESE.encode("utf-16-be"), "1 2", encoding="utf-16-be"),
    Case("UTF-16 LE without mark", GOOD.encode("utf-16-le"), whole="holds a NUL byte"),
    Case("UTF-16 BE without mark", GOOD.encode("utf-16-be"), whole="holds a NUL byte"),
    Case("UTF-16 LE without mark, declared", CHINESE.encode("utf-16-le"), "1 2", own="encoding: utf-16-le",
         encoding="utf-16-le"),
    Case("UTF-16 declared, no mark", CHINESE.encode("utf-16-le"), own="encoding: utf-16", whole="no byte order mark"),
    Case("UTF-16 declared, UTF-8 with mark", codecs.BOM_UTF8 + CHINESE.encode(), own="encoding: utf-16",
         whole="the text is in UTF-8"),
    Case("UTF-16 with half a pair", codecs.BOM_UTF16_LE + text(row(1)).encode("utf-16-le") + b"\x00\xd8a\0",
         whole="not UTF-16-LE: byte 0x00 at byte 94 (line 3)"),
    Case("UTF-16 with an odd byte at the end", codecs.BOM_UTF16_LE + GOOD.encode("utf-16-le")[:-1], "1",
         truncated=True, refused={3: "half a character"}),
    Case("UTF-32", codecs.BOM_UTF32_LE + GOOD.encode("utf-32-le"), whole="holds a NUL byte"),
    Case("GB18030", CHINESE.encode("gb18030"), "1 2", encoding="gb18030", reps=("王小明，销售部", "李雷在北京")),
    Case("GB18030 with characters of four bytes", FOUR.encode("gb18030"), "1 2", encoding="gb18030",
         reps=("王小明在北京𠮷田", "李雷")),
    Case("GB18030, packed", gz(CHINESE.encode("gb18030")), "1 2", file="a.csv.gz", encoding="gb18030"),
    Case("GBK", CHINESE.encode("gbk"), "1 2", encoding="gb18030"),
    Case("GBK declared", CHINESE.encode("gbk"), "1 2", own="encoding: gbk", encoding="gbk"),
    Case("GB18030 declared, damaged", text(row(1)).encode() + b"\xff\xff,r,t,x\n", own="encoding: gb18030",
         whole="not GB18030: byte 0xff at byte 46 (line 3)"),
    Case("GB18030 cut inside a character", (text(row(1, "王小明")) + row(2, "王")[:3]).encode("gb18030")[:-1], "1",
         truncated=True, refused={3: "half a character"}),
    Case("GB18030 cut inside four bytes", (text(row(1, "王小明")) + "2,𠮷").encode("gb18030")[:-2], "1",
         truncated=True, refused={3: "half a character"}),
    Case("Big5 declared", TRADITIONAL.encode("big5"), "1 2", own="encoding: big5", encoding="big5",
         reps=("臺灣業務員陳", "張")),
    Case("Big5 not declared", TRADITIONAL.encode("big5"), whole="say its encoding in the source"),
    Case("windows-1252 declared", LATIN.encode("cp1252"), "1 2", own="encoding: cp1252", reps=("José", "Müller")),
    Case("windows-1252 not declared", LATIN.encode("cp1252"), whole="say its encoding in the source"),
    Case("windows-1252 declared, a byte that it has not", LATIN.encode("cp1252") + b"\x81,r,t,x\n",
         own="encoding: cp1252", whole="not CP1252: byte 0x81"),
    Case("UTF-8 declared, GBK came", CHINESE.encode("gbk"), own="encoding: utf-8", whole="not UTF-8: byte 0xcd"),
    Case("damaged UTF-8", GOOD.encode() + b"3,\xff,t,x\n", whole="not UTF-8: byte 0xff at byte 56 (line 4)"),
    Case("UTF-8 and GBK mixed", CHINESE.encode() + row(3, "王小明，北京市").encode("gbk"), whole="not UTF-8: byte 0xcd"),
    Case("UTF-8 cut inside a character", (text(row(1)) + row(2, "王")).encode()[:-5], "1", truncated=True,
         refused={3: "half a character"}),
    Case("overlong UTF-8", GOOD.encode() + b"\xc0\xaf,r,t,x\n", own="encoding: utf-8", whole="not UTF-8: byte 0xc0"),
    Case("surrogates in UTF-8", GOOD.encode() + b"\xed\xa0\x80,r,t,x\n", whole="not UTF-8: byte 0xed"),
    Case("no byte", b"", whole="empty file (0 bytes)"),
    Case("only a mark", codecs.BOM_UTF8, whole="empty file (no text in it)"),
    Case("only a UTF-16 mark", codecs.BOM_UTF16_LE, whole="empty file (no text in it)"),
    Case("only blanks", " \t\n\n  \r\n", whole="only blank lines"),
    Case("only one NUL", b"\0", whole="holds a NUL byte"),
    Case("only a header", HEADER, ""),
]  # fmt: skip
