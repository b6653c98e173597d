"""Claims of calls: activities of kind `call`, and whether the phone system knows a call like that."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

from tests.reference.calls import Call
from tests.reference.exports import Line, winners
from tests.reference.identity import Directory
from tests.reference.phones import e164
from tests.reference.policy import Policy, Row, in_force
from tests.reference.times import business_day, instant


def unverified_claims(
    landing: Path, policy: Policy, directory: Directory, calls: list[Call]
) -> Iterator[tuple[Row, Line, date]]:
    """Rule, claim and its day, of claims that no call bears out, from the first day of calls on."""
    first = min((call.day for call in calls), default=date.max)
    for claim in winners(landing, "activities", policy.site_zone):
        day = business_day(claim.values["occurred_at"], policy.site_zone)
        if claim.values["kind"] != "call" or day < first:
            continue
        for rule in policy.rows("findings", kind="unverified_claim"):
            mine = (call for call in calls if call.rep == claim.values["rep_id"])
            if in_force(rule, day) and not any(
                _bears_out(policy, rule, directory, claim, call) for call in mine
            ):
                yield rule, claim, day


def _bears_out(policy: Policy, rule: Row, directory: Directory, claim: Line, call: Call) -> bool:
    """To its number or its customer, within the minutes; without a time of day (midnight), on its day."""
    number, customer = e164(claim.get("phone")), directory.identity(claim)
    if not ((number and number == call.number) or (customer and customer == call.customer)):
        return False
    claimed = instant(claim.values["occurred_at"], policy.site_zone)
    local = claimed.astimezone(policy.site_zone)
    if local.time() == time(0):
        return call.day == local.date()
    return abs(call.started - claimed) <= timedelta(minutes=int(rule["minutes"]))
