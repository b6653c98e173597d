"""Rows that a system marks as deleted, and rows that a newer snapshot lacks."""

from __future__ import annotations

from pathlib import Path

from tests.warehouse.conftest import rows
from tests.warehouse.nights import Nights

ROSTER = {"roster/r.csv": "rep_id,valid_from,team_id\nr1,2026-07-01,t1\nr2,2026-07-01,t1\n"}
CALLS = "call_id,rep_id,started_at,disposition,result,talk_seconds,linked_id,"
CALLS += "customer_id,contact_id,phone,is_deleted\n"
GOOD = "connected,key_person,30"


def call(
    call_id: str,
    rep: str,
    day: str,
    outcome: str = GOOD,
    linked: str = "",
    who: str = ",,",
    deleted: str = "",
) -> str:
    return f"{call_id},{rep},2026-07-{day} 09:00:00,{outcome},{linked},{who},{deleted}\n"


def test_a_deleted_leg_leaves_its_call_and_the_last_one_takes_the_call_along(tmp_path: Path) -> None:
    """p is one call of two legs, the second of which made it a successful one; q has a leg of its own."""
    site = Nights(tmp_path)
    legs = (
        call("p1", "r1", "06", "no_answer,,", "p") + call("p2", "r1", "06", GOOD, "p") + call("q", "r2", "07")
    )
    site.night("2026-07-08", {"calls/1.csv": CALLS + legs, **ROSTER})
    assert site.counted("successful_calls") == {("r1", "2026-07-06"): 1, ("r2", "2026-07-07"): 1}
    gone = call("p2", "r1", "06", GOOD, "p", deleted="true") + call("q", "r2", "07", deleted="1")
    home = site.night("2026-07-08", {"calls/2.csv": CALLS + gone}, "2026-07-08 01:00:00")
    assert site.changed() == [("r1", "2026-07-06"), ("r2", "2026-07-07")]
    assert site.counted() == {("r1", "2026-07-06"): 1}
    assert site.counted("successful_calls") == {}
    assert rows(home, "select call_key, legs from core.fct_call") == [("p", 1)]
    assert site.arithmetic()["calls/2.csv"] == (2, 2, 0, 0)
    back = call("q", "r2", "07", deleted="false")
    site.night("2026-07-08", {"calls/3.csv": CALLS + back}, "2026-07-08 02:00:00")
    assert site.counted() == {("r1", "2026-07-06"): 1, ("r2", "2026-07-07"): 1}
    assert site.differences("2026-07-08") == {}


CONTACTS = "contact_id,customer_id,phone,is_decision_maker,merged_into,is_deleted\n"
CUSTOMERS = "customer_id,is_capable,merged_into,merged_from,is_deleted\n"
OPPORTUNITIES = "opportunity_id,customer_id,rep_id,visit_accepted_at,is_capable,is_deleted\n"
ORDERS = "order_id,rep_id,signed_at,is_deleted\n"


def test_deleted_records_of_a_crm_are_gone_unless_they_were_merged(tmp_path: Path) -> None:
    """The contact k that decides, the opportunity o and the order s go. B was deleted because A took it up,
    C says that it went to A: calls of both stay A's.
    """
    site = Nights(tmp_path)
    nobody = "connected,,30"
    calls = call("1", "r1", "06", nobody, who=",k,") + call("2", "r1", "07", GOOD, who="B,,")
    calls += call("3", "r1", "07", GOOD, who="C,,") + call("4", "r1", "07", GOOD, who="A,,")
    files = {
        "calls/1.csv": CALLS + calls,
        "contacts/1.csv": CONTACTS + "k,A,13911110001,true,,\n",
        "customers/1.csv": CUSTOMERS + "A,true,,,\nB,true,,,\nC,true,,,\n",
        "opportunities/1.csv": OPPORTUNITIES + "o,A,r1,2026-07-08 10:00:00,,\n",
        "orders/1.csv": ORDERS + "s,r1,2026-07-08 10:00:00,\n",
        **ROSTER,
    }
    home = site.night("2026-07-08", files, more="+fct_sale")
    assert site.counted("customer_coverage") == {("r1", "2026-07-06"): 1, ("r1", "2026-07-07"): 3}
    assert site.counted("potential_opportunities") == {("r1", "2026-07-08"): 1}
    assert len(rows(home, "select * from core.fct_sale")) == 1
    deleted = {
        "contacts/2.csv": CONTACTS + "k,A,13911110001,true,,true\n",
        "customers/2.csv": CUSTOMERS + "A,true,,B,\nB,true,,,true\nC,true,A,,yes\n",
        "opportunities/2.csv": OPPORTUNITIES + "o,A,r1,2026-07-08 10:00:00,,true\n",
        "orders/2.csv": ORDERS + "s,r1,2026-07-08 10:00:00,true\n",
    }
    home = site.night("2026-07-08", deleted, "2026-07-08 01:00:00", more="+fct_sale")
    assert site.changed() == [("r1", f"2026-07-0{day}") for day in (6, 7, 8)]
    assert site.counted("customer_coverage") == {("r1", "2026-07-07"): 1}
    assert site.counted("successful_calls") == {("r1", "2026-07-07"): 3}
    assert site.counted("potential_opportunities") == {}
    assert rows(home, "select * from core.fct_sale") == []
    assert site.differences("2026-07-08") == {}
