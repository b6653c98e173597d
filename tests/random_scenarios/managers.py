"""Managers for a scenario's reps and a scheme that judges them.

Drawn apart from everything else, so that what a seed gives otherwise stays what it was.
"""

from datetime import datetime
from random import Random

from tests.random_scenarios.staff import Row, Staff
from tests.reference.base_policy import CORE, HUNT, Tables, bands, scheme, target, weights

BOSSES = "bosses"
File = tuple[str, str, list[Row], datetime]


def add_managers(rng: Random, staff: Staff, policies: list[Tables], files: list[list[File]]) -> None:
    """Gives most roster rows a manager and some reps the scheme, in place; corrections may differ."""
    made = _scheme(rng)
    for tables in {id(tables): tables for tables in policies}.values():
        for name, rows in made.items():
            tables[name] = [*tables[name], *(dict(row) for row in rows)]
    bosses = rng.sample(staff.reps, k=min(2, len(staff.reps)))
    said: dict[tuple[object, object], str] = {}
    for night in files:
        for row in (row for _, entity, rows, _ in night if entity == "roster" for row in rows):
            key = (row["rep_id"], row["valid_from"])
            said[key] = rng.choice([*bosses, *bosses, "R99", ""]) if rng.random() < 0.9 else said.get(key, "")
            row["manager_id"] = said[key]  # type: ignore[index]
            if row["rep_id"] in bosses and rng.random() < 0.8:
                row["schemes"] = f"{row['schemes'] or CORE};{BOSSES}"  # type: ignore[index]


def _scheme(rng: Random) -> dict[str, list[dict[str, object]]]:
    grains = rng.choice(("day;week;month;quarter;year", "week;month"))
    return {
        "schemes": [scheme(BOSSES, subject_kind="manager", grains=grains)],
        "targets": [
            target(BOSSES, "dials", "week", rng.choice(("9", "12.5"))),
            target(BOSSES, "dials", "week", "7", grade="junior"),
            target(BOSSES, "customer_coverage", "month", "11"),
            target(BOSSES, "connect_rate", "week", "0.4", minimum="0.3"),
            target(BOSSES, "connect_rate", "week", "0.5", grade="senior"),
        ],
        "weights": [
            *weights(BOSSES, {"dials": "5", "customer_coverage": "2", "connect_rate": "3"}, HUNT),
            *weights(BOSSES, {"dials": "1", "customer_coverage": "8", "connect_rate": "1"}, "close"),
        ],
        "bands": bands(BOSSES),
    }
