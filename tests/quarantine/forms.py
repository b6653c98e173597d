"""The same three calls in every form that lands; the second one has no time that can be read."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import duckdb
import zstandard

COLUMNS = ["call_id", "rep_id", "started_at", "disposition", "备注"]
ROWS = [
    ["c1", "r1", "2026-09-01 09:00:00", "connected", ""],
    ["c2", "r1", "yesterday", "connected", "=cmd()"],
    ["c3", "r1", "2026-09-01 09:10:00", "busy", "好"],
]
BAD_ROW = 1


def csv_text(delimiter: str = ",") -> str:
    return "".join(delimiter.join(row) + "\n" for row in [COLUMNS, *ROWS])


def json_text() -> str:
    return json.dumps([dict(zip(COLUMNS, row, strict=True)) for row in ROWS], ensure_ascii=False)


def workbook() -> bytes:
    """The least that is an Excel workbook: one sheet of inline texts, a title above the header."""
    lines = [["通话记录"], COLUMNS, *ROWS]
    sheet = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in line) + "</row>"
        for line in lines
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return sink.getvalue()


def parquet(folder: Path) -> bytes:
    path = folder / "calls.parquet"
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    rows = ", ".join("(" + ", ".join(f"'{cell}'" for cell in row) + ")" for row in ROWS)
    duckdb.sql(f"select * from (values {rows}) as t({names})").write_parquet(str(path))
    return path.read_bytes()


def made(name: str, folder: Path) -> bytes:
    """The bytes of a file of that name."""
    if name.endswith(".xlsx"):
        return workbook()
    if name.endswith(".parquet"):
        return parquet(folder)
    text = json_text() if ".json" in name else csv_text("\t" if ".tsv" in name else ",")
    data = text.encode("gb18030" if "gb" in name else "utf-8")
    if name.endswith(".gz"):
        return gzip.compress(data, mtime=0)
    return zstandard.compress(data) if name.endswith(".zst") else data
