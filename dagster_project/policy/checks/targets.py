"""Targets: at most one row fits a rep on a day, minimums stay within standards, somebody computes the KPI."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from decimal import Decimal

from dagster_project.errors import Problem, nearest
from dagster_project.policy.sheet import Line, Sheet
from dagster_project.policy.vocabulary import COUNTS, GRAINS, QUOTIENTS

_ENDLESS = 2**31


def problems(sheet: Sheet, computed_kpis: AbstractSet[str] | None) -> Iterator[Problem]:
    """Ties and overlaps, inverted tenure, minimums, periods that no grain reaches, uncomputed KPIs."""
    lines = [line for line in sheet.sound("targets") if not line.span.inverted]
    for line in lines:
        if _inverted_tenure(line):
            low = line.whole("tenure_from_days")
            yield line.problem("tenure_to_days", f"expected {low} (tenure_from_days) or more")
        yield from _minimum(sheet, line)
        yield from _nothing(sheet, line)
        yield from _unreached(sheet, line)
    yield from _clashes([line for line in lines if not _inverted_tenure(line)])
    yield from _uncomputed(sheet, computed_kpis)


def _clashes(lines: list[Line]) -> Iterator[Problem]:
    groups: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in lines:
        group = groups[line.texts(("scheme_id", "kpi_id", "per"))]
        earlier = next((other for other in group if _tied(line, other)), None)
        group.append(line)
        if earlier is None:
            continue
        both = line.span.shared(earlier.span)
        if _filters(line) == _filters(earlier):
            expected = f"overlaps line {earlier.line_no} {both}: expected one row per KPI, per and filter"
            yield line.problem("valid_from" if line.span != earlier.span else "kpi_id", expected)
        else:
            expected = (
                f"ties with line {earlier.line_no} {both}: both can fit the same rep with as many filters; "
                "expected filters that exclude each other, or one row with both"
            )
            yield line.problem("tenure_from_days" if _tenure_given(line) else "grade", expected)


def _tied(one: Line, other: Line) -> bool:
    grades = {one.text("grade"), other.text("grade")} - {""}
    low, high = _tenure(one)
    other_low, other_high = _tenure(other)
    return (
        len(_filters(one)) == len(_filters(other))
        and len(grades) < 2  # noqa: PLR2004 - two different grades never fit one rep
        and max(low, other_low) <= min(high, other_high)
        and one.span.meets(other.span)
    )


def _filters(line: Line) -> frozenset[str]:
    grade = {"grade"} if line.text("grade") else set()
    return frozenset(grade | ({"tenure"} if _tenure_given(line) else set()))


def _tenure_given(line: Line) -> bool:
    return line.whole("tenure_from_days") is not None or line.whole("tenure_to_days") is not None


def _tenure(line: Line) -> tuple[int, int]:
    low, high = line.whole("tenure_from_days"), line.whole("tenure_to_days")
    return (0 if low is None else low, _ENDLESS if high is None else high)


def _inverted_tenure(line: Line) -> bool:
    low, high = _tenure(line)
    return low > high


def _minimum(sheet: Sheet, line: Line) -> Iterator[Problem]:
    minimum, standard = line.number("minimum"), line.number("standard")
    if minimum is None:
        if line.text("minimum_per"):
            yield line.problem("minimum_per", "expected blank, as there is no minimum")
        return
    kpi = next((kpi for kpi in sheet.sound("kpis") if kpi.text("kpi_id") == line.text("kpi_id")), None)
    if kpi is None or standard is None:
        return
    per = line.text("per")
    minimum_per = line.text("minimum_per") or per
    if kpi.text("kind") in COUNTS and per != minimum_per:
        days = {"day": Decimal(1), "week": sheet.settings.standard_week_days}
        if per not in days or minimum_per not in days:
            return  # the working days of a month differ, so the two cannot be compared once and for all
        standard = standard / days[per] * days[minimum_per]
    if kpi.flag("higher_is_better") and minimum > standard:
        yield line.problem("minimum", f"expected {_plain(standard)} (the standard) per {minimum_per} or less")
    if not kpi.flag("higher_is_better") and minimum < standard:
        yield line.problem("minimum", f"expected {_plain(standard)} (the standard) per {minimum_per} or more")


def _nothing(sheet: Sheet, line: Line) -> Iterator[Problem]:
    """A level of 0 where more is better: nobody could be held against it."""
    kpi = next((kpi for kpi in sheet.sound("kpis") if kpi.text("kpi_id") == line.text("kpi_id")), None)
    if kpi is None or kpi.text("kind") not in QUOTIENTS or not kpi.flag("higher_is_better"):
        return
    if line.number("standard") == 0:
        yield line.problem(
            "standard", f"expected more than 0: the level of a {kpi.text('kind')} is divided by"
        )


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _unreached(sheet: Sheet, line: Line) -> Iterator[Problem]:
    grains = sheet.grains(line.text("scheme_id"))
    if grains and max(map(GRAINS.index, grains)) < GRAINS.index(line.text("per")):
        yield line.problem("per", f"the scheme publishes only {', '.join(grains)}: this target never serves")


def _uncomputed(sheet: Sheet, computed_kpis: AbstractSet[str] | None) -> Iterator[Problem]:
    if computed_kpis is None:
        return
    for table in ("targets", "consequences", "consequence_steps"):
        for line in sheet.lines(table):
            kpi = line.text("kpi_id")
            if kpi and kpi not in computed_kpis:
                yield line.problem("kpi_id", f"no model computes this KPI{nearest(kpi, computed_kpis)}")
