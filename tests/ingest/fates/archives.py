# ruff: noqa: E501 (tables read best with one case a line)
"""Packed files: whole, broken, and made to do harm."""

from __future__ import annotations

import gzip
import stat
import zipfile

import zstandard

from tests.ingest.fates.case import CHINESE, GOOD, Case, gz, put, row, text, zipped, zst
from tests.ingest.fates.workbooks import workbook

GZ, ZST, ZIP = "a.csv.gz", "a.csv.zst", "a.csv.zip"
ONE = ("a.csv", GOOD)
PLAIN = zipped(ONE, method=zipfile.ZIP_STORED)
LINK = (stat.S_IFLNK | 0o777) << 16
SKIP = b"\x50\x2a\x4d\x18\x04\0\0\0skip"
MANY = [(f"{n}.csv", GOOD) for n in range(9)]


def flagged(bit: int) -> bytes:
    """A zip whose member bears a flag, in its own header and in the directory."""
    data = zipped(ONE)
    there = data.rindex(b"PK\x01\x02")
    return put(put(data, 6, bytes([bit])), there + 8, bytes([bit]))


def method(number: int) -> bytes:
    """A zip whose member is packed by a method of that number."""
    data = zipped(ONE)
    there = data.rindex(b"PK\x01\x02")
    return put(put(data, 8, bytes([number])), there + 10, bytes([number]))


