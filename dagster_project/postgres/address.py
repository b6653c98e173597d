"""Where Postgres is, from the environment alone: an address may bear a password, which is never shown."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

from dagster_project.errors import UsageError

VARIABLE = "SCORELINE_POSTGRES"
"""A libpq address: `postgresql://user@host:port/database` or `host=... dbname=... user=...`."""

LOCK_VARIABLE = "SCORELINE_POSTGRES_LOCK_SECONDS"
LOCK_SECONDS = 10
MOST_LOCK_SECONDS = 3600

PATIENCE = {
    "application_name": "scoreline",
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
"""What a connection is opened with unless the address says otherwise: a server that hangs ends the wait."""


@dataclass(frozen=True)
class Address:
    """Parameters of a connection and the seconds to wait for a lock."""

    parameters: dict[str, Any] = field(repr=False)
    lock_seconds: float = LOCK_SECONDS

    def __str__(self) -> str:
        """Host, port, database and user, as far as the address names them; nothing else of it."""
        shown = [
            f"{word} {self.parameters[name]}"
            for name, word in (("host", "host"), ("port", "port"), ("dbname", "database"), ("user", "user"))
            if self.parameters.get(name)
        ]
        return "Postgres" + (f" ({', '.join(shown)})" if shown else "")

    def without_password(self, text: str) -> str:
        """A text of somebody else's making, the password blotted out should it stand there."""
        password = self.parameters.get("password")
        return text.replace(str(password), "***") if password else text


def configured() -> bool:
    """Whether the environment names a Postgres; imports nothing."""
    return bool(os.environ.get(VARIABLE, "").strip())


def address() -> Address:
    """The Postgres that the environment names. Raises UsageError for none, or one not in libpq's words."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    text = os.environ.get(VARIABLE, "").strip()
    if not text:
        raise UsageError(
            f"no Postgres is configured; set {VARIABLE} to its address, "
            "postgresql://scoreline@db.example/reports say, and keep the password in ~/.pgpass"
        )
    try:
        told = conninfo_to_dict(text)
    except ProgrammingError:  # its words repeat the address, the password with it
        raise UsageError(
            f"{VARIABLE} is no address that Postgres understands; expected postgresql://user@host:port/db "
            "or host=... dbname=... user=... (the value is not repeated here: it may bear a password)"
        ) from None
    return Address(PATIENCE | {name: value for name, value in told.items() if value}, _lock_seconds())


def _lock_seconds() -> float:
    text = os.environ.get(LOCK_VARIABLE, "").strip()
    try:
        seconds = float(text) if text else LOCK_SECONDS
    except ValueError:
        seconds = 0
    if not 0 < seconds <= MOST_LOCK_SECONDS:
        raise UsageError(
            f"{LOCK_VARIABLE}: {text!r}: expected seconds, above 0 and up to {MOST_LOCK_SECONDS}"
        )
    return seconds
