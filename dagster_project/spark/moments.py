"""Times and days in Spark's words: every timestamp there is one without a zone."""

from __future__ import annotations

from sqlglot import exp

from dagster_project.spark.calls import call

TIMESTAMP = exp.DataType.build("timestamp_ntz", dialect="spark")
"""Every timestamp: UTC or local as its column says, never moved by a session's zone."""
_ZONED = exp.DataType.build("timestamp_ltz", dialect="spark")
_ISO_WEEK = "%G-W%V"


def zone_changed(zone: exp.Expr, moment: exp.Expr) -> exp.Expr:
    """`timezone(zone, x)` is the instant of a local time, or the local time of an instant.

    DuckDB tells which by the type of x. Here an instant is a timestamp in UTC, known by how it was made.
    """
    conversion = "from_utc_timestamp" if _is_instant(moment) else "to_utc_timestamp"
    return exp.cast(call(conversion, moment, zone), TIMESTAMP)


def _is_instant(moment: exp.Expr) -> bool:
    while True:
        if isinstance(moment, exp.Paren | exp.Add | exp.Sub):
            moment = moment.this
        elif isinstance(moment, exp.Cast) and isinstance(moment.this, exp.Anonymous):
            return moment.this.name == "to_utc_timestamp"
        else:
            return (
                isinstance(moment, exp.Cast)
                and isinstance(moment.this, exp.Cast)
                and moment.this.to == _ZONED
            )


def cast_of_moment(node: exp.Cast) -> exp.Expr:
    """A timestamp with an offset is read as the instant it means, in UTC (the zone of every session)."""
    if node.to.this != exp.DataType.Type.TIMESTAMPTZ:
        return node
    zoned = type(node)(this=node.this.copy(), to=_ZONED.copy(), safe=node.args.get("safe"))
    return exp.cast(zoned, TIMESTAMP)


def text_of_moment(node: exp.TimeToStr) -> exp.Expr:
    """Spark writes no ISO weeks."""
    if node.args["format"].name != _ISO_WEEK:
        return node
    year = exp.cast(exp.Extract(this=exp.var("yearofweek"), expression=node.this.copy()), "string")
    week = exp.cast(exp.Extract(this=exp.var("week"), expression=node.this.copy()), "string")
    padded = call("lpad", week, exp.Literal.number(2), exp.Literal.string("0"))
    return call("concat", year, exp.Literal.string("-W"), padded)


def seconds(node: exp.TimeToUnix) -> exp.Expr:
    """Seconds with their fraction, of a timestamp or of the time between two."""
    of = node.this.unnest()
    if isinstance(of, exp.Sub):
        micros: exp.Expr = exp.paren(exp.Sub(this=_micros(of.this), expression=_micros(of.expression)))
    else:
        micros = _micros(of)
    return exp.paren(exp.Div(this=micros, expression=exp.Literal.number(1000000)))


def _micros(moment: exp.Expr) -> exp.Expr:
    return call("unix_micros", exp.cast(moment.copy(), _ZONED))


def iso_weekday(node: exp.DayOfWeekIso) -> exp.Expr:
    """Monday is 1."""
    return exp.paren(exp.Add(this=call("weekday", node.this), expression=exp.Literal.number(1)))
