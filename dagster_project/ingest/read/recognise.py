"""Whether a file is of the layout that its source names, where the header alone does not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dagster_project.ingest.declared.layout import Condition, Layout
from dagster_project.ingest.decode.unpack import Unreadable
from dagster_project.ingest.read.header import Columns
from dagster_project.ingest.read.records import Record

SAMPLE = 200
"""Records at the beginning of a file that are looked at."""


def check_recognised(layout: Layout, columns: Columns, sample: Sequence[Record]) -> None:
    """Raise Unreadable when more than half of the records contradict what the layout recognises files by."""
    for condition in layout.recognise:
        position = columns.positions.get(condition.column)
        if position is None:
            continue
        cells = [
            (record, record.fields[position].strip(" \t"))
            for record in sample
            if position < len(record.fields)
        ]
        wrong = [(record, cell) for record, cell in cells if not holds(condition, cell)]
        if len(wrong) * 2 > len(cells):
            record, cell = wrong[0]
            raise Unreadable(
                f"not a file of layout {layout.name}: column {condition.column} is {cell!r} in line "
                f"{record.line_no}; expected {condition.wanted}; `scoreline probe` names the layouts that fit"
            )


def holds(condition: Condition, cell: str) -> bool:
    """Whether a cell, blanks around it taken off, fits."""
    if condition.pattern is not None:
        return (re.fullmatch(condition.pattern, cell) is not None) != condition.negated
    return (cell in condition.values) != condition.negated
