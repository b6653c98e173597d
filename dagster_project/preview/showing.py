"""A preview as text for people, or as one JSON document."""

from __future__ import annotations

import json
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from dagster_project.comparison.compare import Change
from dagster_project.preview.counts import Counts
from dagster_project.preview.lines import subject_lines
from dagster_project.preview.run import Preview

COLUMNS = (
    "subject_kind", "subject_id", "grain", "period", "scheme_id", "kpi_id", "rule_id", "column_name",
    "old_value", "new_value", "change", "is_open", "table_name", "period_start", "period_end",
)  # fmt: skip


def as_text(found: Preview, limit: int) -> list[str]:
    """Lines: what is compared, counts for each period, then at most `limit` subjects and periods (0: all)."""
    currency = found.policy.settings.currency
    lines = [
        f"version {found.manifest.version} (as of {found.manifest.as_of}) under the policy in "
        f"{found.policy.folder}; nothing is published",
        _policy(found),
        *_closed(found),
        *(f"note: {sentence}" for sentence in found.noted),
        "",
        *(_counted(one, currency) for one in found.counts),
    ]
    groups = subject_lines(found)
    if not groups:
        nothing = "No number of these periods would change; rows of policy count within their dates only."
        return [*lines, "", nothing]
    shown = groups[:limit] if limit else groups
    lines += [line for group in shown for line in ("", *group)]
    if len(shown) < len(groups):
        lines += ["", f"... and {len(groups) - len(shown)} more (--limit 0 shows all)"]
    return lines


def as_json(found: Preview) -> str:
    """Everything, as one document; numbers as text, exact."""
    told = {
        "version": found.manifest.version,
        "as_of": found.manifest.as_of.isoformat(),
        "policy": str(found.policy.folder),
        "policy_hash": {"old": found.manifest.content["policy_hash"], "new": found.policy.hash},
        "policy_rows": [asdict(one) for one in found.rows],
        "closed_months": found.closed,
        "notes": found.noted,
        "periods": [_counts(one) for one in found.counts],
        "changes": [_told(one) for one in found.changes],
        "pay_by_rule": [
            {name: None if value is None else str(value) for name, value in asdict(one).items()}
            for one in found.pay
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _policy(found: Preview) -> str:
    if not found.rows:
        return "policy: every row is as published"
    return "policy: " + "; ".join(f"{one.file} {one.gone} row(s) gone, {one.new} new" for one in found.rows)


def _closed(found: Preview) -> list[str]:
    """That closed months stay as they are, each named."""
    if not found.closed:
        return []
    months = ", ".join(found.closed)
    return [f"closed, and moved by no policy: {months}; longer periods change by their other days only"]


def _counted(counts: Counts, currency: str) -> str:
    parts = [
        f"{counts.scores} of {counts.scores_of} scores change ({counts.score_colours} in colour, "
        f"{counts.ranks} in rank)",
        f"{counts.kpi_colours} of {counts.kpi_colours_of} KPIs change colour",
    ]
    if counts.appear or counts.vanish:
        parts.append(f"{counts.appear} consequence(s) appear, {counts.vanish} vanish")
    if counts.pay_of:
        sums = f"{counts.paid} -> {counts.would_be_paid} {currency} in all"
        parts.append(f"pay of {counts.pay} of {counts.pay_of} changes ({sums})")
    return f"{counts.period}: {', '.join(parts)}"


def _counts(counts: Counts) -> dict[str, Any]:
    told = {
        name: str(value) if isinstance(value, Decimal) else value for name, value in asdict(counts).items()
    }
    period = {
        "grain": counts.period.grain,
        "period": counts.period.said,
        "period_start": counts.period.start.isoformat(),
        "period_end": counts.period.end.isoformat(),
    }
    return period | {name: value for name, value in told.items() if name != "period"}


def _told(one: Change) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in COLUMNS}
    return {name: str(value) if name.startswith("period_") else value for name, value in values.items()}
