"""Incentives: each kind of rule has what it needs, and nothing that it would leave unread."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dagster_project.errors import Problem, nearest
from dagster_project.policy.sheet import Line, Sheet
from dagster_project.policy.vocabulary import ORDER_TRAITS

_ALWAYS = {
    "rule_id", "scheme_id", "kind", "says_zh", "says_en", "valid_from", "valid_to", "note",
    "role", "grade", "tenure_from_days", "tenure_to_days",
}  # fmt: skip
_ORDERS = {"orders", "payee"}
_READS: dict[str, tuple[set[str], set[str]]] = {
    "per_shortfall": ({"kpi_id", "per", "rate"}, set()),
    "per_failed_period": ({"kpi_id", "per", "rate", "threshold"}, set()),
    "per_unit": ({"kpi_id", "rate"}, {"per"}),
    "share_of_kpi": ({"kpi_id", "rate"}, {"ceiling"}),
    "when_met": ({"kpi_id", "rate", "threshold"}, set()),
    "per_finding": ({"event", "rate"}, set()),
    "base_pay": ({"rate"}, set()),
    "per_order": ({"rate"}, _ORDERS),
    "per_customer": ({"rate"}, _ORDERS),
    "price_share": ({"rate"}, _ORDERS),
    "surplus_share": ({"rate", "orders", "payee"}, set()),
    "order_share": ({"rate", "of_rules"}, {"orders", "threshold"}),
    "pool_share": ({"pool", "rate", "of_rules"}, {"seen_at", "less_rules"}),
    "attainment_scale": ({"kpi_id", "of_rules"}, {"seen_at", "ceiling"}),
    "return_share": ({"kpi_id", "rate", "of_rules", "threshold"}, set()),
    "lost_when_missed": ({"kpi_id", "rate", "of_rules", "threshold"}, set()),
    "lost_when_counted": ({"kpi_id", "rate", "of_rules", "threshold"}, set()),
    "forfeit": ({"event", "rate", "of_rules"}, set()),
    "per_event": ({"event", "rate", "of_rules"}, {"payee"}),
    "per_overdue": ({"rate", "of_rules"}, {"seen_at"}),
    "owed_while": ({"kpi_id", "threshold", "of_rules"}, {"seen_at", "from_month"}),
    "withhold": ({"threshold"}, set()),
}
"""What a kind needs, and what it may have besides."""
_SHARES = {"return_share", "lost_when_missed", "lost_when_counted", "forfeit", "per_event", "per_overdue"}


def problems(sheet: Sheet, _computed_kpis: AbstractSet[str] | None) -> Iterator[Problem]:
    """What a rule's kind needs, and the KPI, the orders and the rules that it names."""
    for line in sheet.lines("incentives"):
        kind = line.text("kind")
        if kind in _READS:
            yield from _columns(line, *_READS[kind])
            yield from _rate(line, kind)
        yield from _kpi(sheet, line)
        yield from _orders(line)
        yield from _rules(sheet, line)
        yield from _event(sheet, line)


def _columns(line: Line, needs: set[str], may: set[str]) -> Iterator[Problem]:
    kind = line.text("kind")
    for column in line.spec.columns:
        name, filled = column.name, bool(line.row.text(column.name))
        if name in needs and not filled:
            yield line.problem(name, f"expected a value: an incentive of kind {kind} needs it")
        if name not in needs | may | _ALWAYS and filled:
            yield line.problem(name, f"expected blank: an incentive of kind {kind} does not look at it")


def _rate(line: Line, kind: str) -> Iterator[Problem]:
    rate = line.number("rate")
    if rate is None or kind == "order_share":
        return
    if rate < 0:
        yield line.problem("rate", "expected 0 or more: the kind says whether it is paid or taken")
    if kind in _SHARES and rate > 1:
        yield line.problem("rate", "expected a share from 0 to 1")


def _kpi(sheet: Sheet, line: Line) -> Iterator[Problem]:
    scheme, kpi, per = line.texts(("scheme_id", "kpi_id", "per"))
    if not kpi or kpi not in sheet.ids("kpis", "kpi_id"):
        return
    used = {
        row.text("kpi_id")
        for table in ("targets", "weights")
        for row in sheet.lines(table)
        if row.text("scheme_id") == scheme
    }
    if kpi not in used:
        yield line.problem("kpi_id", f"{scheme} has neither a target nor a weight for this KPI: expected one")
    grains = sheet.grains(scheme)
    if grains and (per or "month") not in grains:
        yield line.problem("per", f"{scheme} publishes only {', '.join(grains)}: expected one of them")
    if per in ("quarter", "year"):
        yield line.problem("per", "expected day, week or month: pay is by the month")


def _orders(line: Line) -> Iterator[Problem]:
    for asked in filter(None, (part.strip() for part in line.text("orders").split(";"))):
        name, equals, value = asked.partition("!=" if "!=" in asked else "=")
        if not equals or not value:
            yield line.problem("orders", "expected column=value or column!=value, values separated by '|'")
        elif name not in ORDER_TRAITS:
            yield line.problem("orders", f"expected {', '.join(ORDER_TRAITS)}{nearest(name, ORDER_TRAITS)}")


def _rules(sheet: Sheet, line: Line) -> Iterator[Problem]:
    known = {
        row.text("rule_id")
        for row in sheet.lines("incentives")
        if row.text("scheme_id") == line.text("scheme_id")
    }
    for column in ("of_rules", "less_rules"):
        for rule in filter(None, (part.strip() for part in line.text(column).split(";"))):
            if rule not in known or rule == line.text("rule_id"):
                hint = nearest(rule, known)
                yield line.problem(column, f"no other rule {rule} of {line.text('scheme_id')}{hint}")


_NAMED_IN = {"per_finding": "findings", "forfeit": "consequences"}
"""Whose rule the column `event` of a kind names."""


def _event(sheet: Sheet, line: Line) -> Iterator[Problem]:
    table, event = _NAMED_IN.get(line.text("kind")), line.text("event")
    if table and event and event not in (known := sheet.ids(table, "rule_id")):
        yield line.problem("event", f"no such rule in {table}.csv{nearest(event, known)}")
