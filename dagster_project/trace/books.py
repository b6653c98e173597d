"""The raw side of a trace: lines, calls, opportunities and people as one version of the policy knew them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from dagster_project.publication.versions import folder_name, read_manifest
from dagster_project.trace.calls import Calls
from dagster_project.trace.identity import Identities
from dagster_project.trace.opened import Opened
from dagster_project.trace.opportunities import Opportunities
from dagster_project.trace.rawstore import Line, Place, RawStore
from dagster_project.trace.records import Records


class Books:
    """What is known of raw lines. Closed days are known as the version that closed them knew them."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.store = RawStore(opened)
        self.identities = Identities(opened, self.store)
        self.calls = Calls(opened, self.store, self.identities)
        self.opportunities = Opportunities(opened, self.store, self.identities)
        self.records = Records(self.store)
        self._lines: dict[Place, Line] = {}
        self._closed: dict[int, Books] = {}

    def of(self, closed_in: int | None) -> Books:
        """The books of the version that closed a day; these for an open one."""
        if closed_in is None or closed_in == self.opened.version:
            return self
        if closed_in not in self._closed:
            home, engine = self.opened.home, self.opened.connection
            manifest = read_manifest(home.published / folder_name(closed_in))
            self._closed[closed_in] = Books(Opened(home, manifest, engine))
        return self._closed[closed_in]

    def every(self) -> list[Books]:
        """These books and those of the versions that closed a day."""
        return [self, *self._closed.values()]

    def learn(self, places: Iterable[Place]) -> None:
        """Read these lines and all that belongs to them, at once."""
        missing = set(places) - self._lines.keys()
        found = self.store.lines(missing)
        self._lines |= found
        self.calls.learn([line for line in found.values() if line.file.entity == "calls"])
        self.opportunities.learn([line for line in found.values() if line.file.entity == "opportunities"])
        self.records.learn([line for line in found.values() if line.file.entity != "calls"])

    def line(self, place: Place) -> Line | None:
        """A line that was learnt; None for one that the raw store no longer has."""
        return self._lines.get(place)

    @cached_property
    def zone(self) -> str:
        """The site's time zone."""
        return self.opened.policy().setting("time_zone") or "UTC"
