"""What a publication is told about the run that made it, and what it answers. Imports nothing heavy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol


class GateRow(Protocol):
    """One stored result of one declared check, as the gate hands it over."""

    @property
    def check_id(self) -> str: ...  # noqa: D102
    @property
    def table_name(self) -> str | None: ...  # noqa: D102
    @property
    def guards(self) -> str: ...  # noqa: D102
    @property
    def scope(self) -> str | None: ...  # noqa: D102
    @property
    def passed(self) -> bool: ...  # noqa: D102
    @property
    def accepted_by(self) -> str | None: ...  # noqa: D102
    @property
    def accepted_why(self) -> str | None: ...  # noqa: D102
    @property
    def severity(self) -> str: ...  # noqa: D102
    @property
    def observed(self) -> str | None: ...  # noqa: D102
    @property
    def expected(self) -> str | None: ...  # noqa: D102


@dataclass(frozen=True)
class Inputs:
    """What `verify` makes a publication from again; every hash is SHA-256 in hex.

    ledger: (segment, hash) in order; closed: month to the hash of its `closed.json`; number_key: hash of the
    key of the hash of numbers; reader: the version of the reader of raw files; defaults: settings that the
    policy left to the code, a later version of which may have others.
    """

    ledger: tuple[tuple[str, str], ...] = ()
    closed: Mapping[str, str] = field(default_factory=dict)
    number_key: str = ""
    reader: str = ""
    defaults: Mapping[str, str] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """As the manifest holds it."""
        return {
            "ledger": [{"segment": name, "sha256": sha256} for name, sha256 in self.ledger],
            "closed": dict(sorted(self.closed.items())),
            "number_key": self.number_key,
            "reader": self.reader,
            "defaults": dict(sorted(self.defaults.items())),
        }


@dataclass(frozen=True)
class RunFacts:
    """What the run was made from. Hashes are hex; `engine` names engine and version (`duckdb 1.5.6`)."""

    as_of: date
    code_version: str
    project_hash: str
    policy_hash: str
    input_hash: str
    engine: str
    gate_results: Sequence[GateRow] = field(default=())
    inputs: Inputs = field(default_factory=Inputs)


@dataclass(frozen=True)
class Published:
    """The publication that is current after `publish`; `changed` is false if it was current before, too."""

    version: int
    folder: Path
    tables_hash: str
    changed: bool
