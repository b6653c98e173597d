"""Compliance findings: what a person should look at, by the rules of findings.csv."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.reference.calls import Call
from tests.reference.claims import unverified_claims
from tests.reference.decisions import read_decisions
from tests.reference.exports import winners
from tests.reference.identity import Directory
from tests.reference.marks import do_not_call
from tests.reference.people import RepDay
from tests.reference.policy import Policy, Row, in_force

Found = tuple[Row, str, str, str, date]
"""Rule, call or activity, its id, rep, day."""
Table = dict[tuple[str, str], dict[str, Any]]


@dataclass
class Searcher:
    """Looks for what the policy has rules of. `calls`: all that are not internal, up to the as-of day."""

    landing: Path
    policy: Policy
    directory: Directory
    calls: list[Call]
    rep_days: list[RepDay]
    as_of: date

    def table(self) -> Table:
        """(kind, unit) -> the published finding, with what was decided about it."""
        decided = read_decisions(self.landing, self.policy)
        teams = {(one.rep, one.day): one.team for one in self.rep_days}
        rows: Table = {}
        for rule, unit, unit_id, rep, day in self._found():
            if not in_force(rule, day) or day > self.as_of:
                continue
            name = sha256(f"{rule['rule_id']}:{unit}:{unit_id}".encode()).hexdigest()
            finding = f"f-{name[:24]}"
            rows[rule["kind"], unit_id] = {
                "finding_id": finding,
                "rule_id": rule["rule_id"],
                "rep_id": rep,
                "day": day,
                "team_id": teams.get((rep, day)) or None,
                "unit": unit,
                "status": decided.get(("finding", rep, finding, None), "listed"),
            }
        return rows

    def _found(self) -> Iterator[Found]:
        outbound = [call for call in self.calls if call.outbound]
        for rule in self.policy.rows("findings"):
            for call in self._calls(rule, outbound):
                yield rule, "call", call.key, call.rep, call.day
        for rule, claim, day in unverified_claims(self.landing, self.policy, self.directory, self.calls):
            yield rule, "activity", claim.values["activity_id"], claim.values["rep_id"], day

    def _calls(self, rule: Row, outbound: list[Call]) -> list[Call]:
        kind = rule["kind"]
        if kind == "outside_hours":
            calendars = {(one.rep, one.day): one.calendar_id for one in self.rep_days}
            return [
                call
                for call in outbound
                if not _permitted(self.policy, call, calendars.get((call.rep, call.day), ""))
            ]
        if kind == "redial":
            return _redials(outbound, timedelta(minutes=int(rule["minutes"])))
        if kind == "short_key_person":
            least = int(rule["seconds"])
            return [call for call in outbound if call.reached and call.states_talk and call.talk < least]
        if kind == "do_not_call":
            marked = do_not_call(self.landing, self.directory, self.policy.site_zone)
            return [
                call
                for call in outbound
                if any(
                    since <= call.started and (until is None or call.started < until)
                    for since, until in marked.get(call.customer or "", [])
                )
            ]
        return self._after_leaving() if kind == "after_leaving" else []

    def _after_leaving(self) -> list[Call]:
        """In or out, after a leaving date, on a day on which no row of the rep's has him employed."""
        left: dict[str, list[date]] = defaultdict(list)
        for row in winners(self.landing, "roster", self.policy.site_zone):
            if row.get("left_on"):
                left[row.values["rep_id"]].append(date.fromisoformat(row.values["left_on"]))
        there = {(one.rep, one.day) for one in self.rep_days if not one.has_left}
        return [
            call
            for call in self.calls
            if any(call.day > day for day in left[call.rep]) and (call.rep, call.day) not in there
        ]


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
