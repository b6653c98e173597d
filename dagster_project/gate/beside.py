"""Great Expectations in a process of its own, which imports it while dbt derives.

The import takes seconds of one core and needs nothing that the run makes. The suites are handed over when the
candidate stands. Whatever goes wrong there is done again here, where it fails closed.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from dagster_project.gate import great_expectations_run
from dagster_project.gate.declaration import Suite, load_suites
from dagster_project.gate.result import Finding


class Beside:
    """The process, from the beginning of a run until its findings are there."""

    def __init__(self, suites: Path) -> None:
        """Start it; it is given the folder of suites at once and the warehouse later."""
        self._process = subprocess.Popen(  # noqa: S603 - this very interpreter and a module of ours
            [sys.executable, "-m", __name__, str(suites)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def run_suites(self, warehouse: Path, suites: Sequence[Suite]) -> dict[str, Finding]:
        """One finding per check id; of this process where the other gave none. Raises `UsageError`."""
        try:
            told, _ = self._process.communicate(f"{warehouse}\n".encode())
            found = {check_id: Finding(**finding) for check_id, finding in json.loads(told).items()}
        except (OSError, ValueError, TypeError, AttributeError):
            found = {}
        declared = {check.check_id for suite in suites for check in suite.checks}
        return found if set(found) == declared else great_expectations_run.run_suites(warehouse, suites)

    def end(self) -> None:
        """Leave nothing behind, whether it was asked or not."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()


@contextlib.contextmanager
def started(suites: Path) -> Iterator[Beside]:
    """The process for as long as a run takes."""
    beside = Beside(suites)
    try:
        yield beside
    finally:
        beside.end()


def _serve(folder: Path) -> None:
    """Import, wait for a warehouse's path, judge it. What libraries print stays out of the answer."""
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    great_expectations_run.import_library()
    suites = load_suites(folder)
    warehouse = sys.stdin.readline().rstrip("\n")
    if not warehouse:
        return
    findings = great_expectations_run.run_suites(Path(warehouse), suites)
    with answer:
        json.dump({check_id: asdict(finding) for check_id, finding in findings.items()}, answer)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
