"""Expressions that mean the same in DuckDB and Spark but are spelled otherwise, beyond what sqlglot knows."""

from __future__ import annotations

import re
from collections.abc import Callable

from sqlglot import exp

from dagster_project.spark.calls import call
from dagster_project.spark.lists import (
    comprehension,
    has_all,
    list_of_texts,
    map_of,
    series,
    texts_joined,
    texts_joined_of_some,
)
from dagster_project.spark.moments import (
    TIMESTAMP,
    cast_of_moment,
    iso_weekday,
    seconds,
    text_of_moment,
    zone_changed,
)

_GROUP = re.compile(r"\\(\d)")
_GLOB_SIGNS = re.compile(r"[\\{}\[\]*?,]")


def respell(tree: exp.Expr) -> exp.Expr:
    """Rewrite every expression of a statement, innermost first. Returns its root."""
    for node in reversed(list(tree.bfs())):
        rule = _RULES.get(type(node))
        new = node if rule is None else rule(node)
        if new is node:
            continue
        if node is tree:
            tree = new
        else:
            node.replace(new)
    return tree


def _function(node: exp.Anonymous) -> exp.Expr:
    rule = _FUNCTIONS.get(node.name.lower())
    return node if rule is None else rule(*node.expressions)


def _in_minutes(count: exp.Expr) -> exp.Expr:
    return call("make_dt_interval", exp.Literal.number(0), exp.Literal.number(0), count)


def _in_months(count: exp.Expr) -> exp.Expr:
    return call("make_ym_interval", exp.Literal.number(0), count)


def _row_hash(*columns: exp.Expr) -> exp.Expr:
    """It only tells whether two lines of one engine are alike; nothing published rests on its value."""
    return call("xxhash64", *columns)


def _row_as_json(row: exp.Expr) -> exp.Expr:
    columns = exp.Column(this=exp.Star(), table=exp.to_identifier(row.name))
    blanks = call("map", exp.Literal.string("ignoreNullFields"), exp.Literal.string("false"))
    return call("to_json", call("struct", columns), blanks)


def _files(node: exp.ReadParquet) -> exp.Expr:
    """A list of Parquet files as one pattern: in Spark's SQL an address may be a pattern, but no list."""
    given = node.expressions[0]
    paths = [path.name for path in given.expressions] if isinstance(given, exp.Array) else [given.name]
    folder = _common_folder(paths)
    names = [_GLOB_SIGNS.sub(r"\\\g<0>", path.removeprefix(folder)) for path in paths]
    pattern = names[0] if len(names) == 1 else "{" + ",".join(names) + "}"
    return exp.ReadParquet(expressions=[exp.Literal.string(_GLOB_SIGNS.sub(r"\\\g<0>", folder) + pattern)])


def _replaced(node: exp.RegexpReplace) -> exp.Expr:
    r"""A group in a replacement is `\1` in DuckDB and `$1` in Spark."""
    given = node.args["replacement"]
    if isinstance(given, exp.Literal):
        in_java = _GROUP.sub(r"$\1", given.name.replace("$", r"\$"))
        given.replace(exp.Literal.string(in_java))
    return node


def _common_folder(paths: list[str]) -> str:
    folder = paths[0].rpartition("/")[0]
    while folder and not all(path.startswith(f"{folder}/") for path in paths):
        folder = folder.rpartition("/")[0]
    return f"{folder}/" if folder else ""


def _type(node: exp.DataType) -> exp.Expr:
    kinds = exp.DataType.Type
    if node.this in (kinds.INT128, kinds.UINT128, kinds.UBIGINT):
        return exp.DataType.build("decimal(38, 0)")
    if node.this == kinds.TIMESTAMP:
        return TIMESTAMP.copy()
    if node.this == kinds.TIME:
        return exp.DataType.build("string", dialect="spark")
    return node


def _whole_match(node: exp.RegexpFullMatch) -> exp.Expr:
    pattern = node.expression
    if isinstance(pattern, exp.Literal):
        bound: exp.Expr = exp.Literal.string(rf"\A(?:{pattern.this})\z")
    else:
        bound = call("concat", exp.Literal.string(r"\A(?:"), pattern, exp.Literal.string(r")\z"))
    return exp.RegexpLike(this=node.this.copy(), expression=bound)


_RULES: dict[type[exp.Expr], Callable[..., exp.Expr]] = {
    exp.Anonymous: _function,
    exp.Cast: cast_of_moment,
    exp.TryCast: cast_of_moment,
    exp.DataType: _type,
    exp.TimeToStr: text_of_moment,
    exp.TimeToUnix: seconds,
    exp.RegexpFullMatch: _whole_match,
    exp.ReadParquet: _files,
    exp.RegexpReplace: _replaced,
    exp.DayOfWeekIso: iso_weekday,
    exp.GenerateSeries: series,
    exp.Filter: texts_joined_of_some,
    exp.GroupConcat: texts_joined,
    exp.FromJson: list_of_texts,
    exp.ToMap: map_of,
    exp.Array: comprehension,
}

_FUNCTIONS: dict[str, Callable[..., exp.Expr]] = {
    "hash": _row_hash,
    "list_has_all": has_all,
    "timezone": zone_changed,
    "to_json": _row_as_json,
    "to_minutes": _in_minutes,
    "to_months": _in_months,
}
