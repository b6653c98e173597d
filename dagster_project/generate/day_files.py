"""What is kept of reps day by day: lists they were given, how they kept their hours, what they learned."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dagster_project.generate.draws import Draws
from dagster_project.generate.landing import Landing, pick, rep_id
from dagster_project.generate.rep_days import rep_days, write_nights
from dagster_project.generate.world import World

ON_LISTS_EVERY = 4
"""One rep in four works by lists that say what to do on the day."""
LISTS = ("contact_records", "event_invitations", "callbacks")
RECORDS, INVITATIONS, CALLBACKS = range(3)
GRADES = ("junior", "intermediate", "senior")
PER_DAY = ((40, 60, 80), (30, 40, 50), (30, 40, 50))
"""How many a list assigns, by kind and grade."""

EVENTS = (
    ("late", 25), ("early_leave", 8), ("absence", 2), ("overtime", 20), ("extra_task", 12),
    ("cooperation", 12), ("refusal", 4),
)  # fmt: skip
"""Events of attendance with their chance on a day, in thousandths."""
TIMED = ("late", "early_leave", "overtime")

COURSES = ("产品知识", "异议处理", "客户跟进", "系统操作", "商务礼仪", "通话质量")
COURSES_A_MONTH = 2


def list_days(world: World) -> pd.DataFrame:
    """Rep days with a list: rep, night, midnight, kind (of `LISTS`), quantity; half days bear half a list."""
    frame = rep_days(world)
    frame = frame[frame["rep"] % ON_LISTS_EVERY == ON_LISTS_EVERY - 1].reset_index(drop=True)
    frame["kind"] = (frame["night"] + frame["rep"] // ON_LISTS_EVERY) % len(LISTS)
    grade = np.zeros(world.staff.reps, dtype=np.int64)
    for row in world.staff.roster:
        grade[row.rep] = GRADES.index(row.grade)
    per_day = np.array(PER_DAY, dtype=np.int64)[frame["kind"], grade[frame["rep"]]]
    return frame.assign(quantity=per_day * frame["halves"] // 2)


def write_day_files(world: World, landing: Landing) -> None:
    """Write the exports of tasks, attendance and training."""
    tasks = f"""
        select {rep_id(world, "rep")} as rep_id, {_DATE} as date, {pick(LISTS, "kind")} as kind, quantity
        from frame
    """
    write_nights(world, landing, "tasks", list_days(world), tasks)
    attendance = f"""
        select {rep_id(world, "rep")} as rep_id, {_DATE} as date,
            {pick([name for name, _ in EVENTS], "event")} as event,
            case when minutes > 0 then minutes end as minutes, 1 as count
        from frame
    """
    write_nights(world, landing, "attendance", _attendance(world), attendance)
    training = f"""
        select {rep_id(world, "rep")} as rep_id, {_DATE} as date, {pick(COURSES, "course")} as course,
            2 as planned, completed
        from frame
    """
    write_nights(world, landing, "training", _training(world), training)


_DATE = "make_timestamp(midnight * 1000000)::date"


def _attendance(world: World) -> pd.DataFrame:
    """Rows rep, night, midnight, event, minutes."""
    days, draws = rep_days(world), Draws(world.seed, 7)
    parts = []
    for event, (name, permille) in enumerate(EVENTS):
        happened = draws.chance(permille, len(days))
        minutes = 5 + draws.below(40, len(days)) if name in TIMED else np.zeros(len(days), dtype=np.int64)
        parts.append(days.assign(event=event, minutes=minutes)[happened])
    return pd.concat(parts).sort_values(["night", "rep", "event"], ignore_index=True)


def _training(world: World) -> pd.DataFrame:
    """Rows rep, night, midnight, course, completed: some courses a month, most of them finished."""
    days, draws = rep_days(world), Draws(world.seed, 8)
    days["month"] = [world.span.month(world.span.working_days[night]) for night in days["night"]]
    days["luck"] = draws.below(1_000_000, len(days))
    days["course"] = (days["month"] * COURSES_A_MONTH + days["luck"] % COURSES_A_MONTH) % len(COURSES)
    chosen = days.sort_values(["luck", "rep", "night"]).drop_duplicates(["rep", "month", "course"])
    chosen = chosen.sort_values(["night", "rep", "course"], ignore_index=True)
    return chosen.assign(
        completed=np.where(chosen["luck"] % 7 == 0, 1, np.where(chosen["luck"] % 11 == 0, 0, 2))
    )
