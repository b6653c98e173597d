"""Random scenarios are worth running: the reference can read them, and what they publish varies."""

from collections import Counter
from pathlib import Path

from dagster_project.policy.vocabulary import FINDING_KINDS, INCENTIVE_KINDS
from tests.random_scenarios.scenario import random_scenario
from tests.reference.build import Published, published_tables
from tests.reference.policy import Policy, read_policy


def test_scenarios_are_repeatable() -> None:
    assert random_scenario(7) == random_scenario(7)


def test_scenarios_reach_every_kind_of_outcome(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()
    for seed in (5, 6, 7, 25):
        landing, policy = tmp_path / f"landing{seed}", tmp_path / f"policy{seed}"
        for night in random_scenario(seed):
            night.land(landing, policy)
            published = published_tables(landing, policy, night.as_of)
            for row in published.tables["kpi_weekly"].values():
                seen.update((f"band {row['band']}", f"meets {row['meets_minimum']}", f"{row['is_complete']}"))
                seen["no target"] += row["target"] is None
                seen["target 0"] += row["target"] == 0
                seen["no case"] += row["denominator"] == 0
                seen["quotient"] += bool(row["denominator"]) and row["attainment"] is not None
            for row in published.tables["score_monthly"].values():
                seen.update((f"score {row['band']}", f"phase {row['phase']}"))
            seen["consequence"] += len(published.tables["consequence"])
            _pay_and_findings(seen, published, read_policy(policy))
    wanted = ["band red", "band yellow", "band green", "band None", "meets True", "meets False", "meets None"]
    wanted += [
        "True",
        "False",
        "no target",
        "target 0",
        "no case",
        "quotient",
        "score red",
        "score yellow",
        "score green",
        "score None",
    ]
    wanted += ["phase close;opportunity-hunt", "phase None", "consequence"]
    wanted += [f"pay {kind}" for kind in INCENTIVE_KINDS if kind not in UNPAID]
    wanted += [f"finding {kind}" for kind in FINDING_KINDS]
    wanted += ["listed", "confirmed", "dismissed", "below 0", "withheld", "released"]
    assert [name for name in wanted if not seen[name]] == []


UNPAID = ("forfeit", "withhold")
"""A forfeit is of settled months, of which the reference does not tell; to withhold is no line, and is looked
for in the totals.
"""


def _pay_and_findings(seen: Counter[str], published: Published, policy: Policy) -> None:
    kind_of = {row["rule_id"]: row["kind"] for row in policy.rows("incentives")}
    seen.update(f"pay {kind_of[key[4]]}" for key in published.tables["incentive_line"])
    for (kind, _), row in published.tables["compliance_finding"].items():
        seen.update((f"finding {kind}", row["status"]))
    for row in published.tables["incentive_total"].values():
        seen["below 0"] += row["remainder"] < 0
        seen["withheld"] += row["withheld"] > 0
        seen["released"] += row["released"] > 0
