"""Shapes of queries that DuckDB has and Spark has not, each said in another way with the same meaning."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from dagster_project.spark.names import ColumnsOf, Names


def reshape(tree: exp.Expr, columns_of: ColumnsOf) -> exp.Expr:
    """Rewrite a statement in place: no shape is left that Spark does not know. Returns its root."""
    names = Names(columns_of)
    for part in tree.find_all(exp.CTE):
        part.set("materialized", None)
    for select in list(tree.find_all(exp.Select)):
        _write_stars_out(select, names)
    for union in reversed(list(tree.find_all(exp.SetOperation))):
        _by_position(union, names)
    for join in list(tree.find_all(exp.Join)):
        _nearest(join, names)
    for member in tree.find_all(exp.In):
        _pairs_as_columns(member)
    # Innermost first: what surrounds a query copies it.
    for select in reversed(list(tree.find_all(exp.Select))):
        _write_windows_out(select)
        _unnest_beside(select)
        tree = _qualify_outside(select, tree)
    return tree


def _write_stars_out(select: exp.Select, names: Names) -> None:
    """`*`, `* exclude (..)` and `* replace (..)` as the columns they stand for."""
    if not any(projection.is_star for projection in select.expressions):
        return
    known = names.visible(select)
    written: list[exp.Expr] = []
    for projection in select.expressions:
        if projection.is_star:
            written += [exp.alias_(column, name) for name, column in names.star(projection, select, known)]
        else:
            written.append(projection)
    select.set("expressions", written)


def _by_position(union: exp.SetOperation, names: Names) -> None:
    """`union all by name` as one by position, a column that one side lacks being null there."""
    if not union.args.get("by_name"):
        return
    known = names.visible(union)
    left, right = names.of(union.left, known), names.of(union.right, known)
    wanted = left + [name for name in right if name not in left]
    union.set("this", _picked(union.left, left, wanted))
    union.set("expression", _picked(union.right, right, wanted))
    union.set("by_name", None)


def _picked(query: exp.Expr, have: list[str], wanted: list[str]) -> exp.Expr:
    if have == wanted:
        return query
    inner = query.this if isinstance(query, exp.Subquery) else query
    columns = [exp.column(name) if name in have else exp.alias_(exp.null(), name) for name in wanted]
    alias = exp.TableAlias(this=exp.to_identifier("by_name"))
    return exp.select(*columns).from_(exp.Subquery(this=inner.copy(), alias=alias))


def _nearest(join: exp.Join, names: Names) -> None:
    """`asof join` as a lateral join with the nearest row: the least of those not before, or the reverse."""
    if (join.method or "").upper() != "ASOF":
        return
    beside = join.this
    bounds = [part for part in join.args["on"].flatten() if isinstance(part, exp.LTE | exp.GTE)]
    if len(bounds) != 1 or not isinstance(beside, exp.Subquery):
        raise ValueError("an asof join of other than a query by one bound")
    by, nearest = bounds[0].expression, "min_by" if isinstance(bounds[0], exp.LTE) else "max_by"
    if by.table != beside.alias:
        raise ValueError("an asof join whose bound has its own side first")
    columns = [
        exp.alias_(
            exp.Anonymous(this=nearest, expressions=[exp.column(name, table=beside.alias), by.copy()]), name
        )
        for name in names.of(beside.this, names.visible(beside))
    ]
    found = exp.select(*columns).from_(beside.copy()).where(join.args["on"].copy())
    alias = exp.TableAlias(this=exp.to_identifier(beside.alias))
    if join.side != "LEFT":
        # Not as a condition of the join: there, Spark 4 loses the column where both sides read one table.
        found = found.having(exp.func("count", by.copy()) > 0)
    lateral = exp.Lateral(this=exp.Subquery(this=found), alias=alias)
    join.replace(exp.Join(this=lateral, side=join.side or None, on=exp.true()))


def _pairs_as_columns(member: exp.In) -> None:
    """`(a, b) in (select (c, d) ..)` as `(a, b) in (select c, d ..)`."""
    query = member.args.get("query")
    inner = query.this if isinstance(query, exp.Subquery) else query
    if isinstance(member.this, exp.Tuple) and isinstance(inner, exp.Select) and len(inner.expressions) == 1:
        pair = inner.expressions[0].unalias()
        if isinstance(pair, exp.Tuple):
            inner.set("expressions", [part.copy() for part in pair.expressions])


def _write_windows_out(select: exp.Select) -> None:
    """`over (w order by b)` with `window w as (partition by a)` as `over (partition by a order by b)`."""
    defined = {window.name.lower(): window for window in select.args.get("windows") or ()}
    for window in select.find_all(exp.Window) if defined else ():
        name = window.args.get("alias")
        if name is None or name.name.lower() not in defined:
            continue
        for part in ("partition_by", "order", "spec"):
            if not window.args.get(part):
                window.set(part, _copied(defined[name.name.lower()].args.get(part)))
        window.set("alias", None)
    select.set("windows", None)


def _copied(part: Any) -> Any:
    return [each.copy() for each in part] if isinstance(part, list) else part and part.copy()


def _unnest_beside(select: exp.Select) -> None:
    """`unnest(list)` within a projection as a lateral view: Spark lets a generator stand alone only."""
    found = [
        unnest
        for projection in select.expressions
        for unnest in projection.find_all(exp.Explode, exp.Unnest)
        if unnest.find_ancestor(exp.Select) is select
    ]
    if not found:
        return
    if len(found) > 1:
        raise ValueError(
            "several unnest() in one select: Spark would combine them otherwise than DuckDB does"
        )
    unnest = found[0]
    items = unnest.expressions[0] if isinstance(unnest, exp.Unnest) else unnest.this
    item = exp.column("item", table="unnested")
    beside = exp.Lateral(
        this=exp.Explode(this=items.copy()),
        view=True,
        alias=exp.TableAlias(this=exp.to_identifier("unnested"), columns=[exp.to_identifier("item")]),
    )
    unnest.replace(item)
    select.append("laterals", beside)


def _qualify_outside(select: exp.Select, tree: exp.Expr) -> exp.Expr:
    """`qualify` as a query around the query; its columns were written out before."""
    condition = select.args.get("qualify")
    if condition is None:
        return tree
    inner = select.copy()
    inner.set("qualify", None)
    inner.set("with_", None)
    inner.set("order", None)
    inner.append("expressions", exp.alias_(condition.this.copy(), "is_qualified"))
    alias = exp.TableAlias(this=exp.to_identifier("qualified"))
    columns = [exp.column(projection.alias_or_name) for projection in select.expressions]
    outer = exp.select(*columns).from_(exp.Subquery(this=inner, alias=alias)).where("is_qualified")
    for kept in ("with_", "order"):
        if (clause := select.args.get(kept)) is not None:
            outer.set(kept, clause.copy())
    if select is tree:
        return outer
    select.replace(outer)
    return tree
