"""Reads and checks `layouts/*.yml`, and what a source says otherwise. The form: `layouts/README.md`."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from dagster_project.ingest.declared import rule_file
from dagster_project.ingest.declared.entities import Entity, entity_names, load_entity
from dagster_project.ingest.declared.forms import ENDINGS
from dagster_project.ingest.declared.layout import Layout, Rule
from dagster_project.ingest.declared.yaml_file import Where, YamlFile

FOLDER = Path(__file__).resolve().parents[2] / "layouts"
TEMPLATES = FOLDER / "templates"
CERTAINTIES = ("documented", "generic", "template")
WRITTEN = r"(utf-|gb|big5|cp\d|iso8859|koi8|shift_jis|euc_|hz|mac-|ascii)"
"""Codecs of texts; Python has others that turn bytes into bytes."""

Parser = Callable[[YamlFile, Where, Any], Any]


def _flag(file: YamlFile, where: Where, value: Any) -> bool:
    return file.flag(where, value)


def _texts(file: YamlFile, where: Where, value: Any) -> tuple[str, ...]:
    return file.texts(where, value)


def _text(file: YamlFile, where: Where, value: Any) -> str:
    return file.text(where, value)


def _endings(file: YamlFile, where: Where, value: Any) -> tuple[str, ...]:
    return tuple(file.choice(where, item, ENDINGS) for item in file.texts(where, value))


def _character(file: YamlFile, where: Where, value: Any) -> str:
    text = file.text(where, value)
    if len(text) != 1 or text in "\r\n" or not text.isascii():
        file.wrong(where, repr(text), "expected one ASCII character")
        return ","
    return text


def _quote(file: YamlFile, where: Where, value: Any) -> str | None:
    return None if value is None else _character(file, where, value)


def is_text_encoding(text: str) -> bool:
    """Whether Python knows an encoding of texts by that name."""
    return _codec(text) is not None


def _codec(text: str) -> str | None:
    try:
        name = codecs.lookup(text).name.removesuffix("-sig")
    except LookupError:
        return None
    return name if re.match(WRITTEN, name) else None


def _encoding(file: YamlFile, where: Where, value: Any) -> str:
    text = file.text(where, value)
    if text == "detect":
        return text
    name = _codec(text)
    if name is None:
        file.wrong(where, text, "expected detect, or an encoding such as utf-8, gb18030, big5, cp1252")
    return name or "detect"


def _count(file: YamlFile, where: Where, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        file.wrong(where, value, "expected a number of lines, 0 or more")
        return 0
    return value


def _widths(file: YamlFile, where: Where, value: Any) -> tuple[int, ...]:
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, int) and not isinstance(item, bool) and item > 0 for item in items):
        file.wrong(where, value, "expected a list of numbers of columns")
        return ()
    return tuple(items)


def _patterns(file: YamlFile, where: Where, value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(rule_file.pattern(file, (*where, index), item) for index, item in enumerate(items))


def _aliases(file: YamlFile, where: Where, value: Any) -> dict[str, tuple[str, ...]]:
    said = file.mapping(where, value)
    return {name: file.texts((*where, name), other) for name, other in said.items()}


PARSERS: dict[str, Parser] = {
    "title": _text,
    "certainty": lambda file, where, value: file.choice(where, value, CERTAINTIES),
    "note": _texts,
    "files": _endings,
    "delimiter": _character,
    "quote": _quote,
    "encoding": _encoding,
    "header": _flag,
    "names": _texts,
    "widths": _widths,
    "skip_lines": _count,
    "trailer": _patterns,
    "records": _text,
    "explode": _text,
    "sheets": _texts,
    "recognise": rule_file.conditions,
    "times_carry_offset": _flag,
    "aliases": _aliases,
    "unused": _texts,
}
FIELDS = ("layout", "entity", "columns", *PARSERS)
OVERRIDES = ("encoding", "delimiter", "files", "sheets", "skip_lines", "trailer", "aliases", "columns")
"""What a source may say otherwise than its layout."""


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
    layout = Layout(
        name=path.stem,
        path=path,
        content=path.read_bytes(),
        entity=entity.name if entity else None,
        canonical=canonical,
        rules=() if canonical or entity is None else _rules(file, top.get("columns"), entity),
        **{name: parse(file, (name,), top[name]) for name, parse in PARSERS.items() if name in top},
    )
    if layout.header == bool(layout.names):
        file.wrong(
            ("names" if layout.names else "header",),
            None,
            "expected names where header is false, and only there",
        )
    _check_names(file, layout)
    return layout, file


def overridden(file: YamlFile, where: Where, layout: Layout, entity: Entity, said: dict[str, Any]) -> Layout:
    """The layout with what a source says otherwise; rules are replaced column by column."""
    changes = {name: said[name] for name in OVERRIDES if name in said}
    if not changes:
        return layout
    values = {
        name: PARSERS[name](file, (*where, name), value)
        for name, value in changes.items()
        if name not in ("columns", "aliases")
    }
    rules, unused = layout.rules, layout.unused
    if "columns" in changes:
        said_rules = rule_file.rules(file, (*where, "columns"), changes["columns"], entity)
        own = {rule.column: rule for rule in said_rules}
        # What a replaced rule read is a known column still, not a new one to report.
        unused = (*unused, *(name for rule in rules if rule.column in own for name in rule.reads))
        rules = tuple(own.pop(rule.column, rule) for rule in rules) + tuple(own.values())
    aliases = dict(layout.aliases)
    for name, others in _aliases(file, (*where, "aliases"), changes.get("aliases", {})).items():
        aliases[name] = (*aliases.get(name, ()), *others)
    content = layout.content + json.dumps(changes, sort_keys=True, default=str).encode()
    return replace(layout, content=content, rules=rules, unused=unused, aliases=aliases, **values)


def _rules(file: YamlFile, data: object, entity: Entity) -> tuple[Rule, ...]:
    rules = rule_file.rules(file, ("columns",), data, entity)
    made = {rule.column for rule in rules}
    for column in entity.columns:
        if column.required and column.name not in made:
            file.wrong(("columns",), column.name, "required column without a rule; say how it is made")
    return rules


def _check_names(file: YamlFile, layout: Layout) -> None:
    if layout.header or not layout.names:
        return
    for width in layout.widths:
        if width > len(layout.names):
            file.wrong(("widths",), width, f"expected at most {len(layout.names)}, the number of names")
    for rule in layout.rules:
        for name in rule.reads:
            if name not in layout.names:
                file.wrong(
                    ("columns", rule.column), name, f"expected one of names: {', '.join(layout.names)}"
                )
