"""One working day's calls as columns of whole numbers, all reps at once."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from dagster_project.generate.draws import Draws, IntArray
from dagster_project.generate.staff import FULL_DAY
from dagster_project.generate.world import STRANGERS, World, has_landline, landline, mobile

MORNING = (9 * 3600 + 1800, 12 * 3600)
AFTERNOON = (14 * 3600, 17 * 3600 + 1800)
EVENING = 18 * 3600 + 600

DISPOSITIONS = ("connected", "no_answer", "busy", "failed", "cancelled", "voicemail")
DISPOSITION_PERMILLE = (430, 370, 100, 40, 25, 35)
RESULTS = (None, "key_person", "other_person", "refused", "voicemail", "wrong_number", "callback", "none")
BLANK, KEY_PERSON, OTHER_PERSON, VOICEMAIL = 0, 1, 2, 4
RESULT_PERMILLE = (120, 0, 400, 250, 50, 40, 120, 20)  # of connected calls that missed the key person
DIRECTIONS = (None, "inbound", "internal")
OUTBOUND, INBOUND, INTERNAL = 0, 1, 2
CONNECTED, LEFT_A_MESSAGE = 0, 5
NOTHING = -1


@dataclass(frozen=True)
class Calls:
    """Columns of equal length, in order of start.

    `second` counts from midnight; `customer` and `contact` are -1 where the phone system does not know them;
    `number` is a mobile, or a landline without its leading 0; `parent` is the row whose call this leg
    continues, or -1; `reached` is the contact at the other end, whether or not the export says so, or -1;
    `visit` is 1 where a visit was accepted in the call.
    """

    rep: IntArray
    second: IntArray
    disposition: IntArray
    result: IntArray
    talk: IntArray
    ring: IntArray
    direction: IntArray
    number: IntArray
    customer: IntArray
    contact: IntArray
    parent: IntArray
    reached: IntArray
    visit: IntArray

    def take(self, rows: IntArray) -> Calls:
        """The given rows in the given order; `parent` follows its row."""
        place = np.full(len(self.rep) + 1, NOTHING, dtype=np.int64)
        place[rows] = np.arange(len(rows))
        columns = {f.name: getattr(self, f.name)[rows] for f in fields(self)}
        columns["parent"] = np.where(columns["parent"] >= 0, place[columns["parent"]], NOTHING)
        return Calls(**columns)


def call_day(world: World, day_number: int) -> Calls:
    """The calls of working day `day_number` (from 0), in order of start."""
    day = world.span.working_days[day_number]
    draws = Draws(world.seed, 2, day.toordinal())
    month = world.span.month(day)
    pace = world.staff.pace
    halves = world.presence[:, day_number]
    each = pace.dials[:, month] * halves * (850 + draws.below(301, world.staff.reps)) // (1000 * FULL_DAY)
    rep = np.repeat(np.arange(world.staff.reps, dtype=np.int64), each)
    count = len(rep)

    disposition = _pick(draws.below(1000, count), DISPOSITION_PERMILLE)
    result = _results(draws, disposition, pace.key_person[rep, month])
    talk = _talk(draws, disposition, result)
    ring = 4 + draws.below(26, count)
    second = _starts(draws, rep, each, halves, talk + ring)
    direction = np.where(draws.chance(15, count), INBOUND, OUTBOUND)
    reached = _reached(world, draws, rep)
    customer = np.where(reached >= 0, world.customer_of(reached), NOTHING)
    at_desk = draws.chance(150, count) & (reached >= 0)
    at_desk &= has_landline(np.maximum(reached, 0), world) == 1
    strangers = STRANGERS + draws.below(100 * world.staff.reps, count)
    number = np.where(
        at_desk, landline(np.maximum(customer, 0)), mobile(np.where(reached >= 0, reached, strangers))
    )
    from_crm = draws.chance(120, count)  # dialled by a click in the CRM, which hands its ids over
    visit = (result == KEY_PERSON) & (direction == OUTBOUND) & (reached >= 0)
    visit &= draws.chance(pace.visit[rep, month], count)
    calls = Calls(
        rep=rep,
        second=second,
        disposition=disposition,
        result=result,
        talk=talk,
        ring=ring,
        direction=direction,
        number=number,
        customer=np.where(from_crm, customer, NOTHING),
        contact=np.where(from_crm, reached, NOTHING),
        parent=np.full(count, NOTHING, dtype=np.int64),
        reached=reached,
        visit=visit.astype(np.int64),
    )
    calls = _with_transfers(calls, draws, np.flatnonzero(halves > 0))
    return calls.take(np.lexsort((calls.rep, calls.second)))


def _pick(draw: IntArray, permille: tuple[int, ...]) -> IntArray:
    """Which share of a thousand each draw falls in."""
    bounds = np.cumsum(np.array(permille, dtype=np.int64))
    return np.searchsorted(bounds, draw, side="right").astype(np.int64)


def _results(draws: Draws, disposition: IntArray, key_person: IntArray) -> IntArray:
    count = len(disposition)
    missed = _pick(draws.below(1000, count), RESULT_PERMILLE)
    spoken = np.where(draws.chance(key_person, count), KEY_PERSON, missed)
    message = np.where(draws.chance(500, count), VOICEMAIL, BLANK)
    unanswered = np.where(disposition == LEFT_A_MESSAGE, message, BLANK)
    return np.where(disposition == CONNECTED, spoken, unanswered)


def _talk(draws: Draws, disposition: IntArray, result: IntArray) -> IntArray:
    """Seconds: long where the key person listened, short elsewhere, a few where a machine answered."""
    count = len(disposition)
    skew = draws.below(1000, count) * draws.below(1000, count)
    long = np.where(draws.chance(1, count), 3, 20 + skew * 500 // 1_000_000)
    talk = np.where(result == KEY_PERSON, long, 4 + skew * 120 // 1_000_000)
    message = np.where(disposition == LEFT_A_MESSAGE, 8 + skew % 20, 0)
    return np.where(disposition == CONNECTED, talk, message)


def _starts(draws: Draws, rep: IntArray, each: IntArray, halves: IntArray, busy: IntArray) -> IntArray:
    """Seconds since midnight: a rep's calls follow one another, with pauses that fill the working hours."""
    count = len(rep)
    if count == 0:
        return busy
    morning, afternoon = MORNING[1] - MORNING[0], AFTERNOON[1] - AFTERNOON[0]
    hours = np.where(halves == FULL_DAY, morning + afternoon, morning)
    used = _per_rep(busy, each)
    pause = 100 + draws.below(1000, count)
    pauses = _per_rep(pause, each)
    idle = np.maximum(hours - used, 0)
    step = busy + idle[rep] * pause // np.maximum(pauses, 1)[rep]
    ends = np.cumsum(step)
    first = (np.cumsum(each) - each)[rep]
    position = ends - step - np.where(first > 0, ends[first - 1], 0)
    span = np.maximum(used, hours)[rep]
    position = position * hours[rep] // np.maximum(span, 1)
    second = np.where(position < morning, MORNING[0] + position, AFTERNOON[0] + position - morning)
    late = draws.chance(3, count)  # a few calls after hours, as everywhere
    return np.where(late, EVENING + draws.below(3000, count), second)


