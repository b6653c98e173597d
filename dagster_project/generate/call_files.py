"""The nightly exports of the phone system, with the mishaps that real ones show."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import numpy as np
import pandas as pd

from dagster_project.generate.calls import (
    DIRECTIONS,
    DISPOSITIONS,
    KEY_PERSON,
    OTHER_PERSON,
    RESULTS,
    Calls,
)
from dagster_project.generate.draws import Draws
from dagster_project.generate.landing import Landing, contact_id, customer_id, pick, rep_id
from dagster_project.generate.world import World

LATE_EVERY = 20
REPEATED_EVERY = 40
LATE_FROM = 16 * 3600 + 1800
CAMPAIGNS = (None, "renewal", "newcomers")
EPOCH = date(1970, 1, 1).toordinal()


class CallFiles:
    """Writes one export per working day; late and corrected rows come with the next night's."""

    def __init__(self, world: World, landing: Landing) -> None:
        self._world = world
        self._landing = landing
        self._waiting: list[pd.DataFrame] = []
        busiest = int(world.staff.pace.dials.max(axis=1).sum())
        self._select = _select(world, max(4, len(str(2 * busiest))))
        self.calls = 0

    def write(self, day_number: int, calls: Calls) -> None:
        """Export a day's calls, and what waited from the night before."""
        days = self._world.span.working_days
        day = days[day_number]
        frame = pd.DataFrame({field.name: getattr(calls, field.name) for field in fields(calls)})
        frame.insert(0, "sequence", np.arange(len(frame), dtype=np.int64))
        frame.insert(0, "day_number", day.toordinal() - EPOCH)
        self.calls += len(frame)
        waiting, self._waiting = self._waiting, []
        if self._world.mishaps and day_number + 1 < len(days):
            frame = self._hold_back(day_number, frame)
        self._landing.write("calls", day, self._select, pd.concat([*waiting, frame]) if waiting else frame)
        if self._world.mishaps and day_number % REPEATED_EVERY == REPEATED_EVERY - 1:
            self._landing.repeat("calls", day)

    def _hold_back(self, day_number: int, frame: pd.DataFrame) -> pd.DataFrame:
        """Keep an hour of some reps for the next night now and then, and a few corrections every night."""
        draws = Draws(self._world.seed, 3, day_number)
        chosen = (draws.below(2000, len(frame)) == 0) & frame["result"].isin((KEY_PERSON, OTHER_PERSON))
        corrected = frame[chosen].copy()
        corrected["result"] = KEY_PERSON + OTHER_PERSON - corrected["result"]
        corrected["talk"] += 1
        self._waiting.append(corrected)
        if day_number % LATE_EVERY == LATE_EVERY // 2:
            late = (frame["second"] >= LATE_FROM) & (frame["rep"] % 10 == draws.one(10))
            self._waiting.insert(0, frame[late])
            return frame[~late]
        return frame


def _select(world: World, digits: int) -> str:
    def call(sequence: str) -> str:
        return f"strftime(day, '%y%m%d') || '-' || lpad(({sequence})::varchar, {digits}, '0')"

    return f"""
        select
            {call("sequence + 1")} as call_id,
            {rep_id(world, "rep")} as rep_id,
            day::timestamp + to_seconds(second) as started_at,
            {pick(DISPOSITIONS, "disposition")} as disposition,
            talk as talk_seconds,
            ring as ring_seconds,
            {pick(DIRECTIONS, "direction")} as direction,
            case
                when number // 10000000000 <> 1 then '0' || number
                when sequence % 25 = 0 then '+86' || number
                when sequence % 25 = 1 then '0086' || number
                else number::varchar
            end as phone,
            case when customer >= 0 then {customer_id(world, "customer")} end as customer_id,
            case when contact >= 0 then {contact_id(world, "contact")} end as contact_id,
            {pick(RESULTS, "result")} as result,
            case when parent >= 0 then {call("parent + 1")} end as linked_id,
            {pick(CAMPAIGNS, "rep % 3")} as campaign
        from (select *, date '1970-01-01' + day_number::integer as day from frame)
    """
