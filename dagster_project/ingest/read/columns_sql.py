"""A layout's rules as SQL over a file's columns `c0`, `c1`, ...: the one place where values are rewritten.

Both readers, the fast and the careful one, hand their fields to these expressions, so they cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dagster_project.ingest.declared.entities import Entity
from dagster_project.ingest.declared.layout import EPOCHS, Condition, Origin, Rule, When

HASH_DIGITS = 24
ISO = "%Y-%m-%d %H:%M:%S"


def quoted(text: str) -> str:
    """A text as SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def select_list(
    entity: Entity, rules: Sequence[Rule], positions: Mapping[str, int], extra: Mapping[str, int] | str
) -> str:
    """Expressions for every canonical column in order, then `extra` (JSON object of unknown columns, or
    NULL).

    `positions` and `extra` give the index of the file's columns by name; a column that is not there is NULL.
    `extra` may also be the expression itself, where the reader has made the object.
    """
    by_column = {rule.column: rule for rule in rules}
    parts = []
    for column in entity.columns:
        rule = by_column.get(column.name)
        value = "null" if rule is None else _rule(rule, column.kind, positions)
        parts.append(f'cast({value} as varchar) as "{column.name}"')
    if isinstance(extra, str):
        return ",\n  ".join([*parts, f"cast({extra} as varchar) as extra"])
    pairs = ", ".join(f"{quoted(name)}, c{index}" for name, index in extra.items())
    json = f"cast(json_object({pairs}) as varchar)" if extra else "cast(null as varchar)"
    return ",\n  ".join([*parts, f"{json} as extra"])


def _cell(name: str, positions: Mapping[str, int]) -> str:
    return f"c{positions[name]}" if name in positions else "cast(null as varchar)"


def _trimmed(value: str) -> str:
    return f"trim({value}, ' \t')"


def _rule(rule: Rule, kind: str, positions: Mapping[str, int]) -> str:
    value = _finished(_base(rule, positions), rule, kind)
    if not rule.whens:
        return value
    whens = " ".join(
        f"when {' and '.join(_condition(c, positions) for c in when.conditions)} "
        f"then {_then(when, rule, kind, positions)}"
        for when in rule.whens
    )
    return f"case {whens} else {value} end"


def _then(when: When, rule: Rule, kind: str, positions: Mapping[str, int]) -> str:
    if when.then_from:
        origins = [Origin((name,)) for name in when.then_from]
        return _finished(_first(origins, rule.join, positions), rule, kind)
    return "null" if when.then is None else quoted(when.then)


def _finished(value: str, rule: Rule, kind: str) -> str:
    """What becomes of a value on the way from the file's column to the canonical one."""
    if rule.extract is not None:
        groups = min(re.compile(rule.extract).groups, 1)
        value = f"regexp_extract({value}, {quoted(rule.extract)}, {groups})"
    for text in rule.without:
        value = f"replace({value}, {quoted(text)}, '')"
    if rule.blank:
        listed = ", ".join(quoted(text) for text in rule.blank)
        value = f"case when {_trimmed(value)} in ({listed}) then null else {value} end"
    if rule.optional:
        value = f"case when {_trimmed(value)} = '' then null else {value} end"
    if rule.mapping:
        pairs = " ".join(f"when {quoted(a)} then {quoted(b)}" for a, b in rule.mapping)
        value = f"case {_trimmed(value)} {pairs} else {value} end"
    if any(form != "iso" for form in rule.time_formats):
        value = _time(value, rule.time_formats, kind)
    return _duration(value, rule.unit)


def _base(rule: Rule, positions: Mapping[str, int]) -> str:
    if not rule.sources:
        return "null" if rule.const is None else quoted(rule.const)
    return _first(rule.sources, rule.join, positions)


def _first(origins: Sequence[Origin], join: str, positions: Mapping[str, int]) -> str:
    """The first that is not blank; where there is only one, as it is."""
    if len(origins) == 1:
        return _joined(origins[0], join, positions)
    filled = ", ".join(f"nullif({_trimmed(_joined(origin, join, positions))}, '')" for origin in origins)
    return f"coalesce({filled}, '')"


def _joined(origin: Origin, join: str, positions: Mapping[str, int]) -> str:
    if len(origin.columns) == 1 and not origin.hashed:
        return _cell(origin.columns[0], positions)
    cells = [f"coalesce({_cell(name, positions)}, '')" for name in origin.columns]
    if origin.hashed:
        cells = [_trimmed(cell) for cell in cells]
    filled = " or ".join(f"{_trimmed(cell)} <> ''" for cell in cells)
    text = f" || {quoted(join)} || ".join(cells)
    if origin.hashed:
        text = f"'h:' || substr(sha256({text}), 1, {HASH_DIGITS})"
    return f"case when {filled} then {text} else '' end"


