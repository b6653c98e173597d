"""Statements as text or as one JSON document."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from dagster_project.statement.owed import SUMS
from dagster_project.statement.read import TOTALS, Line, Statement

LINE = (
    "line_no",
    "rule_id",
    "item",
    "quantity",
    "rate",
    "amount",
    "explanation_zh",
    "explanation_en",
    "evidence",
)


def as_text(subject: str, month: str, version: int, statements: list[Statement]) -> str:
    """A block per scheme: each line with its rule and what it rests on, then the total."""
    blocks = []
    for one in statements:
        head = f"{one.total['subject_kind']} {subject}, {month}, {one.scheme_id} (version {version})"
        body = [text for line in one.lines for text in _lines(line)]
        totals = [f"{name:>44} {one.total[name]:>14}" for name in TOTALS if name in _SHOWN or one.total[name]]
        verdict = "the lines add up" if one.agrees else "NUMBERS DIFFER"
        blocks.append("\n".join([head, *body, *totals, verdict]))
    return "\n\n".join(blocks)


_SHOWN = ("gross", "total", "payable")


def _lines(line: Line) -> list[str]:
    told = line.told
    formula = f"{plain(told['quantity'])} x {plain(told['rate'])}"
    head = f"{told['line_no']:>3}  {told['rule_id']:<22.22} {formula:>16} {told['amount']:>14}"
    mark = "" if line.agrees else "  DIFFERS"
    rest = [told["explanation_zh"], told["explanation_en"], line.rule]
    if line.kpi is not None:
        rest.append(_kpi(line.kpi))
    else:
        rest.append(told["evidence"])
    rest.append(line.source)
    return [head + mark, *(f"     {text}" for text in rest if text)]


def _kpi(row: dict[str, Any]) -> str:
    told = {
        name: row.get(name) for name in ("actual", "numerator", "denominator", "target", "attainment", *SUMS)
    }
    values = ", ".join(f"{name} {plain(value)}" for name, value in told.items() if value is not None)
    return (
        f"{row['kpi_id']} of {row['subject_kind']} {row['subject_id']} from {row['period_start']}: {values}"
    )


def as_json(subject: str, month: str, version: int, statements: list[Statement]) -> str:
    """Everything, decimals as their exact text."""
    told = {
        "subject_id": subject,
        "month": month,
        "version": version,
        "statements": [
            {
                "scheme_id": one.scheme_id,
                "subject_kind": one.total["subject_kind"],
                "lines": [
                    {name: line.told[name] for name in LINE}
                    | {"rule": line.rule, "kpi": line.kpi, "source": line.source, "agrees": line.agrees}
                    for line in one.lines
                ],
                **{name: one.total[name] for name in TOTALS},
                "agrees": one.agrees,
            }
            for one in statements
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2, default=str)


def plain(value: Decimal) -> str:
    """A decimal without trailing zeros."""
    return f"{value.normalize():f}"
