"""Random calls with their legs."""

from datetime import date
from random import Random

from tests.random_scenarios.clock import written
from tests.random_scenarios.crm import Crm, spelled
from tests.random_scenarios.staff import Row, Staff

DISPOSITIONS = ("connected", "connected", "answered", "no_answer", "busy", "voicemail", "failed", "odd word")
RESULTS = (
    "key_person",
    "key_person",
    "boss",
    "",
    "",
    "other_person",
    "voicemail",
    "none",
    "refused",
    "odd word",
)


class CallMaker:
    """Makes the legs of one call after the other, each with an id of its own."""

    def __init__(self, rng: Random, zone: str, staff: Staff, crm: Crm, prefix: str) -> None:
        self.rng = rng
        self.zone = zone
        self.staff = staff
        self.crm = crm
        self.prefix = prefix
        self.made = 0

    def calls_of(self, days: list[date]) -> list[Row]:
        """The legs of these days' calls; the first rep calls on every day, so that no night looks lost."""
        legs: list[Row] = []
        for day in days:
            for rep in self.staff.reps:
                first = rep == self.staff.reps[0]
                if first or (day in self.staff.covered[rep] and self.rng.random() < 0.8):
                    busiest = 2 if day.weekday() >= 5 else 7
                    for _ in range(self.rng.randint(1 if first else 0, busiest)):
                        legs += self._call(rep, day)
        if len(legs) > 200:
            legs += self._call("nobody", self.rng.choice(days))
        return legs

    def outcome(self) -> Row:
        """What a phone system and a rep say of a leg."""
        return {
            "disposition": self.rng.choice(DISPOSITIONS),
            "talk_seconds": self.rng.choice(("", "0", "19", "20", "34", "35", "400")),
            "result": self.rng.choice(RESULTS),
        }

    def _call(self, rep: str, day: date) -> list[Row]:
        legs = [self._leg(rep, day)]
        kind = self.rng.random()
        if kind < 0.1:
            there = [one for one in self.staff.reps if day in self.staff.covered[one]]
            legs.append(self._leg(self.rng.choice(there or [rep]), day))
            key = self.rng.choice((legs[0]["call_id"], f"{self.prefix}linked{self.made}"))
            for leg in legs:
                leg["linked_id"] = key
            if key == legs[0]["call_id"]:
                legs[0]["linked_id"] = ""
        elif kind < 0.2:
            legs[0]["direction"] = self.rng.choice(("inbound", "internal"))
        return legs

    def _leg(self, rep: str, day: date) -> Row:
        self.made += 1
        far_end = {
            "phone": spelled(self.rng, self.rng.choice(self.crm.numbers)) if self.rng.random() < 0.8 else "",
            "customer_id": self._one_of(self.crm.customers, "customer_id", 0.3),
            "contact_id": self._one_of(self.crm.contacts, "contact_id", 0.2),
        }
        return {
            "call_id": f"{self.prefix}{self.made:05}",
            "rep_id": rep,
            "started_at": written(self.rng, self.zone, day),
            "direction": self.rng.choice(("", "outbound")),
            **far_end,
            **self.outcome(),
        }

    def _one_of(self, rows: list[Row], column: str, share: float) -> object:
        if self.rng.random() > share:
            return ""
        return self.rng.choice([*(row[column] for row in rows), "unknown"])
