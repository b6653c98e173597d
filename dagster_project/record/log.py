"""The log `<home>/record/log.jsonl`: one JSON line per act, each bearing the hash of the line before.

Whatever changes what readers see, or shows what is usually hidden, leaves a line: publications, rollbacks,
closing and reopening of months, appeals, exports, prunings, restores, forgetting, every `--reveal`. Lines are
appended under a lock and brought to the disk; an edited, removed or inserted line breaks the chain.
"""

from __future__ import annotations

import fcntl
import getpass
import hashlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dagster_project.errors import ScorelineError
from dagster_project.home import Home

EVENTS = (
    "published", "rolled_back", "closed", "reopened", "appeal_opened", "appeal_decided", "exported", "pruned",
    "backed_up", "restored", "upgraded", "revealed", "forgotten",
)  # fmt: skip
"""What the log tells of."""
FIRST = "0" * 64
"""What the first line bears in place of a hash."""


@dataclass(frozen=True)
class Entry:
    """One line: `at` is UTC (ISO, seconds), `by` a person or account, `facts` what the act was about."""

    no: int
    at: str
    by: str
    event: str
    why: str | None
    facts: dict[str, Any]


def path_of(home: Home) -> Path:
    """The log's file."""
    return home.root / "record" / "log.jsonl"


def append(home: Home, event: str, *, by: str | None = None, why: str | None = None, **facts: Any) -> Entry:
    """Add a line; `by` blank is the account that runs this process. Facts are JSON values.

    Raises ScorelineError if the log is damaged: nothing is added behind a broken chain.
    """
    path = path_of(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        lines = _whole_lines(path, file.read())
        if problems := _broken(lines):
            raise ScorelineError(f"{path}: {problems[0]}; restore it from a backup")
        now = datetime.now(UTC).replace(microsecond=0).isoformat()
        entry = Entry(len(lines) + 1, now, by or account(), event, why, facts)
        previous = _sha256(lines[-1]) if lines else FIRST
        text = json.dumps({**vars(entry), "previous": previous}, ensure_ascii=False, sort_keys=True)
        file.truncate(sum(len(line) + 1 for line in lines))
        file.write(text.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return entry


def read(home: Home, *events: str) -> list[Entry]:
    """Every entry, oldest first, or those of the named events. Raises ScorelineError for a broken chain."""
    path = path_of(home)
    if not path.exists():
        return []
    lines = _whole_lines(path, path.read_bytes())
    if problems := _broken(lines):
        raise ScorelineError(f"{path}: {problems[0]}; restore it from a backup")
    entries = [_entry(line) for line in lines]
    return [entry for entry in entries if not events or entry.event in events]


def check(home: Home) -> list[str]:
    """What is wrong with the log, a sentence each; empty if the chain holds."""
    path = path_of(home)
    if not path.exists():
        return []
    try:
        return [f"{path}: {problem}" for problem in _broken(_whole_lines(path, path.read_bytes()))]
    except ScorelineError as error:
        return [str(error)]


def head(home: Home) -> tuple[int, str]:
    """How many lines the log has, and the hash that the next one will bear: kept elsewhere, they prove
    that no line was taken from its end.
    """
    path = path_of(home)
    lines = _whole_lines(path, path.read_bytes()) if path.exists() else []
    return len(lines), _sha256(lines[-1]) if lines else FIRST


def account() -> str:
    """Who runs this process, as far as the machine knows."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user in a bare container
        return "unknown"


def _whole_lines(path: Path, content: bytes) -> list[bytes]:
    """The lines; a last one without its end was cut short by a kill and never became part of the log."""
    *lines, rest = content.split(b"\n")
    if rest and len(lines) == 0 and not rest.startswith(b"{"):
        raise ScorelineError(f"{path}: expected JSON lines, found something else; restore it from a backup")
    return lines


def _broken(lines: list[bytes]) -> list[str]:
    problems, previous = [], FIRST
    for number, line in enumerate(lines, 1):
        try:
            told = json.loads(line)
            found, no = told["previous"], told["no"]
        except (ValueError, KeyError, TypeError):
            problems.append(f"line {number} is not an entry of the log")
        else:
            if found != previous or no != number:
                problems.append(
                    f"line {number} does not follow the line before it: a line was edited, added or removed"
                )
        previous = _sha256(line)
    return problems


def _entry(line: bytes) -> Entry:
    told = json.loads(line)
    return Entry(told["no"], told["at"], told["by"], told["event"], told["why"], told["facts"])


def _sha256(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
