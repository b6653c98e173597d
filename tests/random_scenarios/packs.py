"""The shipped schemes beside a scenario's own: their KPIs with targets that somebody may meet, their pay, and
reps in several of them.

Drawn apart from everything else, so that what a seed gives otherwise stays what it was.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from tests.random_scenarios.pay_rules import extra_rules
from tests.random_scenarios.staff import Row
from tests.reference.base_policy import CORE, Tables, rows
from tests.reference.policy import read_policy

SEEDS = Path(__file__).parents[2] / "seeds"
ROLES = (
    "sales", "sales", "rep", "sales_manager", "loan_manager", "resources", "loan", "review_manager",
    "postloan_manager", "",
)  # fmt: skip
STANDARDS = {"day": ("0.5", "1", "2"), "week": ("2", "4.5"), "month": ("2", "5.5", "1000")}
OF_SCHEMES = (
    "schemes", "targets", "weights", "point_losses", "bands", "consequences", "season_factors", "incentives",
)  # fmt: skip
OF_KPIS = ("kpi_parameters", "kpi_words", "record_fields", "event_points", "visit_levels", "task_quotas")
DAY = timedelta(days=1)
File = tuple[str, str, list[Row], datetime]


def add_packs(
    rng: Random, policies: Sequence[Tables], files: Sequence[list[File]], first: date, last: date
) -> None:
    """Adds the shipped schemes to the policies of both nights and to roster rows, in place."""
    made = _tables(rng, first, last)
    for tables in {id(tables): tables for tables in policies}.values():
        known = {row["kpi_id"] for row in tables["kpis"]}
        for name, found in made.items():
            fresh = [row for row in found if name != "kpis" or row["kpi_id"] not in known]
            tables[name] = [*tables.get(name, []), *(dict(row) for row in fresh)]
    packs = [str(row["scheme_id"]) for row in made["schemes"]]
    said: dict[tuple[object, object], dict[str, object]] = {}
    for night in files:
        for row in (row for _, entity, found, _ in night if entity == "roster" for row in found):
            place = said.setdefault((row["rep_id"], row["valid_from"]), _place(rng, packs))
            if rng.random() < 0.05:
                place["role"] = rng.choice(ROLES)
            row["role"] = place["role"]  # type: ignore[index]
            row["grade"] = place["grade"] or row["grade"]  # type: ignore[index]
            row["schemes"] = ";".join([str(row["schemes"] or CORE), *place["schemes"]])  # type: ignore[index,misc]


def _place(rng: Random, packs: list[str]) -> dict[str, object]:
    """Role, grade and schemes of a roster row."""
    chosen = {one for one in packs if rng.random() < 0.4}
    if rng.random() < 0.6:
        chosen.add("dealer-commission")
    return {
        "role": rng.choice(ROLES),
        "grade": rng.choice(("", "", "intermediate")),
        "schemes": sorted(chosen),
    }


def _tables(rng: Random, first: date, last: date) -> dict[str, list[dict[str, object]]]:
    """Rows of the shipped policy, with targets in reach and some rules of pay by dates."""
    shipped = read_policy(SEEDS)
    made: dict[str, list[dict[str, object]]] = {
        name: [dict(row) for row in shipped.rows(name) if row["scheme_id"] != CORE] for name in OF_SCHEMES
    }
    for name in (*OF_KPIS, "kpis", "findings"):
        made[name] = [dict(row) for row in shipped.rows(name)]
    rules = {str(row["rule_id"]) for row in made["consequences"]}
    steps = shipped.rows("consequence_steps")
    made["consequence_steps"] = [dict(row) for row in steps if row["rule_id"] in rules]
    for rule in made["consequences"]:
        rule["min_available_share"] = rng.choice(("0.1", "0.3"))
    made["regions"] = rows("region,team_id,valid_from,valid_to", "North,T1,,", "South,T2,,", "Coast,T2,,")
    for row in made["targets"]:
        if shipped.kpi(str(row["kpi_id"]))["kind"] in ("sum", "distinct") and rng.random() < 0.8:
            row["standard"], row["minimum"], row["minimum_per"] = (
                rng.choice(STANDARDS[str(row["per"])]),
                "",
                "",
            )
    for row in made["kpi_parameters"]:
        if row["name"] == "days":
            row["value"] = rng.choice(("3", "10", "30"))
    split = first + DAY * rng.randint(3, (last - first).days)
    made["incentives"] = _dated(rng, [*made["incentives"], *extra_rules(rng)], split)
    return made


def _dated(rng: Random, rules: list[dict[str, object]], split: date) -> list[dict[str, object]]:
    """Some rules end, and another row goes on from the next day, at another rate."""
    found = []
    for row in rules:
        found.append(row)
        if row["rate"] and rng.random() < 0.2:
            row["valid_to"] = str(split)
            if rng.random() < 0.7:
                rate = rng.choice((str(row["rate"]), "0.5"))
                found.append({**row, "rate": rate, "valid_from": str(split + DAY), "valid_to": ""})
    return found
