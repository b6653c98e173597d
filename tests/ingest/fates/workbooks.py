# ruff: noqa: E501 (tables read best with one case a line)
"""Excel workbooks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

import xlsxwriter

from tests.ingest.fates.case import GOOD, HEADER, Case, zipped

HEAD = HEADER.split(",")
XLSX = "a.xlsx"
FORMATS = {
    datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", timedelta: "[h]:mm:ss", time: "hh:mm:ss",
}  # fmt: skip
Cells = Sequence[Sequence[Any]]
SECOND = 10_000_000


def workbook(
    *sheets: Cells, names: Sequence[str] = (), more: Callable[[Any], object] | None = None, **how: Any
) -> bytes:
    """A workbook; dates and times bear their usual formats."""
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"in_memory": True, **how})
    formats = {kind: book.add_format({"num_format": form}) for kind, form in FORMATS.items()}
    for number, cells in enumerate(sheets):
        sheet = book.add_worksheet(names[number] if names else None)
        for line, values in enumerate(cells):
            for place, value in enumerate(values):
                sheet.write(line, place, value, *([formats[type(value)]] if type(value) in formats else []))
    if more:
        more(book)
    book.close()
    return sink.getvalue()


def table(*ids: object, rep: object = "r") -> list[list[object]]:
    return [HEAD, *([call_id, rep, "t", "x"] for call_id in ids)]


def cells(*values: object) -> bytes:
    """Rows whose rep_id is each of these."""
    return workbook([HEAD, *([str(number), value, "t", "x"] for number, value in enumerate(values, 1))])


def hidden(book: Any) -> None:
    book.worksheets()[1].hide()


def merged(book: Any) -> None:
    book.worksheets()[0].merge_range(2, 0, 2, 3, "2")


def with_part(name: str, data: bytes) -> bytes:
    """A workbook in which one part is replaced or added."""
    source = zipfile.ZipFile(io.BytesIO(workbook(table("1"))))
    parts = {part: source.read(part) for part in source.namelist()} | {name: data}
    return zipped(*parts.items())


def far(book: Any) -> None:
    book.worksheets()[0].write(1_048_575, 16_383, "z")


def formula(book: Any) -> None:
    book.worksheets()[0].write_formula(1, 1, "=1+1", None, 2)
    book.worksheets()[0].write_formula(2, 1, "=1/0", None, "#DIV/0!")


CASES = [
    Case("whole numbers are ids", workbook(table(1, 2)), "1 2", XLSX, lines=(2, 3)),
    Case("title rows", workbook([["Calls"], [], ["of", "today"], *table(1)]), "1", XLSX, lines=(5,),
         notes=("2 row(s) above the header in row 4",)),
    Case("header below 20 rows", workbook([["title"]] * 20 + table(1)), file=XLSX, whole="required columns call_id"),
    Case("several sheets", workbook(table(1), table(2)), "1 2", XLSX, lines=(2, SECOND + 2)),
    Case("a sheet of something else", workbook(table(1), [["note"]]), "1", XLSX, notes=("left out: sheet Sheet2",)),
    Case("only sheets of something else", workbook([["note"]], []), file=XLSX, whole="sheet Sheet2: no row in it"),
    Case("hidden sheet", workbook(table(1), table(2), more=hidden), "1", XLSX, notes=("Sheet2 left out: it is hidden",)),
    Case("named sheets only", workbook(table(1), table(2), names=("通话1", "other")), "1", XLSX,
         own="files: [.xlsx]\nsheets: ['通话*']", notes=("sheet other left out",)),
    Case("no sheet of that name", workbook(table(1)), file=XLSX, own="files: [.xlsx]\nsheets: [x]",
         whole="no visible sheet of the names"),
    Case("trailer", workbook([*table(1), ["Total: 1"]]), "1", XLSX, own="files: [.xlsx]\ntrailer: ['Total: .*']",
         notes=("1 row(s) at the end are a trailer",)),
    Case("header repeated", workbook([*table(1), *table(2)]), "1 2", XLSX, notes=("the header stands again in 1 row(s)",)),
    Case("blank rows between", workbook([*table(1), [], [], ["2", "r", "t", "x"]]), "1 2", XLSX, lines=(2, 5)),
    Case("dates and times", cells(datetime(2026, 3, 2, 9, 0, 1), date(2026, 3, 2), time(9, 5, 1)), "1 2 3", XLSX,
         reps=("2026-03-02 09:00:01", "2026-03-02", "09:05:01")),
    Case("dates since 1904", workbook(table(1, rep=datetime(2026, 3, 2, 9)), date_1904=True), "1", XLSX,
         reps=("2026-03-02 09:00:00",)),
    Case("durations", cells(timedelta(seconds=5), timedelta(hours=30, seconds=59)), "1 2", XLSX,
         reps=("0:00:05", "30:00:59")),
    Case("numbers", cells(13800000000, 1.38e10, 0.25, -5.0, 0), "1 2 3 4 5", XLSX,
         reps=("13800000000", "13800000000", "0.25", "-5", "0")),
    Case("text that looks like a number", cells("1.38E+10", "0013", " 7 "), "1 2 3", XLSX, reps=("1.38E+10", "0013", " 7 ")),
    Case("truth values", cells(True, False), "1 2", XLSX, reps=("true", "false")),
    Case("formulas and errors", workbook(table(1, 2), more=formula), "1 2", XLSX, reps=("2", "")),
    Case("merged cells", workbook([*table(1), [], *table(3)[1:]], more=merged), "1 2 3", XLSX, reps=("r", "", "r")),
    Case("short rows and long rows", workbook([*table(1), ["2"], ["3", "r", "t", "x", "y"]]), "1 2 3", XLSX,
         unknown=("column 5",), reps=("r", "", "r")),
    Case("a new column", workbook([[*HEAD, "mood"], ["1", "r", "t", "x", "good"]]), "1", XLSX, unknown=("mood",)),
    Case("column missing", workbook([HEAD[1:], ["r", "t", "x"]]), file=XLSX, whole="required column call_id is missing"),
    Case("column twice", workbook([[*HEAD, "REP_ID"], [1, 2, 3, 4, 5]]), file=XLSX, whole="stands twice"),
    Case("header only", workbook([HEAD]), "", XLSX),
    Case("empty sheet", workbook([]), file=XLSX, whole="no row in it"),
    Case("line ends and odd characters in a cell", cells("a\nb", "\u2028", "a\x01b", "😀"), "1 2 3 4", XLSX,
         reps=("a\nb", "\u2028", "a\x01b", "😀")),
    Case("cells too far apart", partial(workbook, table(1), more=far), file=XLSX, whole="too far apart to be read"),
    Case("macros are left alone", with_part("xl/vbaProject.bin", b"Sub AutoOpen()"), "1", XLSX),
    Case("a broken sheet", with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"), file=XLSX,
         whole="no Excel workbook that can be read"),
    Case("a sheet that is no XML", with_part("xl/worksheets/sheet1.xml", b"\0\xff\xfe"), file=XLSX, whole="no Excel workbook"),
    Case("no list of sheets", with_part("xl/workbook.xml", b""), file=XLSX, whole="no"),
    Case("a password", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), file=XLSX, whole="password-protected workbook"),
    Case("an old workbook named .csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), whole="old or password-protected"),
    Case("a workbook named .csv", workbook(table(1)), whole="name the file .xlsx"),
    Case("CSV named .xlsx", GOOD, file=XLSX, whole="no Excel workbook"),
    Case("a zip named .xlsx", zipped(("a.csv", GOOD)), file=XLSX, whole="no Excel workbook"),
    Case("workbook cut off", workbook(table(1))[:-40], file=XLSX, whole="no Excel workbook", truncated=True),
    Case("no byte in a workbook", b"", file=XLSX, whole="empty file (0 bytes)"),
    Case("macro workbooks are not read", workbook(table(1)), file="a.xlsm", whole="convert or rename the file"),
]  # fmt: skip
