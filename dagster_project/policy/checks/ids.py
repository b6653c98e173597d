"""Every id names something that exists."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dagster_project.errors import Problem, nearest
from dagster_project.policy.sheet import Sheet
from dagster_project.policy.tables import TABLES


def problems(sheet: Sheet, _computed_kpis: AbstractSet[str] | None) -> Iterator[Problem]:
    """References to another table's ids, and the two settings that name a scheme and a phase."""
    yield from _references(sheet)
    yield from _core_scheme(sheet)
    yield from _default_phase(sheet)


def _references(sheet: Sheet) -> Iterator[Problem]:
    for name, spec in TABLES.items():
        for column in spec.columns:
            table, _, key = (column.refers or "").partition(".")
            if not table or not sheet.readable(table):
                continue
            known = sheet.ids(table, key)
            for line in sheet.every_line(name):
                text = line.text(column.name)
                if text and text not in known:
                    yield line.problem(column.name, f"no such {key} in {table}.csv{nearest(text, known)}")


def _core_scheme(sheet: Sheet) -> Iterator[Problem]:
    known = sheet.ids("schemes", "scheme_id")
    name = sheet.settings.core_scheme
    if sheet.readable("schemes") and name not in known:
        expected = f"core_scheme: no such scheme_id in schemes.csv{nearest(name, known)}"
        yield sheet.setting_problem("core_scheme", name, expected)


def _default_phase(sheet: Sheet) -> Iterator[Problem]:
    phase = sheet.settings.default_phase
    if not phase or not sheet.readable("weights"):
        return
    for scheme in sorted(sheet.ids("weights", "scheme_id")):
        phases = {line.text("phase") for line in sheet.lines("weights") if line.text("scheme_id") == scheme}
        if not phases & {phase, ""}:
            expected = f"default_phase: scheme {scheme} has no weights for this phase{nearest(phase, phases)}"
            yield sheet.setting_problem("default_phase", phase, expected)
