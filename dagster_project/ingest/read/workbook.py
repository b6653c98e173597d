"""Whether a workbook can be opened without harm: it is unpacked once without being kept.

The library that reads workbooks trusts the sizes that an archive states of itself, and holds every cell
between the first and the last one of a sheet.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from dagster_project.ingest.decode.unpack import (
    BOMB_RATIO,
    BOMB_SIZE,
    CHUNK,
    DAMAGED_ZIP,
    OLD_OFFICE,
    Unreadable,
    seeking,
)

MOST_CELLS = 60_000_000
"""Cells between the corners of a sheet, empty ones too: a million rows of 57 columns, 2 GB of memory."""
CELL = re.compile(rb'r="([A-Z]{1,3})([0-9]{1,7})"')
LONGEST_CELL = len('r="XFD1048576"')


def check_workbook(path: Path) -> None:
    """Raise Unreadable for what is no workbook, or one that would fill the memory."""
    with path.open("rb") as file:
        head = file.read(4)
        if not head:
            raise Unreadable("empty file (0 bytes); export it again")
        if head == OLD_OFFICE:
            raise Unreadable("an old or password-protected workbook; save it as .xlsx without a password")
        try:
            with seeking(), zipfile.ZipFile(file) as archive:
                _check_members(archive, file)
        except (zlib.error, *DAMAGED_ZIP) as error:
            cut = head.startswith(b"PK")
            raise Unreadable(f"no Excel workbook: {error}; save it again as .xlsx", truncated=cut) from error


def _check_members(archive: zipfile.ZipFile, packed: BinaryIO) -> None:
    done = 0
    for info in archive.infolist():
        # Read to where the data ends, whatever the archive says about its size.
        info.file_size = 1 << 62
        columns: set[bytes] = set()
        rows = 0
        left = b""
        with archive.open(info) as member:
            while piece := member.read(CHUNK):
                done += len(piece)
                if done > BOMB_SIZE and done > BOMB_RATIO * packed.tell():
                    raise Unreadable(f"unpacks to more than {BOMB_RATIO} times its size (an archive bomb?)")
                if info.filename.startswith("xl/worksheets/"):
                    found = CELL.findall(left + piece)
                    columns.update(column for column, _ in found)
                    rows = max(rows, *(int(row) for _, row in found[-1:]), 0)
                    left = piece[-LONGEST_CELL:]
        if rows * max(map(_number, columns), default=0) > MOST_CELLS:
            raise Unreadable(
                f"{info.filename} has cells in row {rows:,} and column {max(map(_number, columns))}, too far "
                "apart to be read; delete what stands far below or beside the table"
            )


def _number(column: bytes) -> int:
    """The number of a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number
