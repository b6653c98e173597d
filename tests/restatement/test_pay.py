"""Why pay was restated: by new lines about what the differing lines rest on, and by nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.restatement.world import MONDAY, Row, World

MONTH = {"scheme_id": "s", "period_start": "2026-09-01", "period_end": "2026-09-30"}
UNEXPLAINED = [("unexplained", "")]


class Pay:
    """Statements of September; each has a line of 10 that the test changes."""

    def __init__(self, world: World) -> None:
        self.world = world

    def statement(self, subject: str, evidence: str, kind: str = "rep", **total: Any) -> tuple[Row, Row]:
        """Its total and its line, which rests on what `evidence` names."""
        who = {**MONTH, "subject_kind": kind, "subject_id": subject}
        line = self.world.add(
            "incentive_line", **who, line_no=1, rule_id="r", rule_line=2, item=evidence, amount=10,
            evidence=evidence,
        )  # fmt: skip
        amounts = {"gross": 10, "total": 10, "remainder": 0, "withheld": 0, "released": 0, "payable": 10}
        return self.world.add("incentive_total", **who, lines=1, **(amounts | total)), line

    def comes(self, name: str, **row: str) -> None:
        """A new file with one line."""
        entity = name.partition("/")[0]
        self.world.file(name, "2026-09-20T00:00:00")
        self.world._line(entity, name, row)

    def moved(self, total: Row, line: Row) -> list[tuple[Any, ...]]:
        """Causes of the gross after the line grew by 5."""
        for row, names in ((total, ("gross", "total", "payable")), (line, ("amount",))):
            row.update({name: row[name] + 5 for name in names})
        self.world.night()
        return self.why(total["subject_id"], "gross")

    def why(self, subject: str, column: str) -> list[tuple[Any, ...]]:
        """Causes and files of a value in the last night."""
        told = self.world.restated("table_name", "subject_id", "column_name", "cause", "first_source_file")
        return [row[3:] for row in told if row[:3] == ("incentive_total", subject, column)]


@pytest.fixture
def pay(world: World) -> Pay:
    return Pay(world)


ORDER = {"order_id": "o1", "rep_id": "R1", "signed_at": f"{MONDAY} 10:00:00"}
RECEIPT = {"receipt_id": "p1", "order_id": "o1", "received_at": f"{MONDAY} 10:00:00"}
ABSENT = {"rep_id": "R1", "date": MONDAY, "event": "absence"}
LEAVE = {"rep_id": "R1", "date": MONDAY, "kind": "sick"}
DECIDED = {"decision_id": "d1", "subject_id": "R1", "reference": "f-1"}
RESTS_ON = [
    ("order o1", "orders", ORDER, {"order_id": "o10"}),
    ("receipt p1, order o7; lines r", "receipts", RECEIPT, {"receipt_id": "p10"}),
    ("attendance 2026-09-01", "leave", LEAVE, {"rep_id": "R2"}),
    ("attendance 2026-09-01", "attendance", ABSENT, {"date": "2026-08-07"}),
    ("attendance absence 2026-09-07 R1; lines r", "attendance", ABSENT, {"rep_id": "R2"}),
    ("finding f-1", "decisions", DECIDED, {"decision_id": "d0", "reference": "f-10"}),
    (
        "consequence f-1 2026-08-01; lines r of 2026-08",
        "decisions",
        DECIDED,
        {"decision_id": "d0", "subject_id": "R2"},
    ),
]


@pytest.mark.parametrize(("evidence", "entity", "row", "other"), RESTS_ON)
def test_a_line_is_told_by_the_file_about_what_it_rests_on(
    pay: Pay, evidence: str, entity: str, row: dict[str, str], other: dict[str, str]
) -> None:
    """A file about something else of the kind, and one about others' calls, are no cause."""
    told = pay.statement("R1", evidence)
    pay.world.night()
    pay.comes(f"{entity}/other.csv", **(row | other))
    assert pay.moved(*told) == UNEXPLAINED
    pay.comes(f"{entity}/it.csv", **row)
    assert pay.moved(*told) == [("late rows", f"{entity}/it.csv")]
    pay.comes(f"{entity}/again.csv", **row)
    assert pay.moved(*told) == [("corrected rows", f"{entity}/again.csv")]


def test_a_pool_is_told_by_what_is_paid_into_it_and_by_those_who_share_it(pay: Pay) -> None:
    pay.statement("R2", "pool p of team T1")
    told = pay.statement("R1", "pool p of team T1")
    team = pay.statement("T1", "order o1", kind="team")
    pay.world.night()
    pay.comes("leave/r9.csv", **(LEAVE | {"rep_id": "R9"}))
    assert pay.moved(*told) == UNEXPLAINED
    pay.comes("orders/o.csv", **ORDER)
    team[1]["amount"] = 11
    assert pay.moved(*told) == [("late rows", "orders/o.csv")]
    pay.comes("leave/r2.csv", **(LEAVE | {"rep_id": "R2"}))
    pay.world.rows["incentive_line"][0]["amount"] = 9
    assert pay.moved(*told) == [("late rows", "leave/r2.csv")]


def test_what_is_withheld_is_told_by_receipts_of_the_persons_own_orders(pay: Pay) -> None:
    total, _ = pay.statement("R1", "order o1", withheld=10, payable=0)
    pay.comes("orders/o.csv", **ORDER)
    pay.world.night()
    pay.comes("receipts/p.csv", **RECEIPT)
    total.update(withheld=0, payable=10)
    pay.world.night()
    assert pay.why("R1", "withheld") == pay.why("R1", "payable") == [("late rows", "receipts/p.csv")]


def test_calls_are_a_cause_only_of_lines_that_rest_on_calls(pay: Pay) -> None:
    order, dials = pay.statement("R1", "order o1"), pay.statement("R2", "kpi month 2026-09-01 rep R2 dials")
    pay.world.night()
    pay.world.file("calls/late.csv", "2026-09-20T00:00:00")
    for rep in ("R1", "R2"):
        pay.world.event(f"late-{rep}", "calls/late.csv", rep=rep)
    order[1]["amount"], order[0]["gross"] = 11, 11
    assert pay.moved(*dials) == [("late rows", "calls/late.csv")]
    assert pay.why("R1", "gross") == UNEXPLAINED
