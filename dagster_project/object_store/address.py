"""Where object storage is, from the environment alone; imports nothing heavy: every command asks."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from dagster_project.errors import UsageError

SCHEME = "s3://"
RAW_VARIABLE = "SCORELINE_RAW"
"""Where the raw store, the record, closed months and keys are kept besides the home."""
PUBLISHED_VARIABLE = "SCORELINE_PUBLISHED"
"""Where publications go for readers."""

_FORM = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?P<prefix>(/[^/?#]+)*)/?")


@dataclass(frozen=True)
class Address:
    """A bucket and what the names of all objects in it begin with: blank, or ending in `/`."""

    bucket: str
    prefix: str

    def __str__(self) -> str:
        """`s3://bucket/prefix`, as a person writes it."""
        return f"{SCHEME}{self.bucket}/{self.prefix}".rstrip("/")


def is_address(text: str) -> bool:
    """Whether it is meant as an address and not as a folder."""
    return text.lower().startswith(SCHEME)


def parse(text: str, where: str) -> Address:
    """An address as it was given in `where` (an option or a variable). Raises UsageError."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        shown = "(not repeated: it may bear a secret)" if "@" in text else repr(text)
        raise UsageError(
            f"{where}: {shown}: expected s3://bucket/prefix (a bucket's name is 3 to 63 of a-z, 0-9, - and "
            ".); "
            "endpoint and credentials come from AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID and the like"
        )
    prefix = found["prefix"].strip("/")
    return Address(found["bucket"], f"{prefix}/" if prefix else "")


def raw_address() -> Address | None:
    """Where the raw store is kept besides the home, None for nowhere. Raises UsageError."""
    return _from_environment(RAW_VARIABLE)


def published_address() -> Address | None:
    """Where publications go besides the home, None for nowhere. Raises UsageError."""
    found = _from_environment(PUBLISHED_VARIABLE)
    raw = raw_address()
    if found is not None and raw is not None and _overlap(found, raw):
        raise UsageError(
            f"{PUBLISHED_VARIABLE} {found} and {RAW_VARIABLE} {raw} overlap; give each a prefix of its own: "
            "whoever may read published tables need not see raw files"
        )
    return found


def _overlap(one: Address, other: Address) -> bool:
    """Whether one address lies in the other."""
    inside = one.prefix.startswith(other.prefix) or other.prefix.startswith(one.prefix)
    return one.bucket == other.bucket and inside


def configured() -> bool:
    """Whether the environment names any object storage to be written to; parses nothing."""
    return any(os.environ.get(name, "").strip() for name in (RAW_VARIABLE, PUBLISHED_VARIABLE))


def _from_environment(variable: str) -> Address | None:
    text = os.environ.get(variable, "").strip()
    return parse(text, variable) if text else None
