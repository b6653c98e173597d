"""Hold every publication against the record: manifests, files, order, and where `current` leads.

An edited, removed, added or replaced publication is named, the newest one and the link included. The log's
own chain comes first. What cannot be seen from inside is a log that lost its last lines together with the
publications that they speak of: the report bears the log's length and last hash, to be kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dagster_project.closing.check import check as check_closed
from dagster_project.closing.check import damaged
from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.keeping.state import EVERYTHING, Told, told
from dagster_project.publication.aside import MAKING, sha256_of
from dagster_project.publication.versions import (
    CURRENT,
    DATABASE_FILE,
    FOLDER,
    MANIFEST,
    MANIFESTS,
    ORIGINAL,
    Manifest,
    folder_name,
    folders,
    linked_version,
    read_manifest,
)
from dagster_project.record.log import check as check_log
from dagster_project.record.log import head
from dagster_project.upgrade.format import read_format

Digest = Callable[[Path], str]


@dataclass
class Report:
    """`problems`: what this product did not do; `notes`: what a cut-off run left and the next one ends."""

    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    versions: int = 0
    files: int = 0
    lines: int = 0
    head: str = ""

    def document(self) -> dict[str, Any]:
        """The report as JSON values."""
        return dict(vars(self))


class Hashes:
    """SHA-256 of files, each read once however many publications share it as a hard link."""

    def __init__(self, digest: Digest = sha256_of) -> None:
        self._digest = digest
        self._known: dict[tuple[int, int], str] = {}

    def __call__(self, path: Path) -> str:
        """Hex SHA-256 of the file's bytes."""
        stat = path.stat()
        key = stat.st_dev, stat.st_ino
        if key not in self._known:
            self._known[key] = self._digest(path)
        return self._known[key]


def check(home: Home, digest: Digest = sha256_of) -> Report:
    """Look at everything; `digest` may know hashes already."""
    report = Report(problems=check_log(home))
    report.lines, report.head = head(home)
    said = None if report.problems else told(home)
    if read_format(home) == 1:
        report.notes.append("an older version wrote this home; `scoreline upgrade` enters it into the log")
    found = _manifests(home, report)
    report.versions = len(found)
    if said is not None:
        _check_record(home, said, found, report)
    _check_followers(found, report)
    hashes = Hashes(digest)
    for manifest in found.values():
        _check_files(manifest, said or Told(), hashes, report)
    _check_current(home, said, report)
    _check_others(home, report)
    report.problems += check_closed(home) if said is not None else damaged(home)
    return report


def _manifests(home: Home, report: Report) -> dict[int, Manifest]:
    found = {}
    for version, folder in folders(home).items():
        try:
            found[version] = read_manifest(folder)
        except ScorelineError as error:
            report.problems.append(str(error))
        else:
            if found[version].version != version:
                report.problems.append(
                    f"{folder.name}: its manifest is that of version {found[version].version}: replaced"
                )
    return found


def _check_record(home: Home, said: Told, found: dict[int, Manifest], report: Report) -> None:
    """Every version that the log tells of is there with the manifest it tells of, and no other."""
    there, older = folders(home), read_format(home) == 1
    for version, recorded in said.published.items():
        name = folder_name(version)
        if version not in there:
            waiting = any(
                sha256_of(path) == recorded.manifest for path in home.published.glob(f"{MAKING}*/{MANIFEST}")
            )
            if waiting:
                report.notes.append(f"{name}: its run was cut off at the last step; the next run finishes it")
            else:
                report.problems.append(
                    f"{name}: removed: line {recorded.line} of the log tells of it, there is no folder"
                )
        elif version in found and found[version].chained_sha256 != recorded.manifest:
            report.problems.append(
                f"{name}/{MANIFEST}: edited or replaced: expected SHA-256 {recorded.manifest} (line "
                f"{recorded.line} of the log), found {found[version].chained_sha256}"
            )
    report.problems += [
        f"{folder_name(version)}: added: no line of the log tells of it"
        for version in there
        if version not in said.published and not (older and version in found and _is_older(found[version]))
    ]
    _check_forgotten(said, found, report)


