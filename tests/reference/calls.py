"""Calls: legs put together, and what each call is counted as."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tests.reference.exports import Line, winners
from tests.reference.identity import Directory
from tests.reference.phones import e164
from tests.reference.policy import Policy, in_force, truth
from tests.reference.times import business_day, instant


@dataclass(frozen=True)
class Call:
    """One call with all its legs. `customer` is None where nobody can be named; `talk` is that of the legs to
    the outside that were connected, `ring` of the first of them that says so; `human`: a person
    answered. `reached`: one leg reached the key person, however short; `states_talk`: a leg says how long
    the talk was.
    """

    key: str
    rep: str
    day: date
    outbound: bool
    successful: bool
    customer: str | None
    connected: bool
    talk: int
    started: datetime
    number: str | None
    human: bool = False
    ring: int | None = None
    reached: bool = False
    states_talk: bool = False


def direction(leg: Line) -> str:
    """Blank is outbound."""
    return leg.get("direction") or "outbound"


def talk_seconds(leg: Line) -> int:
    """Blank is 0."""
    return int(leg.get("talk_seconds") or "0")


def mapped(policy: Policy, table: str, value: str | None, day: date) -> dict[str, str] | None:
    """The vocabulary row for a value, None where the policy knows none: the source's own goes before its
    layout's, that before the general one. Here every call comes from one source.
    """
    for source in ("calls", "canonical", ""):
        for row in policy.rows(table, value=value or "", source=source):
            if in_force(row, day):
                return row
    return None


class LegJudge:
    """Decides whether one leg by itself is a successful call."""

    def __init__(self, policy: Policy, directory: Directory) -> None:
        self.policy = policy
        self.directory = directory
        self.min_talk = int(policy.setting("min_talk_seconds", "0"))

    def succeeds(self, leg: Line) -> bool:
        """Outbound, connected, long enough, and a key person was reached."""
        return self.reaches(leg) and talk_seconds(leg) >= self.min_talk

    def reaches(self, leg: Line) -> bool:
        """Outbound, connected, and a key person was reached."""
        return direction(leg) == "outbound" and self.connected(leg) and self._reached_key_person(leg)

    def _result(self, leg: Line) -> str | None:
        """Canonical result, None for blank and `none`; an unmapped one stays what it is."""
        written = leg.get("result")
        if not written:
            return None
        row = mapped(self.policy, "results", written, self._day(leg))
        canonical = row["canonical"] if row else f"unmapped: {written}"
        return None if canonical == "none" else canonical

    def connected(self, leg: Line) -> bool:
        """Whether the line was answered."""
        if self._result(leg) == "voicemail":
            return False
        row = mapped(self.policy, "dispositions", leg.get("disposition"), self._day(leg))
        if row is None or row["canonical"] == "voicemail":
            return False
        stated = truth(row.get("connected"))
        return row["canonical"] == "connected" if stated is None else stated

    def human_answered(self, leg: Line) -> bool:
        """Whether a person answered: the result's word goes before the disposition's."""
        if not self.connected(leg):
            return False
        found = [
            mapped(self.policy, table, leg.get(column), self._day(leg))
            for table, column in (("results", "result"), ("dispositions", "disposition"))
        ]
        stated = [truth(row.get("human_answered")) for row in found if row]
        said = next((one for one in stated if one is not None), None)
        return bool(found[1] and found[1]["canonical"] == "connected") if said is None else said

    def _reached_key_person(self, leg: Line) -> bool:
        result = self._result(leg)
        if result is not None:
            return result == "key_person"
        contact = self.directory.contact_reached(leg)
        return bool(contact and truth(contact.get("is_decision_maker")))

    def _day(self, leg: Line) -> date:
        return business_day(leg.values["started_at"], self.policy.site_zone)


def _known(leg: Line) -> bool:
    """Whether a leg says who was at its far end: it is the call's number that counts."""
    return bool(leg.get("customer_id") or e164(leg.get("phone")))


def read_calls(landing: Path, policy: Policy, directory: Directory) -> list[Call]:
    """One call per linked_id, else call_id; calls of internal legs alone are left out."""
    zone = policy.site_zone
    legs_of_call: dict[str, list[Line]] = defaultdict(list)
    for leg in winners(landing, "calls", zone):
        legs_of_call[leg.get("linked_id") or leg.values["call_id"]].append(leg)
    judge = LegJudge(policy, directory)
    calls = []
    for key, legs in legs_of_call.items():
        outside = sorted(
            (leg for leg in legs if direction(leg) != "internal"),
            key=lambda leg: (instant(leg.values["started_at"], zone), leg.values["call_id"]),
        )
        if not outside:
            continue
        first = outside[0]
        outbound = direction(first) == "outbound"
        good = [leg for leg in outside if judge.succeeds(leg)]
        answered = [leg for leg in outside if judge.connected(leg)]
        identities = [directory.identity(leg) for leg in good[:1] + outside]
        calls.append(
            Call(
                key=key,
                rep=first.values["rep_id"],
                day=business_day(first.values["started_at"], zone),
                outbound=outbound,
                successful=outbound and bool(good),
                customer=next((one for one in identities if one), None),
                connected=bool(answered),
                talk=sum(talk_seconds(leg) for leg in answered),
                started=instant(first.values["started_at"], zone),
                number=next((e164(leg.get("phone")) for leg in good[:1] + outside if _known(leg)), None),
                human=any(judge.human_answered(leg) for leg in answered),
                ring=next((int(ring) for leg in answered if (ring := leg.get("ring_seconds"))), None),
                reached=outbound and any(judge.reaches(leg) for leg in outside),
                states_talk=any(leg.get("talk_seconds") for leg in outside),
            )
        )
    return calls
