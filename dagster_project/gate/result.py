"""What the gate says of one declared check."""

from __future__ import annotations

from dataclasses import dataclass

INTEGRITY = "integrity"
PLAUSIBILITY = "plausibility"
ERROR = "error"
WARN = "warn"


@dataclass(frozen=True)
class GateResult:
    """One row of `gate_result`: what was checked, what was seen, what was expected, what to do.

    `guards` is `integrity` (keys, sums, arithmetic: never acceptable) or `plausibility` (a person may
    accept it for one run). `severity` is `error` (blocks) or `warn` (is listed). An accepted check
    stays `passed=False`; who accepted it and why stand beside it.
    """

    check_id: str
    table_name: str
    guards: str
    scope: str
    passed: bool
    accepted_by: str | None
    accepted_why: str | None
    severity: str
    observed: str
    expected: str
    way_out: str

    @property
    def blocks(self) -> bool:
        """Whether this result alone keeps the candidate from being published."""
        return self.passed is not True and self.severity != WARN and not self.accepted_by


@dataclass(frozen=True)
class Finding:
    """What running one check showed; `ran` is false when it could not be judged at all."""

    ran: bool
    passed: bool
    observed: str

    @classmethod
    def did_not_run(cls, reason: str) -> Finding:
        """Make the finding of a check without a verdict of its own: it has failed."""
        return cls(ran=False, passed=False, observed=f"did not run: {reason}")
