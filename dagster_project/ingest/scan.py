"""What lies in the landing folder, and whether any of it is new. Light: the sensor asks this every few
seconds.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dagster_project.errors import UsageError
from dagster_project.home import Home
from dagster_project.ingest.aside import written_aside

UNFINISHED = (".part", ".tmp", ".partial", ".filepart", ".crdownload", ".download")
IGNORED = ("thumbs.db", "desktop.ini")
REASONS = ".reasons."
PACKAGE = Path(__file__).resolve().parent.parent

Stat = list[int]


@dataclass(frozen=True)
class Found:
    """A landed file: its path below the landing folder (`/` between the parts) and its state when it was
    seen.
    """

    name: str
    path: Path
    stat: tuple[int, int, int, int]

    @property
    def mtime_ns(self) -> int:
        """Modification time in nanoseconds since 1970."""
        return self.stat[1]

    def unchanged(self) -> bool:
        """Whether the file is still in the state in which it was seen."""
        try:
            return state(self.path.stat(follow_symlinks=False)) == self.stat
        except FileNotFoundError:
            return False


@dataclass
class Walk:
    """Files in order of their names, unfinished ones, and what cannot be taken."""

    files: list[Found] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def state(stat: os.stat_result) -> tuple[int, int, int, int]:
    """Size, modification and change time, and inode: a file with the same ones holds the same bytes."""
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def walk(landing: Path) -> Walk:
    """Look through the landing folder; raises UsageError when there is none."""
    if not landing.is_dir():
        raise UsageError(
            f"The landing folder {landing} does not exist; make it or name another with --landing"
        )
    found = Walk()
    _walk(landing, "", found)
    found.files.sort(key=lambda file: file.name)
    found.waiting.sort()
    found.problems.sort()
    return found


def _walk(folder: Path, prefix: str, found: Walk) -> None:
    try:
        entries = list(os.scandir(folder))
    except OSError as error:
        found.problems.append(
            f"{prefix or '.'}: cannot be opened ({error.strerror}); give the job the right to read it"
        )
        return
    for entry in entries:
        name = prefix + entry.name
        lower = entry.name.lower()
        about = _is_about(lower) and entry.is_file(follow_symlinks=False)
        if lower.startswith((".", "~$")) or lower in IGNORED or about:
            continue
        if not _encodable(name):
            shown = name.encode("utf-8", "backslashreplace").decode()
            found.problems.append(f"{shown}: the name is not UTF-8; rename the file")
        elif entry.is_symlink():
            found.problems.append(f"{name}: a symbolic link is not followed; put the file itself here")
        elif entry.is_dir():
            _walk(Path(entry.path), f"{name}/", found)
        elif not entry.is_file():
            found.problems.append(f"{name}: neither a file nor a folder; remove it")
        elif lower.endswith(UNFINISHED):
            found.waiting.append(name)
        else:
            try:
                found.files.append(Found(name, Path(entry.path), state(entry.stat(follow_symlinks=False))))
            except FileNotFoundError:
                found.waiting.append(name)


def _is_about(name: str) -> bool:
    """Whether a file tells about the others: a readme, or the reasons beside a correction."""
    return name == "readme" or name.startswith("readme.") or (name.startswith("readme-") and REASONS in name)


def _encodable(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def settings_hash(sources_file: Path) -> str:
    """SHA-256 over all that says how files are taken: sources, layouts, entities, reader version."""
    digest = hashlib.sha256()
    for path in _settings_files(sources_file):
        content = path.read_bytes() if path.exists() else b""
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _settings_files(sources_file: Path) -> Iterator[Path]:
    yield sources_file
    for folder in (sources_file.parent / "layouts", PACKAGE / "layouts", PACKAGE / "entities"):
        yield from sorted(folder.glob("*.yml"))
    yield PACKAGE / "ingest" / "declared" / "layout.py"


class StatCache:
    """Remembers the SHA-256 of files by their state, so that an unchanged folder is not hashed again.

    Kept under `<home>/cache`; it may be deleted at any moment.
    """

    def __init__(self, home: Home, landing: Path) -> None:
        label = hashlib.sha256(str(landing.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:12]
        self._path = home.cache / f"landing-{label}.json"
        self.settings = ""
        self._files: dict[str, tuple[Stat, str]] = {}
        try:
            data = json.loads(self._path.read_bytes())
            self._files = {name: (stat, sha) for name, (stat, sha) in data["files"].items()}
            self.settings = data["settings"]
        except FileNotFoundError:
            pass
        except (ValueError, KeyError, TypeError, AttributeError):
            self._files = {}  # a damaged cache costs time only

    def sha256(self, file: Found) -> str | None:
        """The remembered hash ('' for a file that was looked at and not taken), None if it is not known."""
        stat, sha = self._files.get(file.name, ([], ""))
        return sha if stat == list(file.stat) else None

    def save(self, settings: str, files: dict[str, tuple[Found, str]]) -> None:
        """Remember exactly these files."""
        rows = {name: (list(file.stat), sha) for name, (file, sha) in sorted(files.items())}
        with written_aside(self._path) as aside:
            aside.write_text(json.dumps({"settings": settings, "files": rows}), encoding="utf-8")


def changed(home: Home, landing: Path, sources_file: Path) -> bool:
    """Whether a run would find something new: a file not seen in this state, or changed sources or layouts.

    True as well when the cache was deleted. Raises UsageError when the landing folder does not exist.
    """
    cache = StatCache(home, landing)
    files = walk(landing).files
    if not cache.settings and not files:
        return False
    if cache.settings != settings_hash(sources_file):
        return True
    return any(cache.sha256(file) is None for file in files)
