"""What reps enter in the CRM: logs, follow-ups, call-backs, invitations, agreed visits, calls they claim."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dagster_project.generate.calls import CONNECTED, OUTBOUND, Calls
from dagster_project.generate.day_files import CALLBACKS, INVITATIONS, list_days
from dagster_project.generate.draws import Draws, IntArray
from dagster_project.generate.landing import Landing, contact_id, customer_id, pick, rep_id
from dagster_project.generate.rep_days import DAY, HOUR, midnights, moment, numbered, rep_days, write_nights
from dagster_project.generate.world import World, mobile

KINDS = ("call", "visit", "follow_up", "callback", "invitation", "log")
CALL, VISIT, FOLLOW_UP, CALLBACK, INVITATION, LOG = range(len(KINDS))
TEXTS = (
    ("已通话", "客户在忙", "谈了报价"), ("约定上门演示", "约定到公司演示", "约定演示"),
    ("跟进报价", "发了资料", "了解进度"), ("回访满意度", "回访使用情况", "回访续费"),
    ("邀请参加产品会", "邀请参加沙龙", "邀请参加培训"), ("工作日志", "今日小结", "日报"),
)  # fmt: skip
CLAIMED_EVERY = 60
"""One connected call in so many is written up in the CRM as well."""
FALSE_PERMILLE = 8
NOBODY = -1


class Activities:
    """Gathers what is written up of calls day by day; writes the files at the end."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._midnights = midnights(world)
        self._parts: list[pd.DataFrame] = []

    def add(self, day_number: int, calls: Calls) -> None:
        """Take the visits that were agreed in a day's calls, and the calls that are written up."""
        spoken = (calls.disposition == CONNECTED) & (calls.direction == OUTBOUND) & (calls.reached >= 0)
        rows = np.flatnonzero(spoken)[::CLAIMED_EVERY]
        self._of_calls(day_number, calls, rows, CALL)
        self._of_calls(day_number, calls, np.flatnonzero(calls.visit), VISIT)

    def _of_calls(self, day_number: int, calls: Calls, rows: IntArray, kind: int) -> None:
        at = self._midnights[day_number] + calls.second[rows] + calls.ring[rows] + calls.talk[rows]
        frame = pd.DataFrame({"rep": calls.rep[rows], "night": day_number, "clock": at, "kind": kind})
        frame["customer"] = NOBODY if kind == CALL else self._world.customer_of(calls.reached[rows])
        frame["contact"] = NOBODY if kind == CALL else calls.reached[rows]
        frame["number"] = calls.number[rows] if kind == CALL else 0
        frame["luck"] = calls.second[rows]
        days = 2 + calls.second[rows] % 8
        frame["due"] = 0 if kind == CALL else at // DAY * DAY + days * DAY + 10 * HOUR
        self._parts.append(frame)

    def write(self, landing: Landing) -> None:
        """Write the nightly exports of activities."""
        frame = pd.concat([*self._parts, self._logs(), self._follow_ups(), self._lists(), self._claims()])
        frame = numbered(frame, ["clock", "rep", "kind", "luck"])
        write_nights(self._world, landing, "activities", frame, _select(self._world))

    def _logs(self) -> pd.DataFrame:
        """A log a day; a few come days later, a few never."""
        frame = rep_days(self._world)
        luck = Draws(self._world.seed, 12).below(1000, len(frame))
        frame = frame.assign(luck=luck, late=np.where(luck < 40, 1 + luck % 7, 0))  # noqa: PLR2004
        frame = frame[luck < 970].assign(kind=LOG, clock=lambda f: f["midnight"] + 17 * HOUR + f["luck"])  # noqa: PLR2004
        return self._plain(frame.assign(night=frame["night"] + frame["late"]))

    def _follow_ups(self) -> pd.DataFrame:
        draws, days = Draws(self._world.seed, 13), rep_days(self._world)
        parts = [days[draws.chance(permille, len(days))] for permille in (800, 500, 250)]
        frame = pd.concat(parts, ignore_index=True)
        return self._about_own(frame.assign(kind=FOLLOW_UP), draws)

    def _lists(self) -> pd.DataFrame:
        """What was done of the day's list of invitations or call-backs: nine tenths of it or more."""
        draws, lists = Draws(self._world.seed, 14), list_days(self._world)
        lists = lists[lists["kind"].isin((INVITATIONS, CALLBACKS))].reset_index(drop=True)
        done = lists["quantity"] * (880 + draws.below(220, len(lists))) // 1000
        frame = lists.loc[lists.index.repeat(done)].reset_index(drop=True)
        kind = np.where(frame["kind"] == CALLBACKS, CALLBACK, INVITATION)
        return self._about_own(frame.assign(kind=kind), draws)

    def _claims(self) -> pd.DataFrame:
        """Calls that somebody claims and nobody made."""
        draws, days = Draws(self._world.seed, 15), rep_days(self._world)
        frame = self._about_own(days[draws.chance(FALSE_PERMILLE, len(days))].assign(kind=CALL), draws)
        return frame.assign(number=mobile(frame["customer"].to_numpy()), customer=NOBODY)

    def _about_own(self, frame: pd.DataFrame, draws: Draws) -> pd.DataFrame:
        """With a moment of the day and one of the rep's own customers."""
        own = draws.below(self._world.customers_per_rep, len(frame))
        frame = frame.assign(
            customer=frame["rep"] * self._world.customers_per_rep + own,
            luck=draws.below(1000, len(frame)),
            clock=frame["midnight"] + 9 * HOUR + 1800 + draws.below(8 * HOUR, len(frame)),
        )
        return self._plain(frame)

    @staticmethod
    def _plain(frame: pd.DataFrame) -> pd.DataFrame:
        """With every column that an export has."""
        blank = {"customer": NOBODY, "contact": NOBODY, "number": 0, "due": 0}
        frame = frame.assign(**{name: value for name, value in blank.items() if name not in frame})
        return frame[["rep", "night", "clock", "kind", "customer", "contact", "number", "luck", "due"]]


def _select(world: World) -> str:
    texts = "[" + ", ".join(pick(words, "luck % 3") for words in TEXTS) + "][kind + 1]"
    nights = pick([f"{day:%y%m%d}" for day in world.span.working_days], "night")
    area = "case when number // 10000000000 = 1 then '' else '0' end"
    digits = max(4, len(str(60 * world.staff.reps)))
    return f"""
        select
            'a' || {nights} || '-' || lpad(sequence::varchar, {digits}, '0') as activity_id,
            {rep_id(world, "rep")} as rep_id,
            {moment("clock")} as occurred_at,
            {pick(KINDS, "kind")} as kind,
            case when customer >= 0 then {customer_id(world, "customer")} end as customer_id,
            case when contact >= 0 then {contact_id(world, "contact")} end as contact_id,
            case when number > 0 then {area} || number end as phone,
            {texts} as text,
            {moment("due")} as due_at
        from frame
    """
