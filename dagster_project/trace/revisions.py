"""Which line of a business key holds, and what became of the others: superseded, or a duplicate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from dagster_project.ingest.declared.entities import load_entity
from dagster_project.trace.clock import to_utc
from dagster_project.trace.rawstore import Line

Key = tuple[str, ...]

WORDS = {
    "disposition", "result", "direction", "kind", "channel", "stock_kind", "payment_kind", "dimension",
    "event", "period",
}  # fmt: skip
"""Columns whose case does not matter."""
YES, NO = {"true", "t", "yes", "y", "1", "是"}, {"false", "f", "no", "n", "0", "否"}
EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Verdict:
    """One line of a key: what became of it, and through which line (None for the one that holds)."""

    line: Line
    fate: str
    by: Line | None = None

    @property
    def said(self) -> str:
        """`superseded by calls/b.csv:7`."""
        return self.fate if self.by is None else f"{self.fate} {self.by.where}"


@dataclass(frozen=True)
class History:
    """All lines of one key in their order; `holds` is None when the row was deleted or is absent: no file
    that still stands has it.
    """

    key: Key
    verdicts: tuple[Verdict, ...]
    holds: Line | None
    last: Line
    is_absent: bool = False

    def others(self) -> list[Verdict]:
        """Every line but the last word."""
        return [verdict for verdict in self.verdicts if verdict.line is not self.last]


def key_of(line: Line) -> Key:
    """The business key; calls of different key spaces are different calls."""
    key = tuple(line.values.get(column) or "" for column in load_entity(line.file.entity).key)
    return (line.file.key_space, *key) if line.file.entity == "calls" else key


def histories(lines: Iterable[Line]) -> dict[Key, History]:
    """What became of every line, by key; lines that are not understood take no part."""
    groups: dict[Key, list[Line]] = {}
    for line in lines:
        if misfit(line) is None:
            groups.setdefault(key_of(line), []).append(line)
    return {key: _history(key, group) for key, group in groups.items()}


def _history(key: Key, lines: list[Line]) -> History:
    ordered = sorted(lines, key=_order)
    runs: list[list[Line]] = []
    for line in ordered:
        if runs and said(runs[-1][-1]) == said(line):
            runs[-1].append(line)
        else:
            runs.append([line])
    standing = [number for number, run in enumerate(runs) if any(not line.file.superseded for line in run)]
    place = standing[-1] if standing else len(runs) - 1
    last = runs[place][0]
    verdicts = []
    for number, run in enumerate(runs):
        fate = _fate(number - place, deleted=bool(flag(last.get("is_deleted"))), absent=not standing)
        verdicts.append(Verdict(run[0], fate, last if number < place else None))
        verdicts += [Verdict(line, "duplicate of", run[0]) for line in run[1:]]
    gone = not standing or (flag(last.get("is_deleted")) is True and last.file.entity not in UNDELETABLE)
    return History(key, tuple(verdicts), None if gone else last, last, not standing)


UNDELETABLE = {"roster", "leave", "adjustments", "ratings", "attendance", "tasks", "training", "decisions"}


def _fate(behind: int, *, deleted: bool, absent: bool) -> str:
    if behind < 0:
        return "superseded by"
    if behind > 0 or absent:
        return "absent from a newer snapshot"
    return "deleted" if deleted else "holds"


def _order(line: Line) -> tuple[datetime, int, int]:
    updated = to_utc(line.get("updated_at"), line.file.time_zone)
    return updated or EARLIEST, line.file.file_no, line.line_no


def said(line: Line) -> tuple[object, ...]:
    """What a line says, whatever its spelling: equal lines are repetitions, not corrections."""
    return tuple(
        _typed(column.name, column.kind, line.get(column.name), line.file.time_zone)
        for column in load_entity(line.file.entity).columns
    )


def _typed(name: str, kind: str, text: str | None, zone: str) -> object:
    if text is None:
        return None
    if kind == "timestamp":
        return to_utc(text, zone) or text
    if kind == "flag":
        return flag(text)
    if kind in {"number", "seconds"}:
        return number(text) if number(text) is not None else text
    return text.lower() if name in WORDS else text


def misfit(line: Line) -> str | None:
    """The first column whose value does not fit, so that the line was refused; None if it is understood."""
    for column in load_entity(line.file.entity).columns:
        text = line.values.get(column.name)
        if text == "" and column.required:
            return column.name
        if text and not _fits(column.kind, text, line.file.time_zone):
            return column.name
    return None


def _fits(kind: str, text: str, zone: str) -> bool:
    if kind == "timestamp":
        return to_utc(text, zone) is not None
    if kind == "flag":
        return flag(text) is not None
    if kind in {"number", "seconds"}:
        value = number(text)
        return value is not None and (kind == "number" or value >= 0)
    return True


def flag(text: str | None) -> bool | None:
    """A true-or-false cell."""
    lower = (text or "").lower()
    return True if lower in YES else False if lower in NO else None


def number(text: str | None) -> Decimal | None:
    """A number cell."""
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None
