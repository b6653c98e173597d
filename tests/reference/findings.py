"""Compliance findings: calls outside permitted hours, and redials of one number."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from tests.reference.calls import Call
from tests.reference.people import RepDay
from tests.reference.policy import Policy, in_force

Found = dict[tuple[str, str], dict[str, object]]


def find_calls(policy: Policy, calls: list[Call], rep_days: list[RepDay], as_of: date) -> Found:
    """(kind, call) -> rep and day, for the kinds that the policy has rules of."""
    calendars = {(one.rep, one.day): one.calendar_id for one in rep_days}
    outbound = [call for call in calls if call.outbound and call.day <= as_of]
    found: Found = {}
    for rule in policy.rows("findings"):
        chosen = []
        if rule["kind"] == "outside_hours":
            chosen = [
                call
                for call in outbound
                if not _permitted(policy, call, calendars.get((call.rep, call.day), ""))
            ]
        elif rule["kind"] == "redial":
            chosen = _redials(outbound, timedelta(minutes=int(rule["minutes"])))
        for call in chosen:
            if in_force(rule, call.day):
                found[rule["kind"], call.key] = {"rep_id": call.rep, "day": call.day, "status": "listed"}
    return found


def _permitted(policy: Policy, call: Call, calendar_id: str) -> bool:
    kind = _day_kind(policy, calendar_id, call.day)
    hours = [row for row in policy.rows("permitted_hours") if in_force(row, call.day)]
    at = call.started.astimezone(policy.site_zone).time()
    return not hours or any(
        time.fromisoformat(row["from_time"]) <= at < time.fromisoformat(row["to_time"])
        for row in hours
        if row["day_kind"] == kind
    )


def _day_kind(policy: Policy, calendar_id: str, day: date) -> str:
    if policy.is_working_day(calendar_id, day):
        return "working_day"
    named = [
        row
        for row in policy.rows("calendar", date=day.isoformat())
        if row.get("calendar_id", "") == calendar_id and row.get("name")
    ]
    saturday = 5
    return "holiday" if named or day.weekday() < saturday else "weekend"


def _redials(calls: list[Call], within: timedelta) -> list[Call]:
    last: dict[tuple[str, date, str], datetime] = {}
    by_number: dict[tuple[str, date, str], list[Call]] = defaultdict(list)
    for call in calls:
        if call.number:
            by_number[call.rep, call.day, call.number].append(call)
    found = []
    for key, group in by_number.items():
        for call in sorted(group, key=lambda one: (one.started, one.key)):
            if key in last and call.started - last[key] <= within:
                found.append(call)
            last[key] = call.started
    return found
