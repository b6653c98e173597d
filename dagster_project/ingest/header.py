"""Which column of a file is which: header names against the columns that a layout reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dagster_project.ingest.entities import Entity
from dagster_project.ingest.layout import Layout, Rule
from dagster_project.ingest.plain_text import Unreadable

MANY = 40


@dataclass(frozen=True)
class Columns:
    """Where the file's columns stand: `positions` of those the layout reads, by the layout's name for them;
    `extra` of those that it does not know, by the header's name for them."""

    width: int
    positions: dict[str, int]
    extra: dict[str, int]


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
    rules = layout.rules_for(entity)
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
    missing = list(dict.fromkeys(_missing(rules, entity, positions)))
    if missing:
        plural = "s" if len(missing) > 1 else ""
        verb = "are" if plural else "is"
        raise Unreadable(
            f"required column{plural} {', '.join(missing)} {verb} missing; {where} {_shown(names)}"
        )
    unknown = [index for index in range(len(names)) if index not in taken]
    return Columns(len(names), positions, _extra_names(names, unknown))


def _missing(rules: Sequence[Rule], entity: Entity, positions: dict[str, int]) -> Iterator[str]:
    required = {column.name for column in entity.columns if column.required}
    for rule in rules:
        if rule.column in required and not rule.optional:
            absent = [[name for name in source if name not in positions] for source in rule.sources]
            if len(absent) == 1:
                yield from absent[0]
            elif absent and all(absent):
                yield " or ".join(" + ".join(names) for names in absent)
        if not rule.optional:
            yield from (c.column for when in rule.whens for c in when.conditions if c.column not in positions)


def _extra_names(names: Sequence[str], unknown: Sequence[int]) -> dict[str, int]:
    extra: dict[str, int] = {}
    for index in unknown:
        name = names[index].strip() or f"column {index + 1}"
        extra[name if name not in extra else f"{name} (column {index + 1})"] = index
    return extra


def _shown(names: Sequence[str]) -> str:
    text = ", ".join(name.strip() for name in names[:MANY])
    return f"{text}, ..." if len(names) > MANY else text
