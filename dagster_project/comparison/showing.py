"""A comparison as text, as one JSON document, or as CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from dagster_project.comparison.compare import Change, Comparison
from dagster_project.comparison.grouping import Group, grouped
from dagster_project.publication.versions import Manifest
from dagster_project.spreadsheet import harmless

COLUMNS = (
    "is_open", "subject_kind", "subject_id", "grain", "period", "scheme_id", "kpi_id", "column_name",
    "old_value",
    "new_value", "change", "cause", "first_source_file", "restated_in", "table_name", "period_start",
    "period_end", "rule_id",
)  # fmt: skip
OF_A_SCORE = ("score", "band", "rank", "phase", "attainment", "measured", "adjustment", "score_max")
OF_PAY = ("gross", "total", "remainder", "withheld", "released", "payable")
OF_A_KPI = (
    "actual", "target", "attainment", "band", "points", "weight", "minimum", "meets_minimum",
    "measured", "adjustment",
    "numerator", "denominator",
)  # fmt: skip


def as_csv(comparison: Comparison) -> str:
    """A line per value."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in comparison.changes:
        writer.writerow([harmless(_cell(getattr(one, name))) for name in COLUMNS])
    return text.getvalue()


def as_json(comparison: Comparison) -> str:
    """Both versions and every value, complete and open periods apart."""
    told = {
        "from": _about(comparison.old),
        "to": _about(comparison.new),
        "complete": [_told(one) for one in comparison.changes if not one.is_open],
        "open": [_told(one) for one in comparison.changes if one.is_open],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def as_text(comparison: Comparison, limit: int) -> list[str]:
    """Lines for a person: promised numbers first, at most `limit` groups of each kind (0: all)."""
    lines = [f"{_version(comparison.old)} -> {_version(comparison.new)}", _made_from(comparison)]
    promised = [one for one in comparison.changes if not one.is_open]
    growing = [one for one in comparison.changes if one.is_open]
    lines += ["", _sum(promised, "of complete periods"), *_listed(grouped(promised), limit)]
    what = "of periods that were open, which is no restatement,"
    return [*lines, "", _sum(growing, what), *_listed(grouped(growing), limit)]


def _version(manifest: Manifest) -> str:
    return f"version {manifest.version} (as of {manifest.as_of})"


def _made_from(comparison: Comparison) -> str:
    names = {"input_hash": "input", "policy_hash": "policy", "project_hash": "code"}
    old, new = comparison.old.content, comparison.new.content
    words = [f"{word} {'the same' if old[name] == new[name] else 'changed'}" for name, word in names.items()]
    return ", ".join(words)


def _sum(changes: list[Change], what: str) -> str:
    if not changes:
        return f"No number {what} changed."
    subjects = {(one.subject_kind, one.subject_id) for one in changes}
    colours = sum(one.column_name == "band" for one in changes)
    named = len({(*_of(one), one.rule_id) for one in changes if one.rule_id is not None})
    more = f", {named} consequence(s)" if named else ""
    return f"{len(changes)} number(s) {what} changed: {len(subjects)} subject(s), {colours} colour(s){more}."


def _of(one: Change) -> tuple[str, ...]:
    return one.subject_kind, one.subject_id, one.period


def _listed(groups: list[Group], limit: int) -> list[str]:
    shown = groups[:limit] if limit else groups
    lines = [line for group in shown for line in ("", *_group(group))]
    if len(shown) < len(groups):
        lines += ["", f"... and {len(groups) - len(shown)} more (--limit 0 shows all)"]
    return lines


def _group(group: Group) -> list[str]:
    head = group.head
    title = f"{head.subject_kind} {head.subject_id}, {head.grain} {head.period}, {head.scheme_id}"
    score = values(group, None, OF_A_SCORE)
    lines = [f"{title}: {score}" if score else title]
    lines += [f"  because of {cause}{f' ({file})' if file else ''}" for cause, file in group.why.items()]
    if pay := values(group, None, OF_PAY):
        lines.append(f"  pay: {pay}")
    for rule, found in group.consequences.items():
        told = ", ".join(
            f"{one.column_name} {one.old_value or '-'} -> {one.new_value or '-'}" for one in found
        )
        lines.append(f"  consequence {rule} {found[0].change}: {told}")
    for kpi in dict.fromkeys(one.kpi_id for one in group.changes if one.kpi_id is not None):
        lines.append(f"  {kpi}: {values(group, kpi, OF_A_KPI)}")
    return lines


def values(group: Group, kpi: str | None, columns: tuple[str, ...]) -> str:
    """From what to what, of the score (no `kpi`) or a KPI; blank where none of these columns changed."""
    found = [one for column in columns if (one := group.of(kpi, column)) is not None]
    return ", ".join(f"{one.column_name} {one.old_value or '-'} -> {one.new_value or '-'}" for one in found)


def _about(manifest: Manifest) -> dict[str, Any]:
    names = ("version", "as_of", "published_at", "input_hash", "policy_hash", "project_hash", "code_version")
    return {name: manifest.content[name] for name in names}


def _told(one: Change) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in COLUMNS if name != "is_open"}
    return {name: str(value) if name.startswith("period_") else value for name, value in values.items()}


def _cell(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
