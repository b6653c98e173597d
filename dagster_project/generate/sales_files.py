"""Opportunities and orders that grow out of accepted visits, exported as their milestones fall."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from dagster_project.generate import names
from dagster_project.generate.calls import Calls
from dagster_project.generate.draws import Draws
from dagster_project.generate.landing import Landing, contact_id, customer_id, pick, rep_id
from dagster_project.generate.receipt_files import write_receipts
from dagster_project.generate.world import World

ACCEPTED, CONFIRMED, WON, LOST, SIGNED, CANCELLED = range(6)
NEEDS = ("扩充坐席", "更换系统", "新建团队")
LEVELS = ("manager", "director", "vice_president", "general_manager")
DAY = 24 * 3600
FIVE_PM = 17 * 3600


class Sales:
    """Gathers accepted visits day by day; writes the files at the end."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._visits: list[pd.DataFrame] = []

    def add(self, day_number: int, calls: Calls) -> None:
        """Take the visits that were accepted in a day's calls."""
        rows = np.flatnonzero(calls.visit)
        second = calls.second[rows] + calls.ring[rows] + calls.talk[rows]
        customer = self._world.customer_of(calls.reached[rows])
        visits = {"rep": calls.rep[rows], "customer": customer, "day": day_number, "second": second}
        self._visits.append(pd.DataFrame(visits))

    def write(self, landing: Landing) -> None:
        """Write the nightly exports of opportunities, orders and receipts."""
        opportunities, orders = self.revisions()
        _write_nights(self._world, landing, "opportunities", opportunities, opportunities_sql)
        _write_nights(self._world, landing, "orders", orders, orders_sql)
        taken_back = orders.loc[orders["kind"] == CANCELLED, "id"]
        kept = orders[(orders["kind"] == SIGNED) & ~orders["id"].isin(taken_back)]
        write_receipts(self._world, landing, kept)

    def revisions(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Revisions of opportunities and of orders by night: one row per milestone reached in the span."""
        world = self._world
        days = world.span.working_days
        visits = pd.concat(self._visits, ignore_index=True)
        month = np.array([world.span.month(day) for day in days], dtype=np.int64)
        visits["month"] = month[visits["day"]]
        # one opportunity per customer and month: a customer who has accepted is not won over again
        visits = visits.drop_duplicates(["customer", "month"], ignore_index=True)
        count = len(visits)
        draws, pace = Draws(world.seed, 6), world.staff.pace
        rep, in_month = visits["rep"].to_numpy(), visits["month"].to_numpy()
        visits["id"] = np.arange(count, dtype=np.int64)
        visits["luck"] = draws.below(1000, count)
        visits["confirmed_day"] = visits["day"] + 2 + draws.below(6, count)
        visits["closed_day"] = visits["confirmed_day"] + 2 + draws.below(10, count)
        visits["hour"] = 9 * 3600 + draws.below(8 * 3600, count)
        confirmed = draws.chance(pace.confirmed[rep, in_month], count)
        won = draws.chance(pace.won[rep, in_month], count)
        cancelled = draws.chance(50, count)
        stages = [
            visits.assign(kind=ACCEPTED, night=visits["day"]),
            visits[confirmed].assign(kind=CONFIRMED, night=lambda f: f["confirmed_day"]),
            visits[confirmed & won].assign(kind=WON, night=lambda f: f["closed_day"]),
            visits[confirmed & ~won].assign(kind=LOST, night=lambda f: f["closed_day"]),
        ]
        orders = [
            visits[confirmed & won].assign(kind=SIGNED, night=lambda f: f["closed_day"]),
            visits[confirmed & won & cancelled].assign(kind=CANCELLED, night=lambda f: f["closed_day"] + 3),
        ]
        return self._dated(stages), self._dated(orders)

    def _dated(self, stages: list[pd.DataFrame]) -> pd.DataFrame:
        """All stages within the span, with the moments of each milestone as seconds since 1970."""
        days = self._world.span.working_days
        frame = pd.concat(stages, ignore_index=True)
        frame = frame[frame["night"] < len(days)].sort_values(["night", "id", "kind"], ignore_index=True)
        midnight = np.array([(day.toordinal() - 719_163) * DAY for day in days], dtype=np.int64)
        last = len(days) - 1
        frame["accepted_at"] = midnight[frame["day"]] + frame["second"]
        for milestone in ("confirmed", "closed"):
            number = frame[f"{milestone}_day"].clip(upper=last)
            frame[f"{milestone}_at"] = midnight[number] + frame["hour"]
        frame["cancelled_at"] = midnight[frame["night"]] + FIVE_PM
        return frame


def _write_nights(
    world: World, landing: Landing, entity: str, frame: pd.DataFrame, select: Callable[[World], str]
) -> None:
    for night, part in frame.groupby("night", sort=True):
        landing.write(entity, world.span.working_days[int(str(night))], select(world), part)


def opportunities_sql(world: World) -> str:
    """A select over revisions for an export of opportunities."""
    confirmed = f"kind >= {CONFIRMED}"
    return f"""
        select
            'o' || lpad((id + 1)::varchar, 5, '0') as opportunity_id,
            {customer_id(world, "customer")} as customer_id,
            {rep_id(world, "rep")} as rep_id,
            {_moment("accepted_at")} as visit_accepted_at,
            {pick(LEVELS, "luck % 4")} as visit_with_level,
            case when luck < 750 then 'true' when luck >= 900 then 'false' end as is_capable,
            case when {confirmed} then {_moment("confirmed_at")} end as confirmed_at,
            case when {confirmed} then
                case when luck % 100 = 7 then {rep_id(world, "rep")} else 's0' || (1 + customer % 9) end
            end as confirmed_by,
            case when {confirmed} and luck % 5 > 0 then {pick(NEEDS, "luck % 3")} end as need,
            case when {confirmed} then {_moment("confirmed_at")}::date + (20 + luck % 90)::int end
                as decision_date,
            case when {confirmed} and luck % 6 > 0 then {contact_id(world, "customer")} end as owner_contact,
            case when {confirmed} and luck % 4 > 0 then ((2 + luck % 30) * 4000) || '.00' end as budget,
            {pick(("visit_accepted", "confirmed", "won", "lost"), "kind")} as stage,
            case when kind = {WON} then {_moment("closed_at")} end as won_at,
            case when kind = {LOST} then {_moment("closed_at")} end as lost_at,
            ((2 + luck % 30) * 3800) || '.00' as amount,
            case kind
                when {ACCEPTED} then {_moment("accepted_at")}
                when {CONFIRMED} then {_moment("confirmed_at")}
                else {_moment("closed_at")}
            end as updated_at
        from frame
    """


def orders_sql(world: World) -> str:
    """A select over revisions for an export of orders."""
    cancelled = f"case when kind = {CANCELLED} then {_moment('cancelled_at')} end"
    return f"""
        select
            'd' || lpad((id + 1)::varchar, 5, '0') as order_id,
            {rep_id(world, "rep")} as rep_id,
            {_moment("closed_at")} as signed_at,
            {customer_id(world, "customer")} as customer_id,
            'o' || lpad((id + 1)::varchar, 5, '0') as opportunity_id,
            {pick(names.PRODUCTS, "luck % 4")} as product,
            1 + luck % 3 as quantity,
            ((2 + luck % 30) * 3800) || '.00' as amount,
            ((2 + luck % 30) * 4000) || '.00' as list_amount,
            ((2 + luck % 30) * 2600) || '.00' as cost,
            {pick(("direct", "direct", "direct", "agent"), "luck // 4 % 4")} as channel,
            {pick(("华东", "华南"), "rep // 6 % 2")} as region,
            case luck % 7 when 0 then 'stock' when 1 then 'promotion' end as stock_kind,
            case when luck % 11 = 0 then 'other' end as brand,
            {pick(("full", "full", "loan"), "luck // 3 % 3")} as payment_kind,
            {cancelled} as cancelled_at,
            coalesce({cancelled}, {_moment("closed_at")}) as updated_at
        from frame
    """


def _moment(seconds: str) -> str:
    return f"make_timestamp({seconds} * 1000000)"
