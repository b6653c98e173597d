"""Which decisions count, which are refused and why."""

from __future__ import annotations

from tests.warehouse.conftest import Derive, rows

HEAD = "decision_id,about,subject_id,reference,period_start,decision,decided_by,decided_at,reason\n"
ROSTER = "rep_id,valid_from,team_id,name,manager_id\nr1,2026-07-01,t1,Lin Yi,m1\nm1,2026-07-01,t9,Wang Wu,\n"
LINES = (
    "d1,consequence,r1,rule,2026-07-01,confirmed,chen,2026-08-02 09:00:00,so it is",
    "d2,consequence,r1,rule,2026-07-01,dismissed,chen,2026-08-01 09:00:00,not at all",
    "d3,finding,r1,f-1,,confirmed,Wang Wu,2026-08-01 09:00:00,",
    "d4,consequence,r1,rule,2026-06-01,confirmed,r 1,2026-08-01 09:00:00,mine",
    "d5,consequence,r1,rule,2026-06-01,confirmed,linyi,2026-08-01 09:00:00,mine",
    "d6,consequence,t1,rule,2026-06-01,confirmed,lin yi,2026-08-01 09:00:00,ours",
    "d7,consequence,t1,rule,2026-06-01,confirmed,M1,2026-08-01 09:00:00,ours",
    "d8,consequence,r1,rule,,confirmed,chen,2026-08-01 09:00:00,which",
    "d9,finding,r1,f-2,2026-07-01,confirmed,chen,2026-08-01 09:00:00,",
    "da,consequence,r1,rule,2026-06-01,confirmed,,2026-08-01 09:00:00,nobody",
    "db,consequence,r1,rule,2026-06-01,perhaps,chen,2026-08-01 09:00:00,",
)
FILES = {"decisions/d.csv": HEAD + "\n".join(LINES) + "\n", "roster/r.csv": ROSTER}


def test_the_last_decision_of_somebody_else_counts(derive: Derive) -> None:
    home = derive(FILES, "+int_decision +quarantine +file_rows +int_counted_event")
    counting = "select decision_id, decision, decided_by from core.int_decision order by all"
    assert rows(home, counting) == [("d1", "confirmed", "chen"), ("d3", "confirmed", "Wang Wu")]
    refused = "select line_no, column_name, value, expected from core.quarantine order by all"
    other = "the name of somebody other than the subject, one of its members or, of a team, its manager"
    assert rows(home, refused) == [
        (5, "decided_by", "r 1", other),
        (6, "decided_by", "linyi", other),
        (7, "decided_by", "lin yi", other),
        (8, "decided_by", "M1", other),
        (9, "period_start", "", "the first day of the period that the consequence stands on"),
        (10, "period_start", "2026-07-01", "blank: a finding has an id of its own"),
        (11, "decided_by", "", "a value, since the column is required"),
        (12, "decision", "perhaps", "one of confirmed, dismissed"),
    ]
    counts = "select rows_read, rows_loaded, rows_quarantined from core.file_rows where entity = 'decisions'"
    assert rows(home, counts) == [(11, 3, 8)]