def _condition(condition: Condition, positions: Mapping[str, int]) -> str:
    cell = f"coalesce({_trimmed(_cell(condition.column, positions))}, '')"
    if condition.pattern is not None:
        fits = f"regexp_full_match({cell}, {quoted(condition.pattern)})"
    else:
        fits = f"{cell} in ({', '.join(quoted(text) for text in condition.values)})"
    return f"not {fits}" if condition.negated else fits


def _time(value: str, formats: Sequence[str], kind: str) -> str:
    """ISO text by the first format that fits; otherwise the value as it is written, for staging to refuse."""
    readings = [_reading(_trimmed(value), form, kind) for form in formats if form != "iso"]
    return f"coalesce({', '.join(readings)}, {value})"


def _reading(text: str, form: str, kind: str) -> str:
    if form == "excel":
        # Day 60 of a workbook is a 29 February 1900 that never was; nobody phoned before it.
        days = f"cast(try_cast({text} as decimal(18, 10)) as decimal(28, 10))"
        micros = f"cast(round({days} * 86400, 3) * 1000000 as bigint)"
        known = f"case when {days} between 61 and 2958465 then {micros} end"
        moment = f"(timestamp '1899-12-30' + to_microseconds({known}))"
        zoned = False
    elif form in EPOCHS:
        micros = f"try_cast(try_cast({text} as decimal(20, 6)) * {1_000_000 // EPOCHS[form]} as bigint)"
        moment, zoned = f"make_timestamp({micros})", True
    elif "%z" in form:
        moment, zoned = f"(try_strptime({text}, {quoted(form)}) at time zone 'UTC')", True
    else:
        moment, zoned = f"try_strptime({text}, {quoted(form)})", False
    if kind == "date":
        return f"strftime({moment}, '%Y-%m-%d')"
    whole = f"strftime({moment}, {quoted(ISO)})"
    part = f"case when microsecond({moment}) % 1000000 = 0 then '' else strftime({moment}, '.%f') end"
    offset = " || '+00:00'" if zoned else ""
    return f"({whole} || {part}{offset})"


def _duration(value: str, unit: str) -> str:
    """Seconds as text; a value that is not of the unit stays as it is written."""
    text = _trimmed(value)
    if unit == "ms":
        return f"coalesce(cast(try_cast({text} as decimal(15, 0)) * 0.001 as varchar), {value})"
    if unit == "min":
        return f"coalesce(cast(try_cast({text} as decimal(15, 4)) * 60 as varchar), {value})"
    if unit == "mixed":
        return _mixed(text, value)
    if unit == "hms":
        return _clock(text, value)
    return value


def _clock(text: str, value: str) -> str:
    """`H:MM:SS` or `MM:SS` to seconds; anything else stays `value`."""
    parts = f"string_split({text}, ':')"
    terms = " + ".join(f"cast({parts}[-{n}] as bigint) * {60 ** (n - 1)}" for n in (1, 2))
    hours = f"case when len({parts}) = 3 then cast({parts}[1] as bigint) * 3600 else 0 end"
    fits = rf"regexp_full_match({text}, '([0-9]{{1,5}}:)?[0-9]{{1,5}}:[0-9]{{1,2}}')"
    return f"case when {fits} then cast({terms} + {hours} as varchar) else {value} end"


def _mixed(text: str, value: str) -> str:
    """Seconds, a clock, or hours, minutes and seconds in words, as spreadsheets mix them."""
    bare = f"replace({text}, ' ', '')"
    units = (("(?:小时|小時|时|時|h)", 3600), ("(?:分钟|分鐘|分|min|m)", 60), ("(?:秒钟|秒|sec|s)", 1))
    worded = "".join(f"(?:([0-9]{{1,6}}){unit})?" for unit, _ in units)
    terms = " + ".join(
        f"coalesce(try_cast(regexp_extract({bare}, '{worded}', {n}) as bigint), 0) * {seconds}"
        for n, (_, seconds) in enumerate(units, start=1)
    )
    fits = f"{bare} <> '' and regexp_full_match({bare}, '{worded}')"
    return f"case when {fits} then cast({terms} as varchar) else {_clock(text, value)} end"
