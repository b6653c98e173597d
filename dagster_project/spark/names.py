"""Names of the columns of a query, told from its text and the columns of the tables it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlglot import exp

ColumnsOf = Callable[[str, str], list[str]]
"""(schema, table) to the names of its columns, in order."""
Known = dict[str, list[str]]
"""Names of the queries of a `with` clause, lower case, to the names of their columns."""


class Names:
    """Answers for queries of one statement."""

    def __init__(self, columns_of: ColumnsOf) -> None:
        self._columns_of = columns_of

    def of(self, query: exp.Expr, known: Known) -> list[str]:
        """Names of the columns that a query yields, in order; `known` holds the queries it may name."""
        known = known | self.defined(query, known)
        if isinstance(query, exp.Subquery):
            return self.of(query.this, known)
        if isinstance(query, exp.SetOperation):
            left = self.of(query.left, known)
            if not query.args.get("by_name"):
                return left
            return left + [name for name in self.of(query.right, known) if name not in left]
        if not isinstance(query, exp.Select):
            raise _untold(query)
        names: list[str] = []
        for projection in query.expressions:
            if projection.is_star:
                names += [name for name, _ in self.star(projection, query, known)]
            else:
                names.append((projection.alias_or_name or projection.output_name).lower())
        return names

    def defined(self, query: exp.Expr, known: Known) -> Known:
        """The queries of the query's own `with` clause."""
        clause = query.args.get("with_")
        found: Known = {}
        for part in clause.expressions if clause else ():
            given = [column.name.lower() for column in part.args["alias"].columns]
            found[part.alias.lower()] = given or self.of(part.this, known | found)
        return found

    def visible(self, node: exp.Expr) -> Known:
        """The queries of `with` clauses that a query may name where it stands."""
        above = list(_above(node))
        known: Known = {}
        for outer in reversed(above):
            clause = outer.args.get("with_") if isinstance(outer, exp.Query) else None
            for part in clause.expressions if clause else ():
                if part is node or any(part is other for other in above):
                    break
                given = [column.name.lower() for column in part.args["alias"].columns]
                known[part.alias.lower()] = given or self.of(part.this, known)
        return known

    def star(self, projection: exp.Expr, query: exp.Select, known: Known) -> Iterator[tuple[str, exp.Expr]]:
        """What a `*` or `t.*` of a query stands for: each column's name and expression."""
        star = projection.this if isinstance(projection, exp.Column) else projection
        table = projection.table.lower() if isinstance(projection, exp.Column) else ""
        left_out = {name.name.lower() for name in star.args.get("except_") or ()}
        replaced = {part.alias.lower(): part.this for part in star.args.get("replace") or ()}
        sources = list(_sources(query))
        merged = {name for _, using in sources for name in using}
        seen: set[str] = set()
        for source, using in sources:
            alias = source.alias_or_name.lower()
            if table and alias != table:
                continue
            for name in self._of_source(source, known):
                if name in left_out or (name in using and not table) or (name in merged and name in seen):
                    continue
                seen.add(name)
                if name in replaced:
                    yield name, replaced[name].copy()
                else:
                    yield (
                        name,
                        exp.column(name, table=None if name in merged and not table else alias or None),
                    )

    def _of_source(self, source: exp.Expr, known: Known) -> list[str]:
        alias = source.args.get("alias")
        if alias is not None and alias.columns:
            return [column.name.lower() for column in alias.columns]
        if isinstance(source, exp.Subquery):
            return self.of(source.this, known)
        if isinstance(source, exp.Table):
            if not source.db and source.name.lower() in known:
                return known[source.name.lower()]
            return [name.lower() for name in self._columns_of(source.db, source.name)]
        raise _untold(source)


def _sources(query: exp.Select) -> Iterator[tuple[exp.Expr, set[str]]]:
    """What a query reads, in order, with the columns that its join merges; semi and anti joins yield none."""
    begin = query.args.get("from_")
    if begin is None:
        return
    for first in (begin, *(query.args.get("joins") or ())):
        sides = (first.args.get("kind") or "", first.args.get("side") or "")
        if any(side.upper() in ("SEMI", "ANTI") for side in sides):
            continue
        yield first.this, {column.name.lower() for column in first.args.get("using") or ()}
        for joined in first.this.args.get("joins") or ():
            yield joined.this, {column.name.lower() for column in joined.args.get("using") or ()}
    for lateral in query.args.get("laterals") or ():
        yield lateral, set()


def _untold(query: exp.Expr) -> ValueError:
    return ValueError(f"the columns of {query.sql(dialect='duckdb')[:80]!r} cannot be told")


def _above(node: exp.Expr) -> Iterator[exp.Expr]:
    """The node and everything it stands in, innermost first."""
    at: exp.Expr | None = node
    while at is not None:
        yield at
        at = at.parent
