"""Reads and checks the rules of a layout: the part under `columns`, and conditions anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dagster_project.ingest.declared.entities import Entity
from dagster_project.ingest.declared.layout import EPOCHS, NUMBERS, Condition, Origin, Rule, When
from dagster_project.ingest.declared.yaml_file import Where, YamlFile

FIELDS = (
    "from", "join", "first_of", "const", "extract", "without", "blank", "map", "when", "time_format", "unit",
    "optional",
)  # fmt: skip
UNITS = ("hms", "min", "mixed", "ms", "s")
TESTS = ("not", "matches", "not_matches")


def rules(file: YamlFile, where: Where, data: object, entity: Entity) -> tuple[Rule, ...]:
    """A rule per canonical column that is named."""
    said = file.mapping(where, data, entity.names)
    return tuple(_rule(file, (*where, name), name, value, entity) for name, value in said.items())


def conditions(file: YamlFile, where: Where, data: object) -> tuple[Condition, ...]:
    """`{column: condition}`."""
    return tuple(
        _condition(file, (*where, column), column, value)
        for column, value in file.mapping(where, data).items()
    )


def pattern(file: YamlFile, where: Where, data: object) -> str:
    """A regular expression that the engine (RE2) and Python both understand."""
    text = file.text(where, data)
    try:
        re.compile(text)
    except re.error as error:
        file.wrong(where, text, f"expected a regular expression: {error}")
        return ""
    if re.search(r"\(\?[=!<]|\\[1-9]", text):
        file.wrong(where, text, "expected a regular expression without look-around and back references")
        return ""
    return text


def _rule(file: YamlFile, where: Where, name: str, data: object, entity: Entity) -> Rule:
    said = file.mapping(where, data, FIELDS)
    given = [key for key in ("from", "first_of", "const") if key in said]
    if len(given) != 1:
        file.wrong(where, ", ".join(given), "expected exactly one of from, first_of, const")
    if "first_of" in said:
        sources = _alternatives(file, (*where, "first_of"), said["first_of"])
    else:
        sources = (Origin(file.texts((*where, "from"), said["from"])),) if "from" in said else ()
    joined = any(len(source.columns) > 1 for source in sources)
    if ("join" in said) != joined and not ("first_of" in said and joined):
        file.wrong(
            (*where, "join"),
            said.get("join"),
            "expected join with several columns in from, and only there",
        )
    const = said.get("const")
    rule = Rule(
        column=name,
        sources=sources,
        join=file.text((*where, "join"), said.get("join", "|")),
        const=None if const is None else file.text((*where, "const"), const),
        extract=pattern(file, (*where, "extract"), said["extract"]) if "extract" in said else None,
        without=file.texts((*where, "without"), said.get("without", [])),
        blank=file.texts((*where, "blank"), said.get("blank", [])),
        mapping=_mapping(file, (*where, "map"), said.get("map", {})),
        whens=_whens(file, (*where, "when"), said.get("when", [])),
        time_formats=file.texts((*where, "time_format"), said.get("time_format", [])),
        unit=file.choice((*where, "unit"), said.get("unit", "s"), UNITS),
        optional=file.flag((*where, "optional"), said.get("optional", False)),
    )
    _check_kind(file, where, rule, said, entity)
    return rule


def _alternatives(file: YamlFile, where: Where, data: object) -> tuple[Origin, ...]:
    """Entries of first_of: a column, a list of them, or {hash: ...} of either."""
    origins = []
    for index, item in enumerate(data if isinstance(data, list) else [data]):
        here = (*where, index)
        if isinstance(item, dict):
            columns = file.texts((*here, "hash"), file.mapping(here, item, ("hash",)).get("hash"))
            origins.append(Origin(columns, hashed=True))
        else:
            origins.append(Origin(file.texts(here, item)))
    return tuple(origins)


def _mapping(file: YamlFile, where: Where, data: object) -> tuple[tuple[str, str], ...]:
    return tuple((key, file.text((*where, key), value)) for key, value in file.mapping(where, data).items())


def _whens(file: YamlFile, where: Where, data: object) -> tuple[When, ...]:
    if not isinstance(data, list):
        file.wrong(where, data, "expected a list of {if: {column: value}, then: text}")
        return ()
    whens = []
    for index, item in enumerate(data):
        here = (*where, index)
        said = file.mapping(here, item, ("if", "then", "then_from"))
        if not said.get("if") or ("then" in said) == ("then_from" in said):
            file.wrong(here, item, "expected {if: {column: value}, then: text}, or then_from: column")
            continue
        then = None if said.get("then") is None else file.text((*here, "then"), said["then"])
        then_from = file.texts((*here, "then_from"), said["then_from"]) if "then_from" in said else ()
        whens.append(When(conditions(file, (*here, "if"), said["if"]), then, then_from))
    return tuple(whens)


def _condition(file: YamlFile, where: Where, column: str, data: object) -> Condition:
    if not isinstance(data, dict):
        return Condition(column, file.texts(where, data))
    said = file.mapping(where, data, TESTS)
    if len(said) != 1:
        file.wrong(where, ", ".join(said), f"expected exactly one of {', '.join(TESTS)}")
        return Condition(column)
    [(test, value)] = said.items()
    here = (*where, test)
    if test == "not":
        return Condition(column, file.texts(here, value), negated=True)
    return Condition(column, pattern=pattern(file, here, value), negated=test == "not_matches")


def _check_kind(file: YamlFile, where: Where, rule: Rule, said: Iterable[str], entity: Entity) -> None:
    column = entity.column(rule.column)
    if column is None:
        return
    if "time_format" in said and column.kind not in ("timestamp", "date"):
        file.wrong((*where, "time_format"), column.kind, "expected a time format only on a time or date")
    if "unit" in said and column.kind != "seconds":
        file.wrong((*where, "unit"), column.kind, "expected a unit only on a duration")
    for text in rule.time_formats:
        if text not in NUMBERS and text != "iso" and "%" not in text:
            expected = f"expected iso, {', '.join(EPOCHS)}, excel or a format such as %Y-%m-%d %H:%M:%S"
            file.wrong((*where, "time_format"), text, expected)
    nothing = any(when.then is None and not when.then_from for when in rule.whens)
    blanks = rule.blank or nothing or not (rule.sources or rule.const)
    if column.required and blanks and not rule.optional:
        file.wrong(where, rule.column, "a required column that may be blank; say optional: true")
