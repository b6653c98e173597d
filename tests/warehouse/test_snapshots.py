"""Sources of `mode: snapshot`: each file is the whole, and what a newer one lacks is gone."""

from __future__ import annotations

from pathlib import Path

from tests.warehouse.conftest import rows
from tests.warehouse.nights import Nights

SOURCES = """
defaults: {mode: snapshot}
sources:
  - {name: roster, entity: roster, layout: canonical, path: "roster/**"}
  - {name: calls, entity: calls, layout: canonical, path: "calls/**"}
  - {name: contacts, entity: contacts, layout: canonical, path: "contacts/**"}
  - {name: customers, entity: customers, layout: canonical, path: "customers/**"}
  - {name: opportunities, entity: opportunities, layout: canonical, path: "opportunities/**"}
"""
ROSTER = "rep_id,valid_from\nr1,2026-07-01\n"
CALLS = "call_id,rep_id,started_at,disposition,talk_seconds,result,linked_id,contact_id,customer_id\n"
CALL = {
    "a": "a,r1,2026-07-06 09:00:00,connected,30,key_person,,,A",
    "b1": "b1,r1,2026-07-07 09:00:00,no_answer,,,b,,",
    "b2": "b2,r1,2026-07-07 09:01:00,connected,30,key_person,b,,B",
    "c": "c,r1,2026-07-08 09:00:00,connected,30,,,k,",
}
CONTACT = "contact_id,customer_id,is_decision_maker\n"
CUSTOMER = "customer_id,is_capable,merged_into\n"
OPPORTUNITY = "opportunity_id,customer_id,rep_id,visit_accepted_at,is_capable\n"
WON = "o,B,r1,2026-07-07 10:00:00,\n"


def calls(*names: str) -> str:
    return CALLS + "".join(f"{CALL[name]}\n" for name in names)


def test_what_a_newer_snapshot_lacks_is_gone_and_may_come_back(tmp_path: Path) -> None:
    """A night each: all there; call a, a leg of b, the merge of B into A and contact k are missing; the
    customers are whole again, while an older snapshot of the calls arrives late and changes nothing; then the
    calls are as they were first, in the very same bytes.
    """
    site = Nights(tmp_path, SOURCES)
    first = {
        "roster/1.csv": ROSTER,
        "calls/1.csv": calls("a", "b1", "b2", "c"),
        "contacts/1.csv": CONTACT + "k,A,true\n",
        "customers/1.csv": CUSTOMER + "A,true,\nB,,A\n",
        "opportunities/1.csv": OPPORTUNITY + WON,
    }
    site.night("2026-07-08", first)
    assert site.counted() == {("r1", f"2026-07-0{day}"): 1 for day in (6, 7, 8)}
    assert site.counted("successful_calls") == site.counted()
    assert site.counted("potential_opportunities") == {("r1", "2026-07-07"): 1}
    second = {
        "calls/2.csv": calls("b1", "c"),
        "contacts/2.csv": CONTACT,
        "customers/2.csv": CUSTOMER + "A,true,\n",
    }
    home = site.night("2026-07-08", second, "2026-07-08 02:00:00")
    assert site.changed() == [("r1", f"2026-07-0{day}") for day in (6, 7, 8)]
    assert site.counted() == {("r1", "2026-07-07"): 1, ("r1", "2026-07-08"): 1}
    assert site.counted("successful_calls") == {}
    assert site.counted("potential_opportunities") == {}
    assert rows(home, "select call_key, legs from core.fct_call order by all") == [("b", 1), ("c", 1)]
    assert site.arithmetic()["calls/2.csv"] == (2, 0, 2, 0)
    third = {"calls/late.csv": calls("a", "b2"), "customers/3.csv": CUSTOMER + "A,true,\nB,,A\n"}
    site.night("2026-07-08", third, "2026-07-08 01:00:00")
    assert site.counted() == {("r1", "2026-07-07"): 1, ("r1", "2026-07-08"): 1}
    assert site.differences("2026-07-08") == {}
    fourth = {"calls/4.csv": first["calls/1.csv"], "customers/4.csv": CUSTOMER + "A,true,\nB,,A\nC,,\n"}
    home = site.night("2026-07-08", fourth, "2026-07-08 03:00:00")
    assert site.counted() == {("r1", f"2026-07-0{day}"): 1 for day in (6, 7, 8)}
    assert site.counted("potential_opportunities") == {("r1", "2026-07-07"): 1}
    assert rows(home, "select name from raw.file where entity = 'calls' and not superseded") == [
        ("calls/4.csv",)
    ]
    site.night("2026-07-08", {"opportunities/5.csv": OPPORTUNITY}, "2026-07-08 04:00:00")
    assert site.counted("potential_opportunities") == {}
    assert site.differences("2026-07-08") == {}
