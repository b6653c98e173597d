"""A small company of one and a half weeks in which every case of a trace happens once, to `ann`.

Working days from 2026-09-21 (the first call) to the 30th: 21, 22, 23, 24, 28, 29, 30; the 25th is a holiday.
Ann is on leave on the 23rd, and on the 29th for half a day: 5.5 days are left.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.core_policy import copy_core_policy
from tests.reference.command import Landed
from tests.reference.folders import Row, write_export

AS_OF = "2026-09-30"
NIGHTS = {"first": datetime(2026, 9, 30, 1), "later": datetime(2026, 9, 30, 13)}
SCRIPT = "<script>alert('x')</script>"
PHONE = "13800138021"
GOOD = {"disposition": "connected", "talk_seconds": 45, "result": "key_person"}


def ann(call_id: str, started_at: str, **columns: object) -> dict[str, object]:
    """One call of ann."""
    return {
        "call_id": call_id,
        "rep_id": "ann",
        "started_at": started_at,
        "disposition": "no_answer",
        **columns,
    }


ANN = [
    ann("a1", "2026-09-21 10:00:00", **GOOD, customer_id="c1"),
    ann("a2", "2026-09-21 10:05:00", **GOOD, customer_id="old"),  # merged into mid, mid into new
    ann("a3", "2026-09-21 10:10:00", **GOOD, customer_id="new"),
    ann("a4", "2026-09-22 10:00:00", **GOOD, phone=PHONE),  # the number of k1, who is at c2
    ann("a5", "2026-09-22 10:05:00", **GOOD, phone="13800138099"),  # nobody's number
    ann("a6", "2026-09-22 10:10:00", **GOOD),  # nobody at all
    ann("a7", "2026-09-22 10:15:00", disposition="connected", result="voicemail"),
    ann("a8", "2026-09-22 10:20:00", disposition="connected", talk_seconds=9, result="other_person"),
    ann("a9", "2026-09-22 10:25:00"),
    ann("a10", "2026-09-22 10:30:00", **GOOD, direction="inbound", phone=PHONE),
    ann("a11", "2026-09-24 10:00:00"),  # corrected later: successful
    ann("a12", "2026-09-24 10:05:00"),  # deleted later
    ann("a13", "2026-09-24 10:10:00", linked_id="L1"),
    ann("a14", "2026-09-24 10:11:00", **GOOD, linked_id="L1", customer_id="c1"),
    ann("a15", "2026-09-24 10:15:00", **GOOD) | {"talk_seconds": "much"},  # refused
    ann("a16", "2026-09-28 10:00:00", disposition="connected", talk_seconds=20, phone=PHONE),  # k1 decides
]
LATER = [
    ann("a9", "2026-09-22 10:25:00"),  # the same again
    ann("a11", "2026-09-24 10:00:00", **GOOD, customer_id="c3", updated_at="2026-09-29 08:00:00"),
    ann("a12", "2026-09-24 10:05:00", is_deleted="true", updated_at="2026-09-29 08:00:00"),
]
CUSTOMERS: list[Row] = [
    {"customer_id": "c1", "name": "One Ltd", "is_capable": "true"},
    {"customer_id": "c2", "name": SCRIPT, "is_capable": "true"},
    {"customer_id": "c3", "name": "=cmd()", "is_capable": "false"},
    {"customer_id": "old", "merged_into": "mid"},
    {"customer_id": "mid", "merged_into": "new"},
    {"customer_id": "new", "name": "New Ltd", "is_capable": "true"},
]
CONTACTS: list[Row] = [
    {
        "contact_id": "k1",
        "customer_id": "c2",
        "name": SCRIPT,
        "phone": "138 0013 8021",
        "is_decision_maker": "true",
    }
]


def visit(number: int, customer: str, day: str, **columns: object) -> Row:
    """An accepted visit of ann's."""
    return {
        "opportunity_id": f"o{number}",
        "customer_id": customer,
        "rep_id": "ann",
        "visit_accepted_at": f"{day} 11:00:00",
        **columns,
    }


OPPORTUNITIES = [
    visit(1, "c1", "2026-09-21"),
    visit(2, "old", "2026-09-22"),
    visit(3, "new", "2026-09-24"),  # the same customer as o2
    visit(4, "c3", "2026-09-24"),  # not capable
    visit(5, "c1", "2026-09-28", confirmed_at="2026-09-28 12:00:00", confirmed_by="lead"),
    visit(
        6, "c2", "2026-09-30", confirmed_at="2026-09-30 12:00:00", confirmed_by="ann"
    ),  # confirmed by herself
]
LATER_OPPORTUNITIES = [visit(1, "c1", "2026-09-22", updated_at="2026-09-29 08:00:00")]
ROSTER: list[Row] = [
    {
        "rep_id": "ann",
        "valid_from": "2026-09-01",
        "name": "Ann Lee",
        "team_id": "north",
        "manager_id": "meg",
        "hired_on": "2026-01-01",
    },
    {
        "rep_id": "bob",
        "valid_from": "2026-09-01",
        "name": "Bob",
        "team_id": "north",
        "manager_id": "meg",
        "schemes": "telesales-standard;rates",
    },
    {"rep_id": "meg", "valid_from": "2026-09-01", "name": "Meg", "schemes": "bosses"},
    {
        "rep_id": "cid",
        "valid_from": "2026-09-24",
        "name": "Cid",
        "team_id": "south",
        "hired_on": "2026-09-28",
    },
]
LEAVE: list[Row] = [
    {"rep_id": "ann", "date": "2026-09-23", "kind": "annual", "fraction": "1"},
    {"rep_id": "ann", "date": "2026-09-29", "kind": "sick", "fraction": "0.5"},
    {"rep_id": "ann", "date": "2026-09-29", "kind": "unexcused", "fraction": "0.5"},
]
ADJUSTMENTS = """adjustment_id,subject_id,period,scheme_id,kpi_id,delta,reason,approved_by,approved_at
adj-1,ann,2026-09-22,telesales-standard,dials,10,calls from 13800138021 lost,meg,2026-09-29 09:00:00
adj-2,ann,2026-W39,telesales-standard,score,0.5,a fair,meg,2026-09-29 09:00:00
"""
CLAIM = """activity_id,rep_id,occurred_at,kind,phone
claim-1,bob,2026-09-24 17:00:00,call,13800138055
"""
WORKING_DAYS = (21, 22, 23, 24, 28, 29, 30)


