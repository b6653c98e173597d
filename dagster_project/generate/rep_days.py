"""The days that reps work, as a table that things which happen now and then are drawn from."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dagster_project.generate.draws import IntArray
from dagster_project.generate.landing import Landing
from dagster_project.generate.staff import FULL_DAY
from dagster_project.generate.world import World

DAY = 24 * 3600
EPOCH_ORDINAL = 719_163
HOUR = 3600


def midnights(world: World) -> IntArray:
    """Midnight of every working day, in seconds since 1970, as the clock on the wall has it."""
    days = [(day.toordinal() - EPOCH_ORDINAL) * DAY for day in world.span.working_days]
    return np.array(days, dtype=np.int64)


def rep_days(world: World) -> pd.DataFrame:
    """A row per rep and working day that the rep worked at least half of: rep, night, midnight, halves."""
    rep, night = np.nonzero(world.presence)
    frame = pd.DataFrame({"rep": rep.astype(np.int64), "night": night.astype(np.int64)})
    frame["halves"] = world.presence[rep, night]
    frame["midnight"] = midnights(world)[night]
    return frame.sort_values(["night", "rep"], ignore_index=True)


def is_whole(frame: pd.DataFrame) -> pd.Series[bool]:
    """Which rep days were worked whole."""
    return frame["halves"] == FULL_DAY


def numbered(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Rows in the given order with `sequence`, their number from 1 within the night."""
    ordered = frame.sort_values(["night", *by], ignore_index=True)
    return ordered.assign(sequence=ordered.groupby("night").cumcount() + 1)


def write_nights(world: World, landing: Landing, entity: str, frame: pd.DataFrame, select: str) -> None:
    """One export per night that has rows; nights beyond the span are not exported."""
    days = world.span.working_days
    for night, part in frame[frame["night"] < len(days)].groupby("night", sort=True):
        landing.write(entity, days[int(str(night))], select, part)


def moment(seconds: str) -> str:
    """SQL for a time from its seconds since 1970; 0 is blank."""
    return f"case when {seconds} > 0 then make_timestamp({seconds} * 1000000) end"
