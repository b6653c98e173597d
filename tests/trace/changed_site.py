"""August 2026 is closed, then everything that a trace shows of it is said otherwise.

Version 1 (up to 4 September) is what August is closed with. With version 2 (up to 7 September) come late
calls, corrections, deletions, merges, another roster, leave, adjustments, words, talk time, targets and
calendar. Version 3 is published after August was opened again.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dagster_project.closing.freeze import close
from dagster_project.closing.month import parse_month
from dagster_project.closing.reopening import reopen
from tests.closing.books import Books
from tests.closing.story import replace_in
from tests.reference.folders import COLUMNS, Row, csv_bytes
from tests.trace.in_memory import CORE

AUGUST = parse_month("2026-08")
PHONE, SHORT = "13800138021", "020 3456 789"


def call(call_id: str, rep: str, day: str, **columns: object) -> Row:
    """A successful call, unless it is said otherwise."""
    return {
        "call_id": call_id,
        "rep_id": rep,
        "started_at": f"2026-{day} 10:00:00",
        "disposition": "connected",
        "talk_seconds": 40,
        "result": "key_person",
        **columns,
    }


def visit(opportunity: str, rep: str, customer: str, day: str, **columns: object) -> Row:
    """An accepted visit."""
    return {
        "opportunity_id": opportunity,
        "customer_id": customer,
        "rep_id": rep,
        "visit_accepted_at": f"2026-{day} 11:00:00",
        **columns,
    }


def adjustment(name: str, subject: str, period: str, kpi: str, delta: str) -> Row:
    """An approved one."""
    return {
        "adjustment_id": name, "subject_id": subject, "period": period, "scheme_id": CORE, "kpi_id": kpi,
        "delta": delta, "reason": "lost", "approved_by": "boss", "approved_at": "2026-09-03 09:00:00",
    }  # fmt: skip


FIRST: dict[str, list[Row]] = {
    "calls": [
        call("a", "r1", "08-03", customer_id="A"),
        call("b", "r1", "08-04", phone=PHONE),
        call("c", "r1", "08-05", direction="inbound", customer_id="B"),
        call("d", "r1", "08-06", disposition="no_answer", talk_seconds=0, result=""),
        call("e", "r1", "08-07", customer_id="C"),
        call("f", "r1", "08-10"),
        call("g", "r1", "08-11", customer_id="D"),
        call("h", "r3", "08-05", customer_id="A"),
        call("i", "r2", "08-12", linked_id="L", disposition="no_answer", talk_seconds=0, result=""),
        call("j", "r2", "08-12", linked_id="L", customer_id="B"),
        call("k", "r1", "08-31", customer_id="E", talk_seconds=9),
        call("l", "r1", "09-01", customer_id="D"),
        call("m", "r2", "08-13", phone="13800138099"),
        call("n", "r2", "08-31", disposition="mailbox"),
        call("o", "r3", "08-31", direction="internal"),
        call("p", "r3", "08-18", phone=SHORT),
    ],
    "customers": [
        {"customer_id": name, "is_capable": capable}
        for name, capable in (("A", "true"), ("B", "true"), ("C", "true"), ("D", "false"), ("E", ""))
    ],
    "contacts": [
        {"contact_id": "k1", "customer_id": "A", "phone": PHONE},
        {"contact_id": "k2", "customer_id": "B", "mobile": SHORT},
    ],
    "opportunities": [
        visit("o1", "r1", "A", "08-10"),
        visit("o2", "r1", "D", "08-11"),
        visit("o3", "r2", "B", "08-12", confirmed_at="2026-08-31 12:00:00", confirmed_by="r2"),
        visit("o4", "r1", "C", "08-13", confirmed_at="2026-09-01 12:00:00", confirmed_by="boss"),
        visit("o5", "r2", "E", "08-14", is_capable="true"),
    ],
    "roster": [
        {"rep_id": "r1", "valid_from": "2026-08-01", "team_id": "t1", "manager_id": "boss"},
        {"rep_id": "r2", "valid_from": "2026-08-01", "team_id": "t1", "manager_id": "boss"},
        {"rep_id": "r3", "valid_from": "2026-08-17", "team_id": "t2", "fte": "0.5"},
    ],
    "leave": [{"rep_id": "r1", "date": "2026-08-20", "kind": "sick", "fraction": "1"}],
    "adjustments": [
        adjustment("x1", "r1", "2026-08-12", "dials", "10"),
        adjustment("x2", "r2", "2026-08", "score", "1"),
    ],
}

LATE: dict[str, list[Row]] = {
    "calls": [
        call("b", "r2", "08-04", phone=PHONE),
        call("c", "r1", "08-05", customer_id="B"),
        call("d", "r1", "08-06", customer_id="E"),
        call("e", "r1", "08-07", customer_id="C", is_deleted="true"),
        call("f", "r1", "08-10", customer_id="B"),
        call("j", "r2", "08-13", linked_id="L", customer_id="B"),
        call("k", "r1", "09-01", customer_id="E", talk_seconds=9),
        call("q", "r1", "08-12", customer_id="E"),
        call("r", "r2", "08-31", direction="inbound"),
        call("s", "r9", "08-31", customer_id="A"),
    ],
    "customers": [
        {"customer_id": "D", "is_capable": "false", "merged_into": "C"},
        {"customer_id": "A", "is_capable": "true", "is_deleted": "true"},
    ],
    "contacts": [
        {"contact_id": "k1", "customer_id": "C", "phone": PHONE},
        {"contact_id": "k3", "customer_id": "E", "phone": "+86 138 0013 8099"},
        {"contact_id": "k2", "customer_id": "B", "mobile": "020 3456 780"},
    ],
    "opportunities": [
        visit("o1", "r1", "A", "09-02"),
        visit("o2", "r1", "D", "08-11", is_capable="true"),
        visit("o3", "r2", "B", "08-12", confirmed_at="2026-08-31 12:00:00", confirmed_by="boss"),
        visit("o4", "r2", "C", "08-13", confirmed_at="2026-09-01 12:00:00", confirmed_by="boss"),
        visit("o5", "r2", "E", "08-14", is_capable="true", is_deleted="true"),
        visit("o6", "r1", "E", "08-31", is_capable="false"),
    ],
    "roster": [
        {"rep_id": "r2", "valid_from": "2026-08-17", "team_id": "t2", "phase": "harvest"},
        {"rep_id": "r3", "valid_from": "2026-08-01", "team_id": "t2"},
        {"rep_id": "r9", "valid_from": "2026-08-01", "team_id": "t1"},
    ],
    "leave": [
        {"rep_id": "r1", "date": "2026-08-20", "kind": "sick", "fraction": "0.5"},
        {"rep_id": "r1", "date": "2026-08-31", "kind": "sick", "fraction": "1"},
    ],
    "adjustments": [
        adjustment("x1", "r1", "2026-08-12", "dials", "12"),
        adjustment("x3", "r3", "2026-08-18", "successful_calls", "2"),
        adjustment("x4", "t1", "2026-W36", "score", "-0.5"),
    ],
}


def texts(name: str, told: Mapping[str, list[Row]]) -> dict[str, str]:
    """Exports of one night by the path in the landing folder."""
    return {
        f"{entity}/{name}.csv": csv_bytes(COLUMNS[entity].split(","), rows).decode()
        for entity, rows in told.items()
    }


def change_policy(policy: Path) -> None:
    """All of it undated."""
    replace_in(policy / "targets.csv", f"{CORE},dials,day,100,60,", f"{CORE},dials,day,50,30,")
    replace_in(policy / "bands.csv", "yellow,0.6", "yellow,0.8")
    replace_in(policy / "settings.csv", "min_talk_seconds,0", "min_talk_seconds,30")
    replace_in(policy / "settings.csv", "opportunity_credit,current", "opportunity_credit,first")
    with (policy / "calendar.csv").open("a", encoding="utf-8") as calendar:
        calendar.write("2026-08-12,false,the office moves\n")
    with (policy / "dispositions.csv").open("a", encoding="utf-8") as words:
        words.write("mailbox,voicemail,,false,false,,,late\n")


def tell(folder: Path) -> None:
    """Three nights."""
    books = Books(folder)
    books.land(texts("first", FIRST), "2026-09-04")
    books.night("2026-09-04")
    close(books.home, AUGUST, by="finance", why="payroll")
    books.land(texts("late", LATE), "2026-09-07")
    change_policy(books.policy)
    books.night("2026-09-07")
    reopen(books.home, AUGUST, "the late calls are to be paid")
    books.night("2026-09-07")