def _is_older(manifest: Manifest) -> bool:
    """Whether a home without a log made it: the format of manifests grew with the log."""
    return int(manifest.content.get("format", 1)) == 1


def _check_forgotten(said: Told, found: dict[int, Manifest], report: Report) -> None:
    """A manifest that differs from the one published is the one that `forget` recorded, and no other."""
    for version, manifest in found.items():
        rewritten, expected = (manifest.folder / ORIGINAL).exists(), said.forgotten.get(version)
        if expected == manifest.sha256 or (expected is None and not rewritten):
            continue
        if expected is not None and not rewritten:
            report.notes.append(f"{manifest.folder.name}: `forget` was cut off; the next run finishes it")
        else:
            report.problems.append(
                f"{manifest.folder.name}/{MANIFEST}: rewritten: expected SHA-256 {expected or 'as published'}"
                f" (`scoreline log --event forgotten`), found {manifest.sha256}"
            )


def _check_followers(found: dict[int, Manifest], report: Report) -> None:
    """Every manifest bears the hash of the one that was current when it was made."""
    for manifest in found.values():
        before = manifest.content.get("previous")
        earlier = found.get(before["version"]) if before else None
        if before and earlier is not None and earlier.chained_sha256 != before["sha256"]:
            report.problems.append(
                f"{earlier.folder.name}/{MANIFEST}: edited or replaced: expected SHA-256 {before['sha256']} "
                f"(kept by {manifest.folder.name}), found {earlier.chained_sha256}"
            )


def _check_files(manifest: Manifest, said: Told, hashes: Hashes, report: Report) -> None:
    """Every file that the manifest names is there with its bytes, pruned ones apart, and no other file."""
    removed, name = said.pruned.get(manifest.version), manifest.folder.name
    expected = {entry["path"]: entry for entry in manifest.files()}
    found = {
        path.relative_to(manifest.folder).as_posix(): path
        for path in manifest.folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    for path in {*MANIFESTS} & found.keys():
        del found[path]
    pruned = set(expected) if removed == EVERYTHING else {DATABASE_FILE} if removed else set()
    if left := pruned & found.keys():
        report.notes.append(f"{name}: {len(left)} pruned files are still there; the next run removes them")
    for path in sorted(expected.keys() - found.keys() - pruned):
        report.problems.append(f"{name}/{path}: removed: the manifest names it, there is no file")
    for path in sorted(found.keys() - expected.keys()):
        report.problems.append(f"{name}/{path}: added: the manifest does not name it")
    for path in sorted(expected.keys() & found.keys() - pruned):
        report.files += 1
        sha256 = "a link" if found[path].is_symlink() else hashes(found[path])
        if sha256 != expected[path]["sha256"]:
            report.problems.append(
                f"{name}/{path}: edited or replaced: expected SHA-256 {expected[path]['sha256']}, "
                f"found {sha256}"
            )


def _check_current(home: Home, said: Told | None, report: Report) -> None:
    link, linked = home.published / CURRENT, linked_version(home)
    if not link.is_symlink():
        if link.exists() or folders(home):
            report.problems.append(f"{CURRENT}: expected a link to a version, found none")
    elif linked is None or not (home.published / folder_name(linked) / MANIFEST).is_file():
        report.problems.append(f"{CURRENT}: expected a link to a version, found one to {link.readlink()}")
    elif said is not None and said.current is not None and linked != said.current:
        report.problems.append(
            f"{CURRENT}: expected version {said.current} (line {said.current_line} of the log), found "
            f"version {linked}; a run that was cut off leaves this too, and the next run moves it"
        )


def _check_others(home: Home, report: Report) -> None:
    for path in sorted(home.published.iterdir()) if home.published.is_dir() else []:
        if path.name.startswith(MAKING):
            report.notes.append(f"{path.name}: of a run that is at work, or was cut off")
        elif path.name != CURRENT and not FOLDER.fullmatch(path.name):
            report.problems.append(f"{path.name}: added: no publication bears such a name")
