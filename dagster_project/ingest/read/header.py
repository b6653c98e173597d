"""Which column of a file is which: header names against the columns that a layout reads."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dagster_project.ingest.declared.entities import Entity
from dagster_project.ingest.declared.layout import Layout, Rule
from dagster_project.ingest.decode.unpack import Unreadable

MANY = 40
NUMBER = re.compile(r"\d[\d -]{3,}\d")
"""What may be somebody's number: a file without a header shows its first record where names were expected."""


@dataclass(frozen=True)
class Columns:
    """Where the file's columns stand: `positions` of those the layout reads, by the layout's name for them;
    `extra` of those that it does not know, by the header's name for them. `objects`: the reader puts these
    into one object itself."""

    width: int
    positions: dict[str, int]
    extra: dict[str, int]
    objects: bool = False


def plain_name(name: str) -> str:
    """A header name without regard to case, surrounding blanks and `_`, space, `-`."""
    return re.sub(r"[\s_-]+", "", name).casefold()


def match_columns(layout: Layout, entity: Entity, names: Sequence[str], line: int | None) -> Columns:
    """Find the columns that the layout reads among `names` (of the header at `line`; None: the layout's own).

    Raises Unreadable when a column that a required column is made of is missing, or one that is read stands
    twice.
    """
    found: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        found.setdefault(plain_name(name), []).append(index)
    where = "the layout's names are" if line is None else f"the header in line {line} is"
    positions: dict[str, int] = {}
    taken: set[int] = set()
    for name in layout.wanted(entity):
        spots = [
            i for alias in (name, *layout.aliases.get(name, ())) for i in found.get(plain_name(alias), [])
        ]
        if len(spots) > 1:
            places = " and ".join(str(spot + 1) for spot in spots)
            raise Unreadable(
                f"column {name} stands twice in the header (columns {places}); name each column once"
            )
        if spots:
            positions[name] = spots[0]
            taken.add(spots[0])
    missing_columns(layout, entity, positions, where, names)
    unknown = [index for index in range(len(names)) if index not in taken]
    return Columns(len(names), positions, _extra_names(names, unknown))


def missing_columns(
    layout: Layout, entity: Entity, positions: dict[str, int], where: str, names: Sequence[str]
) -> None:
    """Raise Unreadable when a column that a required column is made of has no position.

    `names` are those that the file has; one that looks like a missing one is suggested.
    """
    missing = list(dict.fromkeys(_missing(layout.rules_for(entity), entity, positions)))
    if not missing:
        return
    plural, verb = ("s", "are") if len(missing) > 1 else ("", "is")
    known = {plain_name(name) for name in layout.wanted(entity)}
    strangers = [name.strip() for name in names if name.strip() and plain_name(name) not in known]
    hints = "".join(_suggested(name, strangers) for name in missing)
    shown = f"{where} {_shown(names)}"
    if len(strangers) == len([name for name in names if name.strip()]) and any(map(holds_number, strangers)):
        shown = f"{where.removesuffix(' is')} looks like a record, not a header ({len(names)} fields)"
    raise Unreadable(f"required column{plural} {', '.join(missing)} {verb} missing; {shown}{hints}")


def _suggested(name: str, strangers: Sequence[str]) -> str:
    """The file's column that may have been renamed from `name`, and what makes the source read it."""
    plain = {plain_name(stranger): stranger for stranger in strangers}
    for close in difflib.get_close_matches(plain_name(name), list(plain), n=1, cutoff=0.6):
        return f"; if {plain[close]} is {name} now, say `aliases: {{{name}: [{plain[close]}]}}` in the source"
    return ""


def _missing(rules: Sequence[Rule], entity: Entity, positions: dict[str, int]) -> Iterator[str]:
    required = {column.name for column in entity.columns if column.required}
    for rule in rules:
        if rule.column in required and not rule.optional:
            absent = [[name for name in origin.columns if name not in positions] for origin in rule.sources]
            if len(absent) == 1:
                yield from absent[0]
            elif absent and all(
                len(gone) == len(o.columns) for gone, o in zip(absent, rule.sources, strict=True)
            ):
                yield " or ".join(" + ".join(origin.columns) for origin in rule.sources)
        if not rule.optional:
            yield from (c.column for when in rule.whens for c in when.conditions if c.column not in positions)


def _extra_names(names: Sequence[str], unknown: Sequence[int]) -> dict[str, int]:
    extra: dict[str, int] = {}
    for index in unknown:
        name = names[index].strip() or f"column {index + 1}"
        extra[name if name not in extra else f"{name} (column {index + 1})"] = index
    return extra


def holds_number(name: str) -> bool:
    """Whether a cell may hold somebody's number."""
    return NUMBER.search(name) is not None


def _shown(names: Sequence[str]) -> str:
    text = ", ".join(NUMBER.sub("*****", name.strip()) for name in names[:MANY])
    return f"{text}, ..." if len(names) > MANY else text