def _per_rep(values: IntArray, each: IntArray) -> IntArray:
    """Sums of consecutive runs of `values`, run k being `each[k]` long."""
    sums = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(values)])
    ends = np.cumsum(each)
    total: IntArray = sums[ends] - sums[ends - each]
    return total


def _reached(world: World, draws: Draws, rep: IntArray) -> IntArray:
    """The contact at the other end: one of the rep's own customers; one call in 25 goes to a stranger."""
    count = len(rep)
    customer = rep * world.customers_per_rep + draws.below(world.customers_per_rep, count)
    colleague = draws.chance(300, count)
    contact = np.where(colleague, world.second_contact(customer), customer)
    return np.where(draws.chance(40, count), NOTHING, contact)


def _with_transfers(calls: Calls, draws: Draws, present: IntArray) -> Calls:
    """A few connected calls are handed to a colleague: a second row, an internal leg of the same call."""
    chosen = draws.chance(4, len(calls.rep)) & (calls.disposition == CONNECTED)
    rows = np.flatnonzero(chosen)
    if len(present) < 2 or len(rows) == 0:  # noqa: PLR2004 - a transfer needs two people
        return calls
    columns = {f.name: getattr(calls, f.name)[rows] for f in fields(calls)}
    place = np.searchsorted(present, columns["rep"])
    columns["second"] = columns["second"] + columns["ring"] + columns["talk"] // 2
    columns["rep"] = present[(place + 1) % len(present)]
    columns["talk"] = columns["talk"] // 3
    columns["direction"] = np.full(len(rows), INTERNAL)
    columns["result"] = np.full(len(rows), BLANK)
    columns["parent"] = rows
    columns["visit"] = np.zeros(len(rows), dtype=np.int64)
    return Calls(**{f.name: np.concatenate([getattr(calls, f.name), columns[f.name]]) for f in fields(calls)})
