"""A small world with a closed September, and the command that exports it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dagster_project.command.failure import explain
from dagster_project.command.main import app
from dagster_project.publication.facts import Inputs
from tests.restatement.world import MONDAY, World

SEPTEMBER = ("2026-09-01", "2026-09-30")
Call = Callable[..., Result]


class Payroll(World):
    """September of R1 and R2: dials and a score each."""

    closed: str = ""

    def fill(self) -> None:
        """The rows of the month."""
        for rep, actual, score in (("R1", 3, "6.1"), ("R2", 1, "3.3333")):
            month = self.kpi("kpi_monthly", *SEPTEMBER, "rep", rep, actual=actual, target=40, points=score)
            named = {
                "period_start": SEPTEMBER[0],
                "period_end": SEPTEMBER[1],
                "subject_kind": "rep",
                "scheme_id": "s",
            }
            scored = self.add(
                "score_monthly", **named, subject_id=rep, score=score, score_max=10, band="red", rank=1
            )
            if rep == "R1":
                self.day, self.score = month, scored
        self.add(
            "incentive_total", **named | {"subject_id": "R1"}, lines=1, gross="50.01", total="50.01",
            remainder=0, withheld=0, released=0, payable="50.01",
        )  # fmt: skip
        self.add(
            "incentive_line", **named | {"subject_id": "R1"}, line_no=1, rule_id="visit", item="",
            quantity="5.001", rate=10, amount="50.01", explanation_zh="上门", explanation_en="=visits",
        )  # fmt: skip
        self.event("c1", "calls/0907.csv")
        self.add(
            "consequence", rule_id="low", subject_kind="rep", subject_id="R2", scheme_id="s",
            period_start=SEPTEMBER[0], period_end=SEPTEMBER[1],
            says_zh="低", says_en="=1+1", evidence_periods="2026-08-01;2026-09-01", status="proposed",
        )  # fmt: skip

    def close(self) -> None:
        """As `scoreline close 2026-09` leaves it; the next night publishes with it."""
        told = json.loads((self.home.published / "current" / "manifest.json").read_bytes())
        content = {
            "month": "2026-09", "version": told["version"], "manifest": "0" * 64, "closed_by": "li",
            "why": None,
            "closed_at": "2026-10-02T08:00:00", "policy_hash": told["policy_hash"], "files": [],
        }  # fmt: skip
        path = self.home.closed / "2026-09" / "closed.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content))
        self.closed = hashlib.sha256(path.read_bytes()).hexdigest()

    def night(self, as_of: str = "2026-09-30", **facts: Any) -> Any:
        """A night whose publication knows the closed month."""
        closed = {"2026-09": self.closed} if self.closed else {}
        return super().night(as_of, **{"inputs": Inputs(closed=closed)} | facts)


@pytest.fixture(scope="session")
def closed_month(tmp_path_factory: pytest.TempPathFactory) -> Payroll:
    """Version 1 open, version 2 with September closed."""
    world = Payroll(tmp_path_factory.mktemp("payroll"))
    world.fill()
    world.night()
    world.close()
    world.night()
    return world


@pytest.fixture
def world(closed_month: Payroll, tmp_path: Path) -> Payroll:
    other = closed_month.copied(tmp_path)
    assert isinstance(other, Payroll)
    assert MONDAY.startswith("2026-09")
    return other


@pytest.fixture
def call(world: Payroll) -> Call:
    """Call `scoreline export` on the world's home; errors become their text and code, as in `main`."""

    def called(*words: str) -> Result:
        result = CliRunner().invoke(app, ["export", *words, "--home", str(world.home.root)])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            text, result.exit_code = explain(result.exception)
            result.stderr_bytes = text.encode()
        return result

    return called
