"""What `verify` found, for people and for machines."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from dagster_project.verification.compare import Compared

EXCLUDED = ("publication", "gate_result", "restatement")
"""They tell of the runs, not of the business: what was judged, when, and what changed between versions."""


@dataclass
class Report:
    """One publication made again.

    damaged: files of the publication, the ledger or the raw store that are not what their hashes say;
    noted: what is otherwise than when it was made (engine, code, reader), which is no difference by itself;
    problem: why it could not be made again at all; forgotten: customers who were replaced in it since.
    """

    version: int
    as_of: str
    damaged: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    raw_files: int = 0
    compared: list[Compared] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    problem: str | None = None
    forgotten: int = 0

    @property
    def equal(self) -> bool:
        """Whether the publication is what its inputs, its policy and its SQL give, down to the last byte."""
        return not self.damaged and self.problem is None and all(each.equal for each in self.compared)

    @property
    def differing(self) -> list[Compared]:
        """The tables that are not equal."""
        return [each for each in self.compared if not each.equal]

    def told(self) -> dict[str, Any]:
        """As JSON values, every difference in it."""
        return {
            "version": self.version,
            "as_of": self.as_of,
            "equal": self.equal,
            "damaged": self.damaged,
            "noted": self.noted,
            "problem": self.problem,
            "forgotten_customers": self.forgotten,
            "raw_files": self.raw_files,
            "excluded": self.excluded,
            "tables": [
                {
                    "table": each.table,
                    "equal": each.equal,
                    "published_rows": each.published_rows,
                    "recomputed_rows": each.recomputed_rows,
                    "differing_rows": each.differing_rows,
                    "differences": [asdict(difference) for difference in each.differences],
                }
                for each in self.compared
            ],
        }
