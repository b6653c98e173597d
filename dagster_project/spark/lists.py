"""Lists, maps and texts joined from many rows in Spark's words."""

from __future__ import annotations

from sqlglot import exp

from dagster_project.spark.calls import call

_TEXTS = '["VARCHAR"]'


def series(node: exp.GenerateSeries) -> exp.Expr:
    """From after to, a series is empty; Spark would refuse it."""
    begin, end = node.args["start"], node.args["end"]
    if isinstance(begin, exp.Literal) and isinstance(end, exp.Literal):
        return node
    is_forward = exp.LTE(this=begin.copy(), expression=end.copy())
    return exp.If(this=is_forward, true=node.copy(), false=call("array"))


def texts_joined(node: exp.GroupConcat, where: exp.Expr | None = None) -> exp.Expr:
    """`string_agg(distinct x, ',' order by x)`: with a filter, Spark's `listagg` of it fails."""
    ordered, is_left_to_filter = node.this, where is None and isinstance(node.parent, exp.Filter)
    if is_left_to_filter or not (isinstance(ordered, exp.Order) and isinstance(ordered.this, exp.Distinct)):
        return node
    item = ordered.this.expressions[0]
    if [part.this for part in ordered.expressions] != [item]:
        raise ValueError("string_agg(distinct ..) in another order than that of its texts")
    texts: exp.Expr = call("collect_set", item)
    if where is not None:
        texts = exp.Filter(this=texts, expression=where.copy())
    joined = call("array_join", call("sort_array", texts), node.args["separator"])
    return call("nullif", joined, exp.Literal.string(""))


def texts_joined_of_some(node: exp.Filter) -> exp.Expr:
    """`string_agg(..) filter (..)`, likewise."""
    of = node.this
    texts = texts_joined(of, node.expression) if isinstance(of, exp.GroupConcat) else of
    return node if texts is of else texts


def list_of_texts(node: exp.FromJson) -> exp.Expr:
    """`from_json` of a list of texts, the only one there is."""
    if node.expression.name != _TEXTS:
        raise ValueError(f"from_json with {node.expression.name!r}: only {_TEXTS} is known")
    return call("from_json", node.this, exp.Literal.string("array<string>"))


def map_of(node: exp.ToMap) -> exp.Expr:
    """`map {'a': b}`, which sqlglot reads as `map ({'a': b}[c])` when a key follows."""
    struct, keys = (
        (node.this.this, node.this.expressions) if isinstance(node.this, exp.Bracket) else (node.this, [])
    )
    made = call("map", *(side for pair in struct.expressions for side in (pair.this, pair.expression)))
    return exp.Bracket(this=made, expressions=[keys[0].copy()]) if keys else made


def comprehension(node: exp.Array) -> exp.Expr:
    """`[f(x) for x in xs if g(x)]` as filter() and transform()."""
    if len(node.expressions) != 1 or not isinstance(node.expressions[0], exp.Comprehension):
        return node
    told = node.expressions[0]
    item, items = told.expression, told.args["iterator"]
    if (condition := told.args.get("condition")) is not None:
        items = call("filter", items, exp.Lambda(this=condition.copy(), expressions=[item.copy()]))
    if told.this.name == item.name and isinstance(told.this, exp.Column):
        listed: exp.Expr = items.copy()
        return listed
    return call("transform", items, exp.Lambda(this=told.this.copy(), expressions=[item.copy()]))


def has_all(whole: exp.Expr, part: exp.Expr) -> exp.Expr:
    """`list_has_all(whole, part)`."""
    missing = call("size", call("array_except", part, whole))
    return exp.paren(exp.EQ(this=missing, expression=exp.Literal.number(0)))
