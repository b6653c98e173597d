"""A publication read once: many questions to it without opening its files each time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dagster_project.trace.asked import SUFFIXES, Question, period, period_of
from dagster_project.trace.gather import gather
from dagster_project.trace.opened import Opened
from dagster_project.trace.recompute import judge, kpi_checks, score_checks
from dagster_project.trace.tree import Check, Node

CORE = "telesales-standard"


@dataclass
class InMemory(Opened):
    """The tables held by the engine."""

    held: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, opened: Opened) -> InMemory:
        found = cls(opened.home, opened.manifest, opened.connection)
        for name in opened.manifest.tables:  # before any test opens a transaction that it takes back
            found.table(name)
        return found

    def table(self, name: str, start: date | None = None, end: date | None = None) -> str:
        if name not in self.held:
            self.connection.execute(f"create table held_{name} as from {super().table(name)}")
            self.held[name] = f"held_{name}"
        return self.held[name]


def asked(subject: str, grain: str, said: str, kind: str = "rep", **more: object) -> Question:
    """A question about the core scheme."""
    return Question(kind, subject, period(grain, said), CORE, **more)  # type: ignore[arg-type]


def questions(opened: Opened, grain: str) -> list[Question]:
    """One for every subject, period and scheme that has rows at the grain."""
    rows = opened.rows(
        "select distinct period_start, subject_kind, subject_id, scheme_id "
        f"from {opened.table('kpi_' + SUFFIXES[grain])} order by all"
    )
    return [
        Question(
            row["subject_kind"], row["subject_id"], period_of(grain, row["period_start"]), row["scheme_id"]
        )
        for row in rows
    ]


def checks(opened: Opened, question: Question) -> list[Check]:
    """Every published number of the question's rows, recomputed."""
    evidence = gather(opened, question)
    judged, scored = judge(evidence, opened.policy(evidence.judged_in), opened.manifest.as_of)
    end, as_of = question.period.end, opened.manifest.as_of
    found = [
        check for kpi, told in evidence.kpis.items() for check in kpi_checks(told, judged[kpi], end, as_of)
    ]
    return found + score_checks(evidence, scored, end, as_of)


def differing(root: Node) -> list[str]:
    """`title: name DIFFERS: ...` of everything that does not agree."""
    return [f"{node.title}: {check.name} {check}" for node, check in root.differing()]


def find(root: Node, level: str, beginning: str = "") -> list[Node]:
    """Nodes of a level whose title begins so."""
    return [node for node in root.walk() if node.level == level and node.title.startswith(beginning)]
