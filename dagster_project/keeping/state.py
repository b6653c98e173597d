"""What the record log says of the publications: which there are, which is current, what was pruned.

The log is the authority, the folder is held against it: a publication exists from its line `published` on,
and `current` leads where the last of `published`, `rolled_back` and `upgraded` says.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dagster_project.errors import UsageError
from dagster_project.home import Home
from dagster_project.publication.versions import Manifest, folder_name, folders, linked_version
from dagster_project.record.log import Entry, read

DATABASE, EVERYTHING = "database", "everything"
"""What `pruned` may say was removed: `scoreline.duckdb` alone, or all but `manifest.json`."""


@dataclass(frozen=True)
class Recorded:
    """One publication as the log tells of it: the SHA-256 of its manifest, and the line that says so."""

    version: int
    manifest: str
    tables_hash: str
    line: int


@dataclass
class Told:
    """The log read from its first line to its last.

    `rolled_back` are the later versions that a person led readers away from since the last publication.
    `forgotten` has the SHA-256 of the manifest of each version that was rewritten to remove somebody.
    """

    published: dict[int, Recorded] = field(default_factory=dict)
    current: int | None = None
    current_line: int = 0
    rolled_back: list[int] = field(default_factory=list)
    pruned: dict[int, str] = field(default_factory=dict)
    forgotten: dict[int, str] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        """Go on by one line."""
        facts = entry.facts
        if entry.event == "published":
            version = int(facts["version"])
            self.published[version] = Recorded(version, facts["manifest"], facts["tables_hash"], entry.no)
            self._lead(version, entry.no)
            self.rolled_back = []
        elif entry.event == "rolled_back":
            self.rolled_back = [v for v in [*self.rolled_back, facts["from"]] if v > facts["to"]]
            self._lead(facts["to"], entry.no)
        elif entry.event == "upgraded" and facts.get("current") is not None:
            self._lead(facts["current"], entry.no)
        elif entry.event == "pruned":
            self.pruned |= {one["version"]: one["removed"] for one in facts["versions"]}
        elif entry.event == "forgotten":
            for name, hashes in facts["manifests"].items():
                self.forgotten[int(name.removeprefix("v"))] = hashes["is"]

    def _lead(self, version: int, line: int) -> None:
        self.current, self.current_line = version, line


def told(home: Home) -> Told:
    """What the log says. Raises ScorelineError for a broken chain."""
    found = Told()
    for entry in read(home):
        found.take(entry)
    return found


def next_version(home: Home) -> int:
    """A number that no publication of this home ever had, whether or not its folder is still there."""
    return 1 + max([*told(home).published, *folders(home)], default=0)


def unsettled(home: Home) -> bool:
    """Whether `current` does not lead where the log says; the next holder of the lock moves it there."""
    said = told(home)
    if said.current is None:
        return False
    return linked_version(home) != said.current


def require_whole(home: Home, manifest: Manifest, what: str, *, database: bool = False) -> None:
    """Raise UsageError if the version's tables (or its `scoreline.duckdb`) were pruned."""
    removed = told(home).pruned.get(manifest.version)
    if removed == EVERYTHING or (removed and database):
        gone = "its tables" if removed == EVERYTHING else "its scoreline.duckdb"
        raise UsageError(
            f"{what}: {gone} {'were' if removed == EVERYTHING else 'was'} pruned from "
            f"{folder_name(manifest.version)} (`scoreline log --event pruned` says when and by whom); "
            "take a version that `scoreline versions` calls whole, or restore a backup beside this home"
        )


def set_aside(version: int, stays: int) -> str:
    """What a run says that could only make a publication again from which a person led readers away."""
    return (
        f"nothing is new since version {version}, and version {version} was rolled back: version {stays} "
        f"stays the current one. Mend what was wrong with it and run again, or make it current again with "
        f"`scoreline rollback {version}`"
    )
