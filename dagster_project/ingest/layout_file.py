"""Reads and checks `layouts/*.yml`. The form is described in `layouts/README.md`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dagster_project.ingest.entities import Entity, entity_names, load_entity
from dagster_project.ingest.layout import EPOCHS, Condition, Layout, Rule, When
from dagster_project.ingest.yaml_file import Where, YamlFile

FOLDER = Path(__file__).resolve().parent.parent / "layouts"
FIELDS = (
    "layout", "entity", "files", "delimiter", "quote", "encoding", "header", "names", "skip_lines",
    "times_carry_offset", "aliases", "unused", "columns",
)  # fmt: skip
RULE_FIELDS = (
    "from", "join", "first_of", "const", "blank", "map", "when", "time_format", "unit", "optional",
)  # fmt: skip
ENCODINGS = ("detect", "utf-8", "utf-16")
SUFFIXES = (".csv", ".tsv", ".txt")
UNITS = ("hms", "min", "ms", "s")


def load_layout(path: Path) -> tuple[Layout, YamlFile]:
    """The layout of one file, and that file with its problems; of use only if there are none."""
    file = YamlFile(path)
    if file.problems:
        return Layout(path.stem, path, b""), file
    top = file.mapping((), file.data, FIELDS)
    if top.get("layout") != path.stem:
        file.wrong(("layout",), top.get("layout"), f"expected the file's own name: {path.stem}")
    canonical = top.get("columns") == "own"
    entity = None
    if not canonical or "entity" in top:
        entity = load_entity(file.choice(("entity",), top.get("entity"), entity_names()))
    header = file.flag(("header",), top.get("header", True))
    layout = Layout(
        name=path.stem,
        path=path,
        content=path.read_bytes(),
        entity=entity.name if entity else None,
        canonical=canonical,
        files=tuple(file.choice(("files",), s, SUFFIXES) for s in _texts(file, top, "files", [".csv"])),
        delimiter=_character(file, top, "delimiter", ","),
        quote=None if top.get("quote", '"') is None else _character(file, top, "quote", '"'),
        encoding=file.choice(("encoding",), top.get("encoding", "detect"), ENCODINGS),
        header=header,
        names=_texts(file, top, "names", []),
        skip_lines=_count(file, top, "skip_lines"),
        times_carry_offset=file.flag(("times_carry_offset",), top.get("times_carry_offset", False)),
        aliases=_aliases(file, top.get("aliases", {})),
        unused=_texts(file, top, "unused", []),
        rules=() if canonical or entity is None else _rules(file, top.get("columns"), entity),
    )
    if header == bool(layout.names):
        file.wrong(
            ("names" if layout.names else "header",),
            None,
            "expected names where header is false, and only there",
        )
    _check_names(file, layout)
    return layout, file


def _texts(file: YamlFile, top: dict[str, Any], key: str, default: list[str]) -> tuple[str, ...]:
    return file.texts((key,), top.get(key, default))


def _character(file: YamlFile, top: dict[str, Any], key: str, default: str) -> str:
    text = file.text((key,), top.get(key, default))
    if len(text) != 1 or text in "\r\n" or not text.isascii():
        file.wrong((key,), repr(text), "expected one ASCII character")
        return default
    return text


def _count(file: YamlFile, top: dict[str, Any], key: str) -> int:
    value = top.get(key, 0)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        file.wrong((key,), value, "expected a number of lines, 0 or more")
        return 0
    return value


def _aliases(file: YamlFile, data: object) -> dict[str, tuple[str, ...]]:
    said = file.mapping(("aliases",), data)
    return {name: file.texts(("aliases", name), value) for name, value in said.items()}


def _rules(file: YamlFile, data: object, entity: Entity) -> tuple[Rule, ...]:
    said = file.mapping(("columns",), data, entity.names)
    for column in entity.columns:
        if column.required and column.name not in said:
            file.wrong(("columns",), column.name, "required column without a rule; say how it is made")
    return tuple(_rule(file, ("columns", name), name, value, entity) for name, value in said.items())


def _rule(file: YamlFile, where: Where, name: str, data: object, entity: Entity) -> Rule:
    said = file.mapping(where, data, RULE_FIELDS)
    given = [key for key in ("from", "first_of", "const") if key in said]
    if len(given) != 1:
        file.wrong(where, ", ".join(given), "expected exactly one of from, first_of, const")
    source_key = "first_of" if "first_of" in said else "from"
    sources = file.texts((*where, source_key), said[source_key]) if source_key in said else ()
    join = file.text((*where, "join"), said["join"]) if "join" in said else None
    if (join is not None) != (source_key == "from" and len(sources) > 1):
        file.wrong((*where, "join"), join, "expected join with several columns in from, and only there")
    const = said.get("const")
    rule = Rule(
        column=name,
        sources=sources,
        join=join,
        first_of="first_of" in said,
        const=None if const is None else file.text((*where, "const"), const),
        blank=file.texts((*where, "blank"), said.get("blank", [])),
        mapping=_mapping(file, (*where, "map"), said.get("map", {})),
        whens=_whens(file, (*where, "when"), said.get("when", [])),
        time_formats=file.texts((*where, "time_format"), said.get("time_format", [])),
        unit=file.choice((*where, "unit"), said.get("unit", "s"), UNITS),
        optional=file.flag((*where, "optional"), said.get("optional", False)),
    )
    _check_kind(file, where, rule, said, entity)
    return rule


def _mapping(file: YamlFile, where: Where, data: object) -> tuple[tuple[str, str], ...]:
    return tuple((key, file.text((*where, key), value)) for key, value in file.mapping(where, data).items())


def _whens(file: YamlFile, where: Where, data: object) -> tuple[When, ...]:
    if not isinstance(data, list):
        file.wrong(where, data, "expected a list of {if: {column: value}, then: text}")
        return ()
    whens = []
    for index, item in enumerate(data):
        here = (*where, index)
        said = file.mapping(here, item, ("if", "then"))
        if "if" not in said or "then" not in said or not said["if"]:
            file.wrong(here, item, "expected {if: {column: value}, then: text}")
            continue
        conditions = file.mapping((*here, "if"), said["if"])
        then = None if said["then"] is None else file.text((*here, "then"), said["then"])
        parts = (_condition(file, (*here, "if", column), column, v) for column, v in conditions.items())
        whens.append(When(tuple(parts), then))
    return tuple(whens)


def _condition(file: YamlFile, where: Where, column: str, data: object) -> Condition:
    negated = isinstance(data, dict)
    if negated:
        data = file.mapping(where, data, ("not",)).get("not")
    return Condition(column, file.texts(where, data), negated)


def _check_kind(file: YamlFile, where: Where, rule: Rule, said: Iterable[str], entity: Entity) -> None:
    column = entity.column(rule.column)
    if column is None:
        return
    if "time_format" in said and column.kind not in ("timestamp", "date"):
        file.wrong((*where, "time_format"), column.kind, "expected a time format only on a time or date")
    if "unit" in said and column.kind != "seconds":
        file.wrong((*where, "unit"), column.kind, "expected a unit only on a duration")
    for text in rule.time_formats:
        if text not in EPOCHS and text != "iso" and "%" not in text:
            expected = f"expected iso, {', '.join(EPOCHS)} or a format such as %Y-%m-%d %H:%M:%S"
            file.wrong((*where, "time_format"), text, expected)
    blanks = rule.blank or any(w.then is None for w in rule.whens) or not (rule.sources or rule.const)
    if column.required and blanks and not rule.optional:
        file.wrong(where, rule.column, "a required column that may be blank; say optional: true")


def _check_names(file: YamlFile, layout: Layout) -> None:
    if layout.header or not layout.names:
        return
    known = {*layout.names}
    for rule in layout.rules:
        for name in rule.reads:
            if name not in known:
                file.wrong(
                    ("columns", rule.column), name, f"expected one of names: {', '.join(layout.names)}"
                )