CASES = [
    Case("gz", gz(GOOD), "1 2", GZ),
    Case("gz that its name does not tell", gz(GOOD), "1 2"),
    Case("gz of many members", b"".join(gz(part) for part in text(*map(row, range(60))).splitlines(keepends=True)),
         " ".join(map(str, range(60))), GZ),
    Case("gz with an empty member", gz(GOOD) + gz("") + gz(row(3)), "1 2 3", GZ),
    Case("gz with zeros behind it", gz(GOOD) + b"\0" * 512, "1 2", GZ),
    Case("gz with other bytes behind it", gz(GOOD) + b"more", file=GZ, whole="corrupt archive"),
    Case("gz of nothing", gz(""), file=GZ, whole="empty file (no text in it)"),
    Case("gz cut within its header", gz(GOOD)[:8], file=GZ, whole="ends early", truncated=True),
    Case("gz cut in the middle", gz(GOOD)[:40], file=GZ, whole="ends early", truncated=True),
    Case("gz cut before its checksum", gz(GOOD)[:-8], file=GZ, whole="ends early", truncated=True),
    Case("gz cut within its checksum", gz(GOOD)[:-3], file=GZ, whole="ends early", truncated=True),
    Case("gz, second member cut", gz(GOOD) + gz(row(3))[:-9], file=GZ, whole="ends early", truncated=True),
    Case("gz with a wrong checksum", put(gz(GOOD), -8, b"\0\0\0\0"), file=GZ, whole="CRC check failed"),
    Case("gz with a wrong length", put(gz(GOOD), -4, b"\0\0\0\0"), file=GZ, whole="Incorrect length of data"),
    Case("gz with a damaged block", put(gz(GOOD), 12, b"\xff\xff"), file=GZ, whole="corrupt archive"),
    Case("gz packed by another method", put(gz(GOOD), 2, b"\x07"), file=GZ, whole="Unknown compression method"),
    Case("gz twice", gz(gz(GOOD)), file=GZ, whole="packed twice"),
    Case("named gz, plain", GOOD, file=GZ, whole="the name says gzip"),
    Case("named gz, is zst", zst(GOOD), file=GZ, whole="the name says gzip"),
    Case("zst", zst(GOOD), "1 2", ZST),
    Case("zst of many frames", b"".join(zst(part) for part in text(*map(row, range(60))).splitlines(keepends=True)),
         " ".join(map(str, range(60))), ZST),
    Case("zst with a frame to skip", zst(GOOD) + SKIP + zst(row(3)), "1 2 3", ZST),
    Case("zst of nothing", zst(""), file=ZST, whole="empty file (no text in it)"),
    Case("zst cut in its header", zst(GOOD)[:6], file=ZST, whole="ends early", truncated=True),
    Case("zst cut in the middle", zst(GOOD)[:30], file=ZST, whole="ends early", truncated=True),
    Case("zst cut in its checksum", zst(GOOD)[:-2], file=ZST, whole="ends early", truncated=True),
    Case("zst, second frame cut", zst(GOOD) + zst(row(3))[:-2], file=ZST, whole="ends early", truncated=True),
    Case("zst with a wrong checksum", put(zst(GOOD), -4, b"\0\0\0\0"), file=ZST, whole="corrupt archive"),
    Case("zst with other bytes behind it", zst(GOOD) + b"more", file=ZST, whole="corrupt archive"),
    Case("zst without checksum", zstandard.ZstdCompressor().compress(GOOD.encode()), "1 2", ZST),
    Case("named zst, plain", GOOD, file=ZST, whole="the name says zstandard"),
    Case("zip", zipped(ONE), "1 2", ZIP),
    Case("zip, stored", PLAIN, "1 2", ZIP),
    Case("zip by bzip2", zipped(ONE, method=zipfile.ZIP_BZIP2), "1 2", ZIP),
    Case("zip by lzma", zipped(ONE, method=zipfile.ZIP_LZMA), "1 2", ZIP),
    Case("zip, GB18030 in it", zipped(("通话.csv", CHINESE.encode("gb18030"))), "1 2", ZIP, encoding="gb18030"),
    Case("zip with folders and the maker's notes", zipped(("x/", ""), ("__MACOSX/._a.csv", "z"), (".DS_Store", "z"),
         ("x/a.csv", GOOD)), "1 2", ZIP),
    Case("zip of several", zipped(*MANY), file=ZIP, whole="the zip holds 9 files (0.csv, 1.csv"),
    Case("zip of none", zipped(), file=ZIP, whole="the zip holds 0 files"),
    Case("zip of folders only", zipped(("x/", ""), ("x/y/", "")), file=ZIP, whole="the zip holds 0 files"),
    Case("zip: a path upwards", zipped(("../a.csv", GOOD)), file=ZIP, whole="climbs out of it: ../a.csv"),
    Case("zip: a path upwards in the middle", zipped(("x/../../a.csv", GOOD)), file=ZIP, whole="climbs out"),
    Case("zip: an absolute path", zipped(("/etc/a.csv", GOOD)), file=ZIP, whole="climbs out"),
    Case("zip: backslashes upwards", zipped(("..\\..\\a.csv", GOOD)), file=ZIP, whole="climbs out"),
    Case("zip: a drive", zipped(("C:\\a.csv", GOOD)), file=ZIP, whole="climbs out"),
    Case("zip: a link", zipped(("a.csv", "/etc/passwd"), attr=LINK), file=ZIP, whole="the zip holds a link"),
    Case("zip: a password", flagged(1), file=ZIP, whole="protected by a password"),
    Case("zip: patched data", flagged(32), file=ZIP, whole="cannot be opened"),
    Case("zip: an unknown method", method(99), file=ZIP, whole="cannot be opened"),
    Case("zip in a zip", zipped(("a.csv.zip", zipped(ONE))), file=ZIP, whole="packed twice"),
    Case("gz in a zip", zipped(("a.csv.gz", gz(GOOD))), file=ZIP, whole="packed twice"),
    Case("JSON in a .csv.zip", zipped(("a.json", "[]")), file=ZIP, whole="another form than its own name says"),
    Case("JSON in a .json.zip", zipped(("a.json", "[]")), "", "a.json.zip"),
    Case("a workbook named .zip", workbook([["call_id"]]), file=ZIP, whole="name the file .xlsx"),
    Case("zip that its name does not tell", zipped(ONE), "1 2"),
    Case("zip: a member without a name", put(put(PLAIN, 30, b"\0"), PLAIN.rindex(b"PK\x01\x02") + 46, b"\0"), "1 2", ZIP),
    Case("zip cut in its data", zipped(ONE)[:40], file=ZIP, whole="cut off", truncated=True),
    Case("zip cut in its directory", zipped(ONE)[:-30], file=ZIP, whole="cut off", truncated=True),
    Case("zip cut by one byte", zipped(ONE)[:-1], file=ZIP, whole="cut off", truncated=True),
    Case("zip without its beginning", zipped(ONE)[9:], file=ZIP, whole="the name says zip"),
    Case("zip with a wrong checksum", put(PLAIN, 50, b"#"), file=ZIP, whole="Bad CRC-32"),
    Case("zip whose names differ", put(PLAIN, 30, b"b"), file=ZIP, whole="corrupt zip: File name in directory"),
    Case("zip with a broken local header", put(PLAIN + PLAIN, len(PLAIN), b"XXXX"), file=ZIP, whole="corrupt zip"),
    Case("zip by bzip2, damaged", put(zipped(ONE, method=zipfile.ZIP_BZIP2), 45, b"\0\0"), file=ZIP,
         whole="corrupt archive"),
    Case("zip by lzma, damaged", put(zipped(ONE, method=zipfile.ZIP_LZMA), 46, b"\0\0\0"), file=ZIP,
         whole="corrupt archive"),
    Case("named zip, plain", GOOD, file=ZIP, whole="the name says zip"),
    Case("bz2 and 7z are not read", b"BZh91AY&SY\xff\xfe\xfd", file="a.csv.bz2", whole="convert or rename"),
    Case("rar named .csv", b"Rar!\x1a\x07\x01\0\xff\xfe\x80\x81", whole="say its encoding"),
    Case("a cell that packs a thousandfold", gzip.compress(text(row(1, "x" * 2_000_000)).encode(), mtime=0), "1", GZ),
]  # fmt: skip
