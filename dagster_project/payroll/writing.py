"""Sheets as CSV files or as one workbook: nothing in them runs, and no decimal is rounded."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from dagster_project.payroll.sheets import Sheet
from dagster_project.spreadsheet import harmless

EXACT_DIGITS = 15
"""As many significant digits a spreadsheet's number keeps; longer ones are written as text."""
MOST_DECIMALS = 6
NARROWEST, WIDEST = 8, 60


def write_csv(folder: Path, sheets: Sequence[Sheet]) -> None:
    """A file per sheet, UTF-8 as spreadsheets take it."""
    for sheet in sheets:
        with (folder / f"{sheet.name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(sheet.header)
            writer.writerows([harmless(cell) for cell in row] for row in sheet.rows)


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """One workbook with a sheet per sheet; text is never taken for a formula or a link."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        bold = book.add_format({"bold": True})
        forms = {
            places: book.add_format({"num_format": "0" + "." * bool(places) + "0" * places})
            for places in range(MOST_DECIMALS + 1)
        }
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            for place, name in enumerate(sheet.header):
                page.write_string(0, place, name, bold)
                cells = [row[place] for row in sheet.rows]
                page.set_column(place, place, _width([name, *cells]))
                for number, cell in enumerate(cells, 1):
                    if name in sheet.numbers and _is_exact(cell):
                        _, _, decimals = cell.partition(".")
                        page.write_number(number, place, float(cell), forms[len(decimals)])
                    else:
                        page.write_string(number, place, cell)


def _is_exact(cell: str) -> bool:
    """Whether a spreadsheet's number shows exactly this text."""
    digits = cell.removeprefix("-").replace(".", "", 1)
    places = len(cell.partition(".")[2])
    return digits.isascii() and digits.isdigit() and len(digits) <= EXACT_DIGITS and places <= MOST_DECIMALS


def _width(cells: Sequence[str]) -> int:
    return max(NARROWEST, min(WIDEST, 2 + max(len(cell) for cell in cells)))
