"""Random activities: work logs in time and late, visits, claims of calls, and what was decided of them."""

from datetime import datetime, timedelta
from hashlib import sha256

from tests.random_scenarios.dealer import Dealer
from tests.random_scenarios.staff import Row

KINDS = ("call", "follow_up", "visit", "invitation", "callback")
OFF = (0, 30, 60, 61, -60)
"""Minutes between a claim and the call that it tells of."""


def activities(dealer: Dealer, calls: list[Row]) -> list[Row]:
    """Of people and companies by any of their names."""
    rng = dealer.rng
    found: list[Row] = []
    for rep in dealer.staff.reps:
        for day in dealer.staff.covered[rep]:
            if day.weekday() < 5 and rng.random() < 0.7:
                late = day + timedelta(days=rng.randint(1, 12))
                written_at = rng.choice(("", "", f"{late} 09:00:00"))
                found.append(_row(len(found), rep, "log", f"{day} 17:30:00", updated_at=written_at))
    for _ in range(rng.randint(15, 40)):
        rep, day = dealer.someday()
        about = rng.choice(({"customer_id": dealer.customer()}, {"contact_id": f"K{rng.randint(0, 6):02}"}))
        moment = rng.choice((dealer.moment(day), str(day)))
        text = rng.choice(("", "spoke", "spoke"))
        found.append(_row(len(found), rep, rng.choice(KINDS), moment, text=text, **about))
    told = [call for call in calls if call["rep_id"] in dealer.staff.reps and call.get("phone")]
    for call in rng.sample(told, k=min(25, len(told))):
        if call["started_at"] != "soon":
            at = datetime.fromisoformat(str(call["started_at"])) + timedelta(minutes=rng.choice(OFF))
            about = {"phone": str(call["phone"]), "text": rng.choice(("", "spoke"))}
            found.append(_row(len(found), str(call["rep_id"]), "call", at.isoformat(), **about))
    return found


def _row(number: int, rep: str, kind: str, occurred_at: str, **more: str) -> Row:
    return {"activity_id": f"A{number:04}", "rep_id": rep, "kind": kind, "occurred_at": occurred_at, **more}


def decisions(dealer: Dealer, acted: list[Row]) -> list[Row]:
    """About claims, whether they turn out to be findings or not; twice, or by whom they are about."""
    rng = dealer.rng
    found: list[Row] = []
    for claim in acted:
        if claim["kind"] != "call" or rng.random() < 0.4:
            continue
        name = f"unverified-claim:activity:{claim['activity_id']}"
        for _ in range(rng.choice((1, 1, 2))):
            found.append({
                "decision_id": f"D{len(found):02}", "about": "finding", "subject_id": claim["rep_id"],
                "reference": f"f-{sha256(name.encode()).hexdigest()[:24]}",
                "decision": rng.choice(("confirmed", "confirmed", "dismissed")),
                "decided_by": rng.choice(("boss", "boss", "boss", claim["rep_id"])),
                "decided_at": f"{dealer.days[-1]} {rng.randint(10, 11)}:00:00", "reason": "asked",
            })  # fmt: skip
    return found
