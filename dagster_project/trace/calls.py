"""Calls as the rules make them of lines: revisions, legs, how far each leg came, whose call it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from dagster_project.trace.clock import site_day, to_utc
from dagster_project.trace.identity import Identities, Identity
from dagster_project.trace.opened import Opened
from dagster_project.trace.rawstore import Line, Place, RawStore
from dagster_project.trace.revisions import History, histories, number
from dagster_project.trace.vocabulary import Meaning, Vocabulary

CallKey = tuple[str, str]
"""Key space, and linked_id or call_id."""
OUTCOMES = ("not_connected", "voicemail", "no_key_person", "too_short", "successful")


@dataclass
class Leg:
    """One leg in the revision that holds. `stage`: how far it came, an index of `OUTCOMES`."""

    history: History
    line: Line
    started: datetime
    day: date | None
    direction: str
    talk: Decimal
    disposition: Meaning
    result: Meaning
    identity: Identity
    is_connected: bool
    is_key_person: bool
    stage: int

    @property
    def order(self) -> tuple[datetime, str]:
        """Earlier legs first."""
        return self.started, self.line.get("call_id") or ""

    @property
    def has_far_end(self) -> bool:
        """Whether it leads outside to somebody."""
        return bool(self.identity.customer or self.identity.number) and self.direction != "internal"


@dataclass
class Call:
    """One call: its legs that hold, earliest first, and every line of it that does not."""

    key: CallKey
    legs: list[Leg]
    histories: list[History] = field(default_factory=list)

    @property
    def unit(self) -> str:
        """Its published id."""
        return self.key[1] if not self.key[0] else ":".join(self.key)

    @property
    def main(self) -> Leg:
        """The leg that gives rep, day and direction: the earliest that is not internal."""
        return min(self.legs, key=lambda leg: (leg.direction == "internal", *leg.order))

    @property
    def success(self) -> Leg | None:
        """The earliest leg that met every condition, of an outbound call."""
        found = [leg for leg in self.legs if leg.stage == len(OUTCOMES) - 1]
        return min(found, key=lambda leg: leg.order) if found and self.main.direction == "outbound" else None

    @property
    def outcome(self) -> str:
        """As far as the best leg came."""
        return OUTCOMES[max(leg.stage for leg in self.legs)]

    @property
    def is_connected(self) -> bool:
        """Whether any leg that is not internal was answered."""
        return any(leg.is_connected and leg.direction != "internal" for leg in self.legs)

    @property
    def talk(self) -> Decimal:
        """Seconds of talk of the connected legs that are not internal."""
        spoken = (leg.talk for leg in self.legs if leg.is_connected and leg.direction != "internal")
        return sum(spoken, Decimal(0))

    @property
    def identity(self) -> Identity:
        """Of the leg that succeeded, else of the earliest leg to the outside that has one."""
        chosen = min(
            self.legs,
            key=lambda leg: (
                leg.stage != len(OUTCOMES) - 1 or not leg.has_far_end,
                not leg.has_far_end,
                *leg.order,
            ),
        )
        return (
            chosen.identity if chosen.has_far_end else Identity(None, "no customer, no number: no identity")
        )


class Calls:
    """The calls behind lines of exports."""

    def __init__(self, opened: Opened, store: RawStore, identities: Identities) -> None:
        policy = opened.policy()
        self._store, self._identities = store, identities
        self._zone = policy.setting("time_zone") or "UTC"
        self._shortest = Decimal(policy.setting("min_talk_seconds") or 0)
        self._words = Vocabulary(policy)
        self._calls: dict[CallKey, Call] = {}
        self._asked: set[CallKey] = set()
        self._of_place: dict[Place, CallKey] = {}
        self._histories: dict[Place, History] = {}

    def learn(self, lines: Iterable[Line]) -> None:
        """Read every line of the calls that these lines belong to."""
        keys = {call_key(line) for line in lines} - self._asked
        self._asked |= keys
        found = self._lines_of(keys)
        known = histories(found)
        self._identities.learn([history.last for history in known.values()])
        groups: dict[CallKey, list[History]] = {}
        for history in known.values():
            for key in {call_key(verdict.line) for verdict in history.verdicts}:
                groups.setdefault(key, []).append(history)
        for key, group in groups.items():
            legs = [
                self._leg(history) for history in group if history.holds and call_key(history.holds) == key
            ]
            if key in keys and legs:
                self._calls[key] = Call(key, sorted(legs, key=lambda leg: leg.order), group)
            for history in group:
                for verdict in history.verdicts:
                    self._of_place[verdict.line.place] = call_key(history.last)
                    self._histories[verdict.line.place] = history

    def at(self, place: Place) -> Call | None:
        """The call that a line belongs to."""
        return self._calls.get(self._of_place.get(place, ("", "")))

    def history(self, line: Line) -> History | None:
        """All lines of the leg that a line, which was learnt, belongs to; None if it is not understood."""
        return self._histories.get(line.place)

    def _lines_of(self, keys: set[CallKey]) -> list[Line]:
        """Lines under these call keys, and other revisions of them under another linked id."""
        ids = sorted({key for _, key in keys})
        if not ids:
            return []
        lines = self._store.lines(self._store.keyed("calls", ("linked_id",), ids))
        ids += [line.get("call_id") or "" for line in lines.values()]
        lines |= self._store.lines(self._store.keyed("calls", ("call_id",), ids))
        spaces = {space for space, _ in keys}
        return [line for line in lines.values() if line.file.key_space in spaces]

    def _leg(self, history: History) -> Leg:
        line = history.last
        started = to_utc(line.get("started_at"), line.file.time_zone)
        day = site_day(started, self._zone)
        disposition = self._words.meaning("dispositions", line, day)
        result = self._words.meaning("results", line, day)
        identity = self._identities.of(line)
        is_connected = (
            bool(disposition.connected) and result.connected is not False and result.canonical != "voicemail"
        )
        no_result = line.get("result") is None or result.canonical == "none"
        is_key_person = identity.decides if no_result else result.canonical == "key_person"
        direction = (line.get("direction") or "outbound").lower()
        talk = number(line.get("talk_seconds")) or Decimal(0)
        stage = 1 if "voicemail" in {disposition.canonical, result.canonical} else 0
        if direction == "outbound" and is_connected:
            stage = 2 if not is_key_person else 3 if talk < self._shortest else 4
        started = started or datetime.min.replace(tzinfo=UTC)
        return Leg(
            history, line, started, day, direction, talk, disposition, result, identity,
            is_connected, is_key_person, stage,
        )  # fmt: skip


def call_key(line: Line) -> CallKey:
    """Which call a line says it belongs to."""
    return line.file.key_space, line.get("linked_id") or line.get("call_id") or ""
