"""Activities, receipts, complaints, surveys, ratings, attendance, tasks and training as files bring them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from tests.warehouse.conftest import Derive, rows

REQUIRED = "a value, since the column is required"
TIME = "a time as YYYY-MM-DD HH:MM:SS, with or without an offset"
DAY = "a date as YYYY-MM-DD"
AMOUNT = "a number of 0 or more with at most 4 decimals"
MONEY = "a number with at most 4 decimals, without separators of thousands"
PERIOD = "a day (2026-09-16), week (2026-W38), month (2026-09), quarter (2026-Q3) or year (2026)"
KINDS = "one of call, visit, follow_up, callback, invitation, log"
EVENTS = "one of late, early_leave, absence, overtime, extra_task, cooperation, refusal"
MODELS = "+quarantine +file_rows +int_counted_event"


class Export(NamedTuple):
    """Two files of an entity: good and bad lines, then revisions of some of them, and what must come of it.

    `bad`: line of the first file, column, value, what was expected; `shown`: columns of the rows that hold.
    """

    entity: str
    head: str
    first: list[str]
    bad: list[tuple[int, str, str, str]]
    second: list[str]
    shown: str
    latest: list[tuple[str, ...]]
    duplicates: int


EXPORTS = [
    Export(
        "activities",
        "Activity ID,rep_id,occurred_at,kind,customer_id,phone,text,due_at,is_deleted,updated_at",
        [
            "a1,r1,2026-09-01 09:00:00,Visit,c1,138 0013 8000,a demo,2026-09-08 10:00:00,,2026-09-01",
            "a2,r1,2026-09-01 09:00:00,log,,,wrote it up,,,",
            "a3,r1,2026-09-01 09:00:00,log,,,again,,,",
            "a4,r1,2026-09-01 09:00:00,lunch,,,,,,",
            "a5,,2026-09-01 09:00:00,log,,,,,,",
            "a6,r1,soon,log,,,,,,",
            "a7,r1,2026-09-01 09:00:00,log,,,,next week,,",
        ],
        [
            (5, "kind", "lunch", KINDS),
            (6, "rep_id", "", REQUIRED),
            (7, "occurred_at", "soon", TIME),
            (8, "due_at", "next week", TIME),
        ],
        [
            "a1,r1,2026-09-01 09:00:00,visit,c2,13800138000,older word,,,2026-08-30 09:00:00",
            "a2,r1,2026-09-01 09:00:00,log,,,wrote it up,,,",
            "a3,r1,2026-09-01 09:00:00,log,,,again,,true,",
        ],
        "activity_id, kind, customer_id, phone_number, occurred_on, due_on",
        [("a1", "visit", "c1", "+8613800138000", "2026-09-01", "2026-09-08"),
         ("a2", "log", "None", "None", "2026-09-01", "None")],
        1,
    ),
    Export(
        "receipts",
        "receipt_id,order_id,received_at,amount,instalment_no,due_at,is_deleted",
        [
            "p1,o1,2026-09-01 09:00:00,1000.50,1,2026-09-10,",
            "p2,o1,2026-09-02 09:00:00,-20,,,",
            "p3,o1,2026-09-02 09:00:00,5,,,",
            'p4,o1,2026-09-02 09:00:00,"1,000",,,',
            "p5,,2026-09-02 09:00:00,5,,,",
            "p6,o1,,5,,,",
        ],
        [(5, "amount", "1,000", MONEY), (6, "order_id", "", REQUIRED), (7, "received_at", "", REQUIRED)],
        ["p1,o2,2026-09-01 09:00:00,1000.50,1,2026-09-10,", "p3,o1,2026-09-02 09:00:00,5,,,yes"],
        "receipt_id, order_id, received_on, amount, instalment_no, due_on",
        [("p1", "o2", "2026-09-01", "1000.5000", "1", "2026-09-10"),
         ("p2", "o1", "2026-09-02", "-20.0000", "None", "None")],
        0,
    ),
    Export(
        "complaints",
        "complaint_id,opened_at,rep_id,customer_id,resolved_at,kind,cost,is_deleted",
        [
            "k1,2026-09-01 09:00:00,r1,c1,,complaint,,",
            "k2,2026-09-01 09:00:00,,c1,,PRAISE,,",
            "k3,2026-09-01 09:00:00,r1,,,,,",
            "k4,2026-09-01 09:00:00,r1,,,grumble,,",
            "k5,2026-09-01 09:00:00,r1,,never,,,",
            "k6,2026-09-01 09:00:00,r1,,,after_sale,12 yuan,",
        ],
        [
            (5, "kind", "grumble", "one of complaint, praise, after_sale"),
            (6, "resolved_at", "never", TIME),
            (7, "cost", "12 yuan", MONEY),
        ],
        [
            "k1,2026-09-01 09:00:00,r1,c1,2026-09-03 10:00:00,complaint,80,",
            "k3,2026-09-01 09:00:00,r1,,,,,1",
            "k2,2026-09-01 09:00:00,,c1,,praise,,",
        ],
        "complaint_id, rep_id, customer_id, opened_on, resolved_on, kind, cost",
        [("k1", "r1", "c1", "2026-09-01", "2026-09-03", "complaint", "80.0000"),
         ("k2", "None", "c1", "2026-09-01", "None", "praise", "None")],
        1,
    ),
    Export(
        "surveys",
        "survey_id,answered_at,score,rep_id,customer_id,scale,is_deleted",
        [
            "s1,2026-09-01 09:00:00,4,r1,c1,5,",
            "s2,2026-09-01 09:00:00,90,,c1,,",
            "s3,2026-09-01 09:00:00,80,r1,,,",
            "s4,2026-09-01 09:00:00,-1,r1,,,",
            "s5,2026-09-01 09:00:00,,r1,,,",
            "s6,2026-09-01 09:00:00,4,r1,,five,",
        ],
        [(5, "score", "-1", AMOUNT), (6, "score", "", REQUIRED), (7, "scale", "five", AMOUNT)],
        ["s1,2026-09-01 09:00:00,5,r1,c1,5,", "s3,2026-09-01 09:00:00,80,r1,,,true"],
        "survey_id, rep_id, customer_id, answered_on, score, scale",
        [("s1", "r1", "c1", "2026-09-01", "5.0000", "5.0000"),
         ("s2", "None", "c1", "2026-09-01", "90.0000", "None")],
        0,
    ),
    Export(
        "ratings",
        "subject_id,period,dimension,score,rater",
        [
            "r1,2026-09,Service,80,m1",
            "r1,2026-w38,service,85,",
            "r1,2026-Q3,service,70,m1",
            "r1,2026-09-16,service,90,m1",
            "r1,September,service,80,m1",
            "r1,2026-13,service,80,m1",
            "r1,2026-09,,80,m1",
            "r1,2026-02-30,service,80,m1",
        ],
        [
            (6, "period", "September", PERIOD),
            (7, "period", "2026-13", PERIOD),
            (8, "dimension", "", REQUIRED),
            (9, "period", "2026-02-30", PERIOD),
        ],
        ["r1,2026-09,service,88,m1", "r1,2026-W38,service,86,", "r1,2026-09,service,60,m2",
         "r1,2026-Q3,service,70.0,m1"],
        "subject_id, period, dimension, rater, score",
        [("r1", "2026-09", "service", "m1", "88.0000"), ("r1", "2026-09", "service", "m2", "60.0000"),
         ("r1", "2026-09-16", "service", "m1", "90.0000"), ("r1", "2026-Q3", "service", "m1", "70.0000"),
         ("r1", "2026-W38", "service", "", "86.0000")],
        1,
    ),
    Export(
        "attendance",
        "rep_id,date,event,minutes,count",
        [
            "r1,2026-09-01,late,20,",
            "r1,2026-09-01,cooperation,,2",
            "r1,2026-09-02,asleep,20,",
            "r1,yesterday,late,20,",
            "r1,2026-09-02,late,a few,",
        ],
        [(4, "event", "asleep", EVENTS), (5, "date", "yesterday", DAY), (6, "minutes", "a few", AMOUNT)],
        ["r1,2026-09-01,late,0,0", "r1,2026-09-01,Cooperation,,2.0"],
        "rep_id, date, event, minutes, count",
        [("r1", "2026-09-01", "cooperation", "None", "2.0000"),
         ("r1", "2026-09-01", "late", "0.0000", "0.0000")],
        1,
    ),
    Export(
        "tasks",
        "rep_id,date,kind,quantity",
        ["r1,2026-09-01,callbacks,40", "r1,2026-09-02,callbacks,many", "r1,2026-09-02,,40"],
        [(3, "quantity", "many", AMOUNT), (4, "kind", "", REQUIRED)],
        ["r1,2026-09-01,Callbacks,30"],
        "rep_id, date, kind, quantity",
        [("r1", "2026-09-01", "callbacks", "30.0000")],
        0,
    ),
    Export(
        "training",
        "rep_id,date,course,planned,completed",
        ["r1,2026-09-01,objections,2,0", "r1,2026-09-02,products,true,false", "r1,2026-09-02,crm,2,all"],
        [(4, "completed", "all", f"{AMOUNT}, or true or false")],
        ["r1,2026-09-01,objections,2,1.5", "r1,2026-09-02,products,1,0"],
        "rep_id, date, course, planned, completed",
        [("r1", "2026-09-01", "objections", "2.0000", "1.5000"),
         ("r1", "2026-09-02", "products", "1.0000", "0.0000")],
        1,
    ),
]  # fmt: skip


def test_lines_are_typed_refused_revised_and_counted(derive: Derive) -> None:
    """The first export is good and bad; the second corrects, repeats and deletes rows of it."""
    first = {f"{e.entity}/a_2026-09-29T2200.csv": "\n".join([e.head, *e.first, ""]) for e in EXPORTS}
    second = {f"{e.entity}/sub/b_2026-09-30T2200.csv": "\n".join([e.head, *e.second, ""]) for e in EXPORTS}
    models = f"{MODELS} {' '.join(f'int_{export.entity}__latest' for export in EXPORTS)}"
    derive(first, models)
    home = derive(second, models)
    refused = rows(home, "from core.quarantine order by entity, line_no")
    counted = "select name, rows_read, rows_loaded, rows_duplicate, rows_quarantined from core.file_rows"
    counts = {name: tuple(numbers) for name, *numbers in rows(home, counted)}
    for export, early, late in zip(EXPORTS, first, second, strict=True):
        bad = [(line, *told) for entity, _, _, line, *told in refused if entity == export.entity]
        assert bad == export.bad
        found = rows(home, f"select {export.shown} from core.int_{export.entity}__latest order by all")
        assert [tuple(str(cell) for cell in row) for row in found] == export.latest
        good, again = len(export.first) - len(export.bad), len(export.second)
        assert counts[early] == (len(export.first), good, 0, len(export.bad))
        assert counts[late] == (again, again - export.duplicates, export.duplicates, 0)


def test_a_refused_line_is_done_with_when_a_later_file_has_its_key(derive: Derive) -> None:
    """Also where a part of the key is blank: nobody says who rated."""
    head = "subject_id,period,dimension,score,rater\n"
    home = derive({"ratings/a_2026-09-29T2200.csv": f"{head}r1,2026-09,service,good,\n"}, MODELS)
    assert len(rows(home, "from core.quarantine")) == 1
    home = derive({"ratings/b_2026-09-30T2200.csv": f"{head}r1,2026-09,service,80,\n"}, MODELS)
    assert rows(home, "from core.quarantine") == []


def test_a_newer_snapshot_takes_rows_away(derive: Derive, tmp_path: Path) -> None:
    sources = tmp_path / "sources.yml"
    line = '{name: hr, entity: attendance, layout: canonical, path: "hr/**", mode: snapshot}'
    sources.write_text(f"sources:\n  - {line}\n", encoding="utf-8")
    head, models = "rep_id,date,event,minutes\n", "+int_attendance__latest"
    both = f"{head}r1,2026-09-01,late,20\nr1,2026-09-02,late,5\n"
    derive({"hr/a.csv": both}, models, sources=sources)
    home = derive({"hr/b.csv": f"{head}r1,2026-09-02,late,5\n"}, models, sources=sources)
    assert rows(home, "select cast(date as text) from core.int_attendance__latest") == [("2026-09-02",)]


FACTS = "+fct_order +fct_receipt +fct_activity +fct_complaint +fct_survey +fct_rating +fct_attendance "
FACTS += "+unknown_rep +left_out +int_counted_event"


def test_reps_and_customers_are_found_and_who_is_unknown_is_told(derive: Derive) -> None:
    """r1 is on the roster from September on; every record of August, and all of r7, are nobody's. `lead`
    manages r1 without a roster row: ratings of him are understood from September on, his call is nobody's.
    """
    home = derive(
        {
            "roster/r.csv": "rep_id,valid_from,team_id,manager_id\nr1,2026-09-01,t1,lead\n",
            "calls/c.csv": "call_id,rep_id,started_at,disposition\nx,r1,2026-08-03 09:00:00,busy\n"
            "y,lead,2026-09-03 09:00:00,busy\n",
            "customers/c.csv": "customer_id,owner_rep_id,merged_into\nA,r7,B\nB,r1,\nC,,\n",
            "contacts/k.csv": "contact_id,customer_id,mobile\nk1,A,13800138000\n",
            "orders/o.csv": "order_id,rep_id,signed_at,customer_id,amount\n"
            "d1,r1,2026-09-02,A,10.50\nd2,r7,2026-09-02,C,1\n",
            "receipts/p.csv": "receipt_id,order_id,received_at,amount\n"
            "p1,d1,2026-09-03,5\np2,d2,2026-09-03,6\np3,lost,2026-09-03,7\n",
            "activities/a.csv": "activity_id,rep_id,occurred_at,kind,contact_id,phone\n"
            "a1,r1,2026-09-03 09:00:00,visit,k1,\na2,r1,2026-08-03 09:00:00,call,,138-0013-8000\n"
            "a3,r7,2026-09-03 09:00:00,log,,13900139000\n",
            "complaints/b.csv": "complaint_id,opened_at,customer_id\nb1,2026-09-04,A\nb2,2026-09-04,C\n",
            "surveys/s.csv": "survey_id,answered_at,score,scale,rep_id\n"
            "s1,2026-09-04,4,5,r1\ns2,2026-09-04,6,5,r1\ns3,2026-09-04,4,5,\n",
            "ratings/g.csv": "subject_id,period,dimension,score\n"
            "r1,2026-09,service,80\nm9,2026-09,service,80\nr1,2027-W53,service,80\n"
            "lead,2026-09,service,90\nlead,2026-08,service,90\n",
            "attendance/h.csv": "rep_id,date,event\nr1,2026-08-31,late\nr1,2026-09-01,late\n",
        },
        FACTS,
    )
    assert rows(home, "select receipt_id, rep_id, customer_id from core.fct_receipt order by 1") == [
        ("p1", "r1", "B"),
        ("p2", "r7", "C"),
        ("p3", None, None),
    ]
    found = rows(home, "select activity_id, customer_id, substr(customer_unit, 1, 2) from core.fct_activity")
    assert sorted(found) == [("a1", "B", "B"), ("a2", "B", "B"), ("a3", None, "n:")]
    assert rows(home, "select complaint_id, rep_id from core.fct_complaint order by 1") == [
        ("b1", "r1"),
        ("b2", None),
    ]
    assert rows(home, "select cast(day as text) from core.fct_rating order by subject_id desc, period") == [
        ("2026-09-30",),
        *[(None,)] * 4,
    ]
    unknown = rows(home, "select entity, rep_id, events, cast(first_day as text) from gate.unknown_rep")
    assert sorted(unknown) == [
        ("activities", "r1", 1, "2026-08-03"),
        ("activities", "r7", 1, "2026-09-03"),
        ("attendance", "r1", 1, "2026-08-31"),
        ("calls", "lead", 1, "2026-09-03"),
        ("calls", "r1", 1, "2026-08-03"),
        ("orders", "r7", 1, "2026-09-02"),
        ("ratings", "lead", 1, "2026-08-31"),
        ("ratings", "m9", 1, "2026-09-30"),
        ("receipts", "r7", 1, "2026-09-03"),
    ]
    assert rows(home, "select kind, rows, line_no from gate.left_out order by 1") == [
        ("a complaint or praise without a rep, of a customer without one: counted for nobody", 1, 3),
        ("a rating of a week that its year does not have: not counted", 1, 4),
        ("a receipt of an order that is not known: counted for nobody", 1, 4),
        ("an answer of a survey beyond its scale: not counted", 1, 3),
        ("an answer of a survey without a rep, of a customer without one: counted for nobody", 1, 4),
    ]
