"""A landing folder at an address: its objects lie below `<home>/cache`, where a run reads them as files.

Names are those below the address, so exports keep their identity when they move to object storage. What is
there already is recognised by its entity tag and size. The cache may be deleted: everything is fetched
again then.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path, PurePosixPath

from dagster_project.home import Home
from dagster_project.ingest.aside import written_aside
from dagster_project.object_store.address import parse
from dagster_project.object_store.bucket import Bucket, Listed, each
from dagster_project.object_store.faults import Overtaken

Known = dict[str, list[str | int]]
"""Entity tag and size by name."""


def folder_of(home: Home, address: str) -> Path:
    """Where the objects of a landing address lie as files."""
    return home.cache / "landing" / hashlib.sha256(address.encode()).hexdigest()[:12]


class LandingMirror:
    """The objects of a landing address and the files that they became."""

    def __init__(self, home: Home, address: str) -> None:
        self._bucket = Bucket(parse(address, "--landing"))
        self.folder = folder_of(home, address)
        self._index = self.folder.with_suffix(".json")

    def changed(self) -> bool:
        """Whether an object came, changed or went since the last `bring`; fetches nothing."""
        return self._listed()[1] != self._known()

    def state(self) -> str:
        """SHA-256 over what is listed."""
        return hashlib.sha256(json.dumps(self._listed()[1], sort_keys=True).encode()).hexdigest()

    def bring(self) -> list[str]:
        """Make the folder hold what the address lists; sentences for what could not be taken.

        An object that changes between list and read stays what it was in the folder until the next run.
        """
        objects, listed = self._listed()
        self.folder.mkdir(parents=True, exist_ok=True)
        known = self._known()
        there = {
            name
            for name, told in listed.items()
            if known.get(name) == told and (self.folder / name).is_file()
        }
        coming = sorted(set(listed) - there)
        missed = {name for name in each(lambda name: self._fetch(objects[name]), coming) if name}
        for path in [path for path in self.folder.rglob("*") if path.is_file()]:
            if path.relative_to(self.folder).as_posix() not in listed:
                path.unlink()
        self._save({name: told for name, told in listed.items() if name not in missed})
        return [
            f"{self._bucket.address}/{name}: changed while it was read; it waits for the next run"
            for name in sorted(missed)
        ] + [
            f"{self._bucket.address}/{name}: not a name that a file can have; give the object another"
            for name in sorted(set(objects) - set(listed))
            if not name.endswith("/")
        ]

    def give(self) -> None:
        """Put there what was written into the folder: the adjustment of an approved appeal."""
        _, listed = self._listed()
        for path in sorted(path for path in self.folder.rglob("*") if path.is_file()):
            name = path.relative_to(self.folder).as_posix()
            if name not in listed:
                self._bucket.write(name, path.read_bytes(), instead_of=None)

    def _listed(self) -> tuple[dict[str, Listed], Known]:
        objects = {one.name: one for one in self._bucket.listed()}
        return objects, {name: [one.etag, one.bytes] for name, one in objects.items() if _fits(name)}

    def _fetch(self, one: Listed) -> str | None:
        """The name if the object is no longer the one that was listed."""
        target = self.folder / one.name
        try:
            self._bucket.fetch(one.name, target, one.etag)
        except Overtaken:
            return one.name
        written = one.modified.timestamp()
        os.utime(target, (written, written))
        return None

    def _known(self) -> Known:
        try:
            found: Known = json.loads(self._index.read_bytes())
        except (FileNotFoundError, ValueError):
            return {}
        return found

    def _save(self, known: Known) -> None:
        with written_aside(self._index) as aside:
            aside.write_text(json.dumps(known), encoding="utf-8")


def _fits(name: str) -> bool:
    """Whether an object's name is one of a file below a folder."""
    parts = PurePosixPath(name).parts
    return bool(parts) and ".." not in parts and "/".join(parts) == name and "\0" not in name
