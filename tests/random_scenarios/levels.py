"""Ratio and mean KPIs for the schemes of a scenario: levels as targets, weights taken from other KPIs.

Drawn apart from everything else, so that what a seed gives otherwise stays what it was.
"""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.reference.base_policy import Tables, target
from tests.reference.periods import length_rank

LEVELS = {
    "connect_rate": ("0.3", "0.45", "0.6666"),
    "average_talk_time": ("20", "35.5", "90", "0"),
}
DAY = timedelta(days=1)


def add_levels(rng: Random, policies: tuple[Tables, Tables], first: date, last: date) -> None:
    """Adds them to the policies of both nights, in place; the second night's may judge them otherwise."""
    lower = rng.random() < 0.6
    for tables in {id(tables): tables for tables in policies}.values():
        _set_direction(tables, lower)
    for scheme in policies[0]["schemes"]:
        for kpi_id in LEVELS:
            if rng.random() < 0.7:
                made = _targets(
                    rng, str(scheme["scheme_id"]), str(scheme["grains"]), kpi_id, lower, first, last
                )
                share = rng.choice(("0", "0.25", "0.5"))
                for tables in {id(tables): tables for tables in policies}.values():
                    tables["targets"] += [dict(row) for row in made]
                    _give_weight(tables, str(scheme["scheme_id"]), kpi_id, Decimal(share))
    if policies[0] is not policies[1] and rng.random() < 0.5:
        _set_direction(policies[1], not lower)
        _without_minimums(policies[1])


def _set_direction(tables: Tables, lower: bool) -> None:
    row = next(row for row in tables["kpis"] if row["kpi_id"] == "average_talk_time")
    tables["kpis"] = [each for each in tables["kpis"] if each is not row]
    tables["kpis"].append({**row, "higher_is_better": "false" if lower else "true"})
    for one in tables["targets"]:
        if one["kpi_id"] == "average_talk_time" and not lower and one["standard"] == "0":
            one["standard"] = "20"


def _without_minimums(tables: Tables) -> None:
    for row in tables["targets"]:
        if row["kpi_id"] == "average_talk_time":
            row["minimum"], row["minimum_per"] = "", ""


def _targets(
    rng: Random, scheme_id: str, grains: str, kpi_id: str, lower: bool, first: date, last: date
) -> list[dict[str, object]]:
    longest = max(length_rank(grain) for grain in grains.split(";"))
    pers = [per for per in ("day", "week", "month") if length_rank(per) <= longest]
    per, split = rng.choice(pers), first + DAY * rng.randint(1, (last - first).days)
    levels = [level for level in LEVELS[kpi_id] if level != "0" or lower]
    standard, later = rng.choice(levels), rng.choice(levels)
    factor = "2" if lower and kpi_id == "average_talk_time" else "0.5"
    minimum = {"minimum": str(Decimal(standard) * Decimal(factor))} if rng.random() < 0.5 else {}
    made = [
        target(scheme_id, kpi_id, per, standard, **minimum, valid_to=str(split)),
        target(scheme_id, kpi_id, per, later, valid_from=str(split + DAY)),
    ]
    if rng.random() < 0.4:
        made.append(target(scheme_id, kpi_id, rng.choice(pers), "0.5", grade="junior"))
    return made


def _give_weight(tables: Tables, scheme_id: str, kpi_id: str, share: Decimal) -> None:
    """A share of the points of the first KPI of every set of weights, so that they still add up."""
    seen: set[tuple[object, ...]] = set()
    for row in list(tables["weights"]):
        whose = (row["phase"], row["grain"], row["valid_from"], row["valid_to"])
        if row["scheme_id"] != scheme_id or whose in seen:
            continue
        seen.add(whose)
        points = Decimal(str(row["points"]))
        given = (points * share).quantize(Decimal("0.0001"))
        row["points"] = str(points - given)
        tables["weights"].append({**row, "kpi_id": kpi_id, "points": str(given)})
