"""Incentives among each other: which rule a rule may name, whom it may pay, what may hold of one person."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dagster_project.errors import Problem, nearest
from dagster_project.policy.sheet import Line, Sheet
from dagster_project.policy.vocabulary import ATTENDANCE_EVENTS, PLACES

_ORDER_KINDS = ("per_order", "per_customer", "price_share", "surplus_share")
_STAGES = (
    ("per_shortfall", "per_failed_period", "per_unit", "share_of_kpi", "when_met", "per_finding", "base_pay",
     *_ORDER_KINDS),
    ("order_share",),
    ("pool_share",),
    ("attainment_scale",),
    ("return_share", "lost_when_missed", "lost_when_counted", "forfeit", "per_event", "per_overdue"),
    ("owed_while",),
)  # fmt: skip
"""Kinds in the order in which they are reckoned: a kind rests on those before its own stage."""
_STAGE = {kind: place for place, kinds in enumerate(_STAGES) for kind in kinds}
_PAYEES = dict.fromkeys(_ORDER_KINDS, ("rep", "team", "site")) | {"per_event": ("rep", "manager")}


def problems(sheet: Sheet, _computed_kpis: AbstractSet[str] | None) -> Iterator[Problem]:
    """Payees and stages that do not fit, events that no export tells of, two rules that withhold one pay."""
    lines = list(sheet.lines("incentives"))
    for line in lines:
        yield from _payee(line)
        yield from _named(line, lines)
        yield from _event(line)
        yield from _place(line)
        yield from _judged(sheet, line)
    yield from _withheld_twice([line for line in lines if line.text("kind") == "withhold"])


def _payee(line: Line) -> Iterator[Problem]:
    kind, payee = line.texts(("kind", "payee"))
    if payee and kind in _PAYEES and payee not in _PAYEES[kind]:
        expected = ", ".join(_PAYEES[kind])
        yield line.problem(
            "payee", f"expected one of {expected}: that is whom an incentive of kind {kind} knows"
        )


def _named(line: Line, lines: list[Line]) -> Iterator[Problem]:
    kind = line.text("kind")
    known = {
        other.text("rule_id"): other for other in lines if other.text("scheme_id") == line.text("scheme_id")
    }
    for column in ("of_rules", "less_rules"):
        for rule in filter(None, (part.strip() for part in line.text(column).split(";"))):
            if rule in known and kind in _STAGE and known[rule] is not line:
                yield from _fits(line, column, known[rule])


def _fits(line: Line, column: str, other: Line) -> Iterator[Problem]:
    kind, seen_at = line.texts(("kind", "seen_at"))
    rule, named, payee = other.texts(("rule_id", "kind", "payee"))
    if named == "withhold":
        yield line.problem(
            column, f"{rule} is of kind withhold and has no line: expected a rule that pays or takes"
        )
    elif named in _STAGE and _STAGE[named] >= _STAGE[kind]:
        yield line.problem(
            column,
            f"{rule} is of kind {named}, which is reckoned after {kind} or with it: expected one before",
        )
    elif kind == "order_share" and named not in ("per_order", "per_customer", "price_share"):
        yield line.problem(
            column, f"{rule} is of kind {named} and has no line for an order: expected one that has"
        )
    elif kind == "pool_share" and seen_at == "team" and payee == "site":
        yield line.problem(column, f"{rule} pays the site: expected one that pays a team or its people")
    elif _STAGE[kind] > _STAGE["pool_share"] and payee in ("team", "site") and named in _PAYEES:
        yield line.problem(column, f"{rule} pays the {payee}: expected one that pays people")


def _event(line: Line) -> Iterator[Problem]:
    event = line.text("event")
    if line.text("kind") == "per_event" and event and event not in ATTENDANCE_EVENTS:
        expected = f"expected one of {', '.join(ATTENDANCE_EVENTS)}{nearest(event, ATTENDANCE_EVENTS)}"
        yield line.problem("event", expected)


def _place(line: Line) -> Iterator[Problem]:
    for asked in (part.strip() for part in line.text("orders").split(";")):
        name, _, values = asked.partition("!=" if "!=" in asked else "=")
        if name.strip() == "place":
            for value in (one.strip() for one in values.split("|")):
                if value.lower() not in PLACES:
                    yield line.problem("orders", f"expected place={' or '.join(PLACES)}, not {value}")


def _judged(sheet: Sheet, line: Line) -> Iterator[Problem]:
    """A KPI of the person's own needs a scheme that judges persons."""
    kinds = [
        row.text("subject_kind")
        for row in sheet.lines("schemes")
        if row.text("scheme_id") == line.text("scheme_id")
    ]
    if line.text("kpi_id") and line.text("seen_at") in ("", "rep") and kinds and "rep" not in kinds:
        judges = f"{line.text('scheme_id')} judges no reps (schemes.csv, subject_kind {kinds[0]})"
        yield line.problem("kpi_id", f"{judges}: expected a scheme that does")


def _withheld_twice(lines: list[Line]) -> Iterator[Problem]:
    for place, line in enumerate(lines):
        for earlier in lines[:place]:
            same_scheme = line.text("scheme_id") == earlier.text("scheme_id")
            if same_scheme and line.span.meets(earlier.span) and _may_meet(line, earlier):
                twice = f"line {earlier.line_no} withholds the same people's pay"
                days = line.span.shared(earlier.span)
                yield line.problem("kind", f"{twice} {days}: expected one rule for each")


def _may_meet(one: Line, other: Line) -> bool:
    """Whether somebody may have the role, grade and tenure that both ask for."""
    for column in ("role", "grade"):
        mine, theirs = ({part.strip() for part in line.text(column).split(";")} for line in (one, other))
        if one.text(column) and other.text(column) and not mine & theirs:
            return False
    starts = [line.whole("tenure_from_days") or 0 for line in (one, other)]
    ends = [line.whole("tenure_to_days") for line in (one, other)]
    return max(starts) <= min((end for end in ends if end is not None), default=max(starts))
