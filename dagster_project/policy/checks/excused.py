"""Excused days: the scope is named."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dagster_project.errors import Problem
from dagster_project.policy.sheet import Sheet


def problems(sheet: Sheet, _computed_kpis: AbstractSet[str] | None) -> Iterator[Problem]:
    """A team or rep that is not named, a site that is not this one."""
    site = sheet.settings.site_id
    for line in sheet.lines("excused_days"):
        scope, scope_id = line.texts(("scope_kind", "scope_id"))
        if scope in {"team", "rep"} and not scope_id:
            yield line.problem("scope_id", f"expected the {scope}'s id")
        if scope == "site" and scope_id not in {"", site}:
            yield line.problem("scope_id", f"expected blank or {site!r} (the setting site_id)")
