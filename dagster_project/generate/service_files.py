"""What customers and managers say of reps: complaints and praise, answers of surveys, ratings."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dagster_project.generate.draws import Draws
from dagster_project.generate.landing import Landing, customer_id, pick, rep_id
from dagster_project.generate.rep_days import HOUR, midnights, moment, rep_days, write_nights
from dagster_project.generate.world import World

CASES = (("complaint", 14), ("praise", 20), ("after_sale", 8))
"""Kinds with their chance on a rep's day, in thousandths."""
ANSWERS_PERMILLE = 80
FIVES = (3, 4, 4, 5, 5, 5, 5, 2)
DIMENSIONS = (
    "team_building", "service", "selling_skill", "basic_ability", "proficiency", "service_standard",
    "coordination", "work_efficiency", "work_quality", "team_cooperation",
)  # fmt: skip


def write_service_files(world: World, landing: Landing) -> None:
    """Write the exports of complaints, surveys and ratings."""
    cases = f"""
        select 'k' || lpad(id::varchar, 5, '0') as complaint_id, {moment("opened_at")} as opened_at,
            case when luck % 4 > 0 then {rep_id(world, "rep")} end as rep_id,
            {customer_id(world, "customer")} as customer_id, {moment("resolved_at")} as resolved_at,
            {pick([name for name, _ in CASES], "kind")} as kind,
            case when kind = 2 and resolved_at > 0 then (80 + luck % 400) || '.00' end as cost
        from frame
    """
    write_nights(world, landing, "complaints", _cases(world), cases)
    fives = pick([str(score) for score in FIVES], "luck % 8")
    answers = f"""
        select 's' || lpad(id::varchar, 5, '0') as survey_id, {moment("answered_at")} as answered_at,
            case when luck % 5 = 0 then 60 + luck % 41 else {fives}::int end as score,
            case when luck % 3 > 0 then {rep_id(world, "rep")} end as rep_id,
            {customer_id(world, "customer")} as customer_id, case when luck % 5 > 0 then 5 end as scale
        from frame
    """
    write_nights(world, landing, "surveys", _answers(world), answers)
    write_nights(world, landing, "ratings", _ratings(world), "select * exclude (night) from frame")


def _cases(world: World) -> pd.DataFrame:
    """Revisions by night: opened, and resolved some days later (praise needs no resolving)."""
    days, draws = rep_days(world), Draws(world.seed, 9)
    parts = [
        days.assign(kind=kind)[draws.chance(permille, len(days))] for kind, (_, permille) in enumerate(CASES)
    ]
    opened = pd.concat(parts).sort_values(["night", "rep", "kind"], ignore_index=True)
    opened = _about(world, opened, draws)
    opened["opened_at"] = opened["midnight"] + 9 * HOUR + opened["luck"] % (8 * HOUR)
    resolved = opened[opened["kind"] != 1].copy()
    resolved["night"] += 1 + resolved["luck"] % 6
    resolved = resolved[resolved["night"] < len(world.span.working_days)]
    resolved["resolved_at"] = midnights(world)[resolved["night"]] + 17 * HOUR + resolved["luck"] % HOUR
    return pd.concat([opened.assign(resolved_at=0), resolved], ignore_index=True)


def _answers(world: World) -> pd.DataFrame:
    days, draws = rep_days(world), Draws(world.seed, 10)
    answers = _about(world, days[draws.chance(ANSWERS_PERMILLE, len(days))].reset_index(drop=True), draws)
    return answers.assign(answered_at=answers["midnight"] + 10 * HOUR + answers["luck"] % (7 * HOUR))


def _about(world: World, frame: pd.DataFrame, draws: Draws) -> pd.DataFrame:
    """With `id` from 1, `luck`, and one of the rep's own customers."""
    frame = frame.assign(id=np.arange(1, len(frame) + 1), luck=draws.below(1_000_000, len(frame)))
    own = draws.below(world.customers_per_rep, len(frame))
    return frame.assign(customer=frame["rep"] * world.customers_per_rep + own)


def _ratings(world: World) -> pd.DataFrame:
    """The manager's ratings of every rep who worked in a month, in its last working night."""
    draws, days = Draws(world.seed, 11), world.span.working_days
    manager = {row.rep: row.manager_id for row in world.staff.roster}
    rows = []
    for month in range(world.span.months):
        nights = [night for night, day in enumerate(days) if world.span.month(day) == month]
        for rep in range(world.staff.reps):
            scores = 70 + draws.below(29, len(DIMENSIONS))
            if nights and world.presence[rep, nights].any():
                rows += [
                    (
                        nights[-1],
                        world.staff.rep_id(rep),
                        f"{days[nights[-1]]:%Y-%m}",
                        dimension,
                        str(score),
                        manager[rep],
                    )
                    for dimension, score in zip(DIMENSIONS, scores, strict=True)
                ]
    columns = ["night", "subject_id", "period", "dimension", "score", "rater"]
    return pd.DataFrame(rows, columns=columns)
