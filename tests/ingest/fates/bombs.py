# ruff: noqa: E501 (tables read best with one case a line)
"""Archives of 10 GB in a few megabytes, made without writing 10 GB: one packed block, many times over."""

from __future__ import annotations

import io
import zipfile
import zlib
from functools import partial

from tests.ingest.fates.case import GOOD, Case, gz, zst

BLOCK, TIMES = 10_000_000, 1000
BOMB = "unpacks to more than 250 times its size"


def gz_bomb(first: str = "") -> bytes:
    return gz(first) + gz(b"0" * BLOCK) * TIMES


def zst_bomb() -> bytes:
    return zst(b"0" * BLOCK) * TIMES


def stream() -> bytes:
    """One deflate stream of 10 GB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b"0" * BLOCK) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * TIMES + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def zip_bomb(name: str = "a.csv", stated: int = BLOCK * TIMES) -> bytes:
    sink, packed = io.BytesIO(), stream()
    with zipfile.ZipFile(sink, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.compress_type, info.header_offset = zipfile.ZIP_DEFLATED, 0
        info.file_size, info.compress_size, info.CRC = (
            stated,
            len(packed),
            zlib.crc32(b"0" * min(stated, BLOCK)),
        )
        sink.write(info.FileHeader(zip64=True) + packed)
        archive.filelist.append(info)
        archive.start_dir = sink.tell()
        archive._didModify = True  # type: ignore[attr-defined]
    return sink.getvalue()


CASES = [
    Case("gz of 10 GB", gz_bomb, file="a.csv.gz", whole=BOMB),
    Case("gz of 10 GB behind good rows", partial(gz_bomb, GOOD), file="a.csv.gz", whole=BOMB),
    Case("zst of 10 GB", zst_bomb, file="a.csv.zst", whole=BOMB),
    Case("zip of 10 GB", zip_bomb, file="a.csv.zip", whole=BOMB),
    Case("JSON lines of 10 GB", gz_bomb, file="a.jsonl.gz", whole=BOMB),
    Case("workbook of 10 GB", partial(zip_bomb, "xl/worksheets/sheet1.xml"), file="a.xlsx", whole=BOMB),
    Case("workbook of 10 GB that claims 10 MB", partial(zip_bomb, "xl/worksheets/sheet1.xml", BLOCK), file="a.xlsx",
         whole=BOMB),
]  # fmt: skip
