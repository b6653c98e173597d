"""A layout's rules as SQL over a file's columns `c0`, `c1`, ...: the one place where values are rewritten.

Both readers, the fast and the careful one, hand their fields to these expressions, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dagster_project.ingest.entities import Entity
from dagster_project.ingest.layout import EPOCHS, Condition, Rule

ISO = "%Y-%m-%d %H:%M:%S"


def quoted(text: str) -> str:
    """A text as SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def select_list(
    entity: Entity, rules: Sequence[Rule], positions: Mapping[str, int], extra: Mapping[str, int]
) -> str:
    """Expressions for every canonical column in order, then `extra` (JSON object of unknown columns, or
    NULL).

    `positions` and `extra` give the index of the file's columns by name; a column that is not there is NULL.
    """
    by_column = {rule.column: rule for rule in rules}
    parts = []
    for column in entity.columns:
        rule = by_column.get(column.name)
        value = "null" if rule is None else _rule(rule, column.kind, positions)
        parts.append(f'cast({value} as varchar) as "{column.name}"')
    pairs = ", ".join(f"{quoted(name)}, c{index}" for name, index in extra.items())
    json = f"cast(json_object({pairs}) as varchar)" if extra else "cast(null as varchar)"
    return ",\n  ".join([*parts, f"{json} as extra"])


def _cell(name: str, positions: Mapping[str, int]) -> str:
    return f"c{positions[name]}" if name in positions else "cast(null as varchar)"


def _trimmed(value: str) -> str:
    return f"trim({value}, ' \t')"


def _rule(rule: Rule, kind: str, positions: Mapping[str, int]) -> str:
    value = _base(rule, positions)
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
    value = _duration(value, rule.unit)
    if not rule.whens:
        return value
    whens = " ".join(
        f"when {' and '.join(_condition(c, positions) for c in when.conditions)} "
        f"then {'null' if when.then is None else quoted(when.then)}"
        for when in rule.whens
    )
    return f"case {whens} else {value} end"


def _base(rule: Rule, positions: Mapping[str, int]) -> str:
    if not rule.sources:
        return "null" if rule.const is None else quoted(rule.const)
    cells = [_cell(name, positions) for name in rule.sources]
    if rule.first_of:
        filled = ", ".join(f"nullif({_trimmed(cell)}, '')" for cell in cells)
        return f"coalesce({filled}, '')"
    if rule.join is None:
        return cells[0]
    filled = " or ".join(f"{_trimmed(cell)} <> ''" for cell in cells)
    joined = f" || {quoted(rule.join)} || ".join(cells)
    return f"case when {filled} then {joined} else '' end"


def _condition(condition: Condition, positions: Mapping[str, int]) -> str:
    listed = ", ".join(quoted(text) for text in condition.values)
    cell = f"coalesce({_trimmed(_cell(condition.column, positions))}, '')"
    return f"{cell} {'not in' if condition.negated else 'in'} ({listed})"


def _time(value: str, formats: Sequence[str], kind: str) -> str:
    """ISO text by the first format that fits; otherwise the value as it is written, for staging to refuse."""
    readings = [_reading(_trimmed(value), form, kind) for form in formats if form != "iso"]
    return f"coalesce({', '.join(readings)}, {value})"


def _reading(text: str, form: str, kind: str) -> str:
    if form in EPOCHS:
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
    if unit == "hms":
        parts = f"string_split({text}, ':')"
        terms = " + ".join(f"cast({parts}[-{n}] as bigint) * {60 ** (n - 1)}" for n in (1, 2))
        hours = f"case when len({parts}) = 3 then cast({parts}[1] as bigint) * 3600 else 0 end"
        fits = rf"regexp_full_match({text}, '([0-9]{{1,5}}:)?[0-9]{{1,5}}:[0-9]{{1,2}}')"
        return f"case when {fits} then cast({terms} + {hours} as varchar) else {value} end"
    return value
