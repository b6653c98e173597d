"""Who was forgotten, as keyed hashes, and the files that no longer have the hashes the ledger states.

Nothing in the register says who it is about without the key (`<home>/keys/forgetting`, readable to its owner
alone); with it one can ask of a known id whether it was forgotten, which is what taking in a new file needs.
An id is replaced by `forgotten-<20 hex digits>`, a number by one under +999, which is nobody's country. The
same id always gives the same replacement and two ids never share one, so counts stay what they were.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dagster_project.home import Home
from dagster_project.ingest.aside import written_aside

CUSTOMER, CONTACT, NUMBER = "customer", "contact", "number"
KINDS = (CUSTOMER, CONTACT, NUMBER)
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
MARK = "forgotten-"


def folder_of(home: Home) -> Path:
    """Where the register stands."""
    return home.root / "forgotten"


@dataclass
class Register:
    """`people`: kind to keyed hashes; `customers`: how many acts of forgetting there were."""

    key: str
    people: dict[str, list[str]] = field(default_factory=dict)
    customers: int = 0

    def __bool__(self) -> bool:
        return any(self.people.values())

    def hashed(self, kind: str, value: str) -> str:
        """SQL: the keyed hash by which the register knows a value."""
        return f"sha256('{self.key}:{kind}:' || {value})"

    def known(self, kind: str, value: str) -> str:
        """SQL: whether an id or number is one of a forgotten person; not null."""
        hashes = ", ".join(f"'{each}'" for each in self.people.get(kind, ())) or "''"
        return f"coalesce({self.hashed(kind, value)} in ({hashes}), false)"

    def instead(self, kind: str, value: str) -> str:
        """SQL: what stands for it from now on."""
        digest = self.hashed(f"instead of {kind}", value)
        if kind == NUMBER:
            digits = f"(('0x' || substr({digest}, 1, 12))::ubigint % 100000000000)::varchar"
            return f"'+999' || lpad({digits}, 11, '0')"
        return f"'{MARK}' || substr({digest}, 1, 20)"


def read_register(home: Home) -> Register:
    """The register of a home; without anybody in it, and a key of its own, before the first time."""
    path = folder_of(home) / "people.json"
    told: dict[str, Any] = json.loads(path.read_bytes()) if path.exists() else {}
    return Register(_key(home), told.get("people", {}), told.get("customers", 0))


def somebody_was_forgotten(home: Home) -> bool:
    """Whether taking in a file has to look at the register at all."""
    return (folder_of(home) / "people.json").exists()


def written(register: Register) -> str:
    """The register's file."""
    return json.dumps({"people": register.people, "customers": register.customers}, sort_keys=True) + "\n"


def _key(home: Home) -> str:
    path = home.keys / "forgetting"
    if not path.exists():
        home.keys.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        with written_aside(path) as aside:
            aside.touch(mode=PRIVATE_FILE)
            aside.write_text(secrets.token_hex(32), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()
