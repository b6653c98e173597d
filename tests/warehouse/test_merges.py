"""From the lines of CRM exports to what the gate lists of merges."""

from __future__ import annotations

from tests.warehouse.conftest import Derive, rows

CALLS = "call_id,rep_id,started_at,disposition,contact_id\na,r1,2026-09-01 09:00:00,connected,k5\n"
CUSTOMERS = """\
customer_id,merged_into,merged_from,is_deleted
A,,B;C,
B,D,,
D,,C,
X,Y,,
Y,X,,
Z,,X;Y,
"""
CONTACTS = """\
contact_id,customer_id,merged_into,merged_from
k1,A,k2,
k2,A,k1,
k3,A,unheard-of,
k4,D,,k5
"""


def test_cycles_and_merges_that_send_two_ways_are_listed(derive: Derive) -> None:
    """B went to D by its own word, though A lists it (line 2); A, the smaller, keeps C against D (line 4).
    X and Y went to each other, so that Z's list of them does not count either: they are named as a cycle.
    """
    files = {
        "customers/c.csv": CUSTOMERS,
        "contacts/c.csv": CONTACTS,
        "calls/c.csv": CALLS,
        "roster/r.csv": "rep_id,valid_from\nr1,2026-09-01\n",
    }
    home = derive(files, "+int_counted_event +merge_cycle +left_out")
    assert rows(home, "select customer_id, survivor_id from core.dim_customer order by all") == [
        ("A", "A"),
        ("B", "D"),
        ("C", "A"),
        ("D", "D"),
        ("X", "X"),
        ("Y", "Y"),
        ("Z", "Z"),
    ]
    assert rows(home, "select entity, id from gate.merge_cycle order by all") == [
        ("contact", "k1"),
        ("contact", "k2"),
        ("customer", "X"),
        ("customer", "Y"),
    ]
    assert rows(home, "select kind, rows, line_no from gate.left_out order by all") == [
        ("a contact merged into one that the CRM does not know: stands for itself", 1, 4),
        ("a customer that merges send two ways: its own word, else the smallest id holds", 2, 2),
    ]
    assert rows(home, "select customer_unit from core.fct_call") == [("D",)]