def bobs() -> list[Row]:
    """Forty calls a working day, ten of them successful, so that no night looks lost."""
    calls: list[Row] = []
    for day in WORKING_DAYS:
        for number in range(40):
            good = GOOD | {"customer_id": f"b{number}"} if number < 10 else {}
            calls.append(
                ann(f"b{day}-{number}", f"2026-09-{day} 11:{number:02}:00", **good) | {"rep_id": "bob"}
            )
    return calls


def write_landing(folder: Path) -> None:
    """Two exports of each kind, and a call of cid on a day that the roster does not cover."""
    first, later = NIGHTS["first"], NIGHTS["later"]
    megs = ann("m1", "2026-09-22 16:00:00", **GOOD, customer_id="c1") | {"rep_id": "meg"}
    early = ann("d1", "2026-09-22 15:00:00") | {"rep_id": "cid"}
    write_export(folder / "calls" / "first.csv", "calls", [*ANN, *bobs(), early, megs], first)
    write_export(folder / "calls" / "later.csv", "calls", LATER, later)
    write_export(folder / "customers" / "first.csv", "customers", CUSTOMERS, first)
    write_export(folder / "contacts" / "first.csv", "contacts", CONTACTS, first)
    write_export(folder / "opportunities" / "first.csv", "opportunities", OPPORTUNITIES, first)
    write_export(folder / "opportunities" / "later.csv", "opportunities", LATER_OPPORTUNITIES, later)
    write_export(folder / "roster" / "first.csv", "roster", ROSTER, first)
    write_export(folder / "leave" / "first.csv", "leave", LEAVE, first)
    (folder / "activities").mkdir()
    (folder / "activities" / "first.csv").write_text(CLAIM, encoding="utf-8")
    (folder / "adjustments").mkdir()
    (folder / "adjustments" / "first.csv").write_text(ADJUSTMENTS, encoding="utf-8")


RATES = {
    "schemes": [
        "rates,接通,Rates,rep,10,,day;week;month;quarter;year,,test",
        "bosses,主管,Bosses,manager,10,,day;week;month;quarter;year,quarter,test",
    ],
    "targets": [
        "rates,connect_rate,week,0.4,0.2,,,,,,2026-09-27",
        "rates,connect_rate,week,0.5,0.2,,,,,2026-09-28,",
        "rates,average_talk_time,month,60,,,,,,,",
        "bosses,dials,day,10,,,,,,,",
        "bosses,connect_rate,week,0.5,,,,,,,",
    ],
    "weights": [
        "rates,opportunity-hunt,connect_rate,6,,,",
        "rates,opportunity-hunt,average_talk_time,4,,,",
        "bosses,opportunity-hunt,dials,6,,,",
        "bosses,opportunity-hunt,connect_rate,4,,,",
    ],
    "season_factors": ["rates,9,0.9,average_talk_time,,", "rates,9,3,,,"],
    "bands": ["rates,red,0,,", "rates,yellow,0.6,,", "rates,green,1,,", "bosses,red,0,,"],
    "consequences": [
        "weak,rates,rep,month,steps,,,,,0.1,弱,Weak,接通率低,connects too little,,",
        "brief,rates,rep,month,steps,,,,,0.1,短,Brief,通话短,talks too briefly,,",
        "busy,bosses,manager,month,above_target,dials,,,,0.1,忙,Busy,外呼多,dials much,,",
    ],
    "consequence_steps": [
        "weak,1,1,1,connect_rate,each,below,,0.6,,,,,,",
        "weak,2,1,1,connect_rate,together,below,,0.6,,,,,,",
        "brief,1,1,1,average_talk_time,together,below,,0.9,opportunity-hunt,,,,,",
    ],
}
"""A scheme of quotients, which judges bob beside the core scheme, and one of managers, which judges meg."""


def write_policy(folder: Path) -> Path:
    """The shipped policy and the scheme of quotients."""
    copy_core_policy(folder)
    for table, lines in RATES.items():
        path = folder / f"{table}.csv"
        path.write_text(path.read_text(encoding="utf-8") + "".join(f"{line}\n" for line in lines), "utf-8")
    return folder


def landed(folder: Path, policy: Path) -> Landed:
    """Where the site lies below a folder."""
    return Landed(folder / "landing", folder / "home", policy)
