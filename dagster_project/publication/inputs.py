"""What a publication was made from, named by hashes, so that it can be made again from the same.

The raw store only grows, so the segments of the ledger that a run had read name every delivery as it was
then; closed months are named by the hash of their `closed.json`. The key of the hash of numbers is a secret:
a publication bears its hash alone, the key itself is kept under `<home>/keys/`, readable to its owner only.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.ingest.aside import written_aside
from dagster_project.ingest.declared.layout import READER_VERSION
from dagster_project.ingest.ledger import segments
from dagster_project.ingest.original import sha256_of
from dagster_project.policy.model import Policy
from dagster_project.policy.settings import effective
from dagster_project.publication.copies import SECRET
from dagster_project.publication.facts import Inputs

CLOSED = "closed.json"
MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


def read_inputs(home: Home, policy: Policy) -> Inputs:
    """What a run that holds the home reads now; keeps the key."""
    settings = effective(policy.tables["settings"])
    return Inputs(
        ledger=tuple((path.name, sha256_of(path)) for path in segments(home)),
        closed={path.name: sha256_of(path / CLOSED) for path in closed_months(home)},
        number_key=keep_key(home, policy.settings.number_key),
        reader=READER_VERSION,
        defaults={
            name: value or "" for name, value, line_no in settings if line_no is None and name != SECRET
        },
    )


def closed_months(home: Home) -> list[Path]:
    """Folders of the months that are closed now, oldest first."""
    found = home.closed.iterdir() if home.closed.is_dir() else ()
    return sorted(path for path in found if MONTH.fullmatch(path.name) and (path / CLOSED).is_file())


def keep_key(home: Home, number_key: str) -> str:
    """Keep a key of the hash of numbers; its SHA-256, by which publications name it."""
    name = hashlib.sha256(number_key.encode()).hexdigest()
    path = home.keys / name
    if not path.exists():
        home.keys.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        with written_aside(path) as aside:
            aside.touch(mode=PRIVATE_FILE)
            aside.write_text(number_key, encoding="utf-8")
    return name


def kept_key(home: Home, name: str) -> str:
    """The key with this SHA-256. Raises ScorelineError if it is gone or another."""
    path = home.keys / name
    try:
        key = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ScorelineError(
            f"{path}: expected the key of the hash of numbers, found no file; restore it from a backup, or "
            "put the policy's number_key of that time into a file of this name"
        ) from error
    if hashlib.sha256(key.encode()).hexdigest() != name:
        raise ScorelineError(f"{path}: does not hold the key it is named after; restore it from a backup")
    return key
