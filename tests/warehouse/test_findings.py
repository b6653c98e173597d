"""Compliance findings, each kind by hand: the shipped limits, Shanghai time; 2026-09-21 is a Monday."""

from __future__ import annotations

import pytest

from dagster_project.home import Home
from tests.warehouse.conftest import policy_with, rows
from tests.warehouse.nights import Nights

CALLS = "call_id,rep_id,started_at,disposition,result,direction,phone,customer_id,talk_seconds\n"
ROSTER = (
    "rep_id,valid_from,valid_to,team_id,calendar_id,fte,left_on\n"
    "r1,2026-09-01,,t1,,,\nr2,2026-09-01,,t1,sixday,0.5,\nr3,2026-09-01,2026-09-20,t1,,,2026-09-20\n"
    "r4,2026-09-01,,t1,,,2026-09-22\nr4,2026-09-24,,t1,,,\n"
)


def call(name: str, rep: str, at: str, **more: object) -> str:
    """A line of an export of calls, in permitted hours if not said otherwise."""
    told = {"disposition": "no_answer", "result": "", "direction": "", "phone": "", "customer_id": ""}
    told |= {"talk_seconds": "", **more}
    return ",".join(map(str, (name, rep, at, *told.values()))) + "\n"


FILES = {
    "roster/r.csv": ROSTER,
    "calls/c.csv": CALLS
    # hours: 09:30 holds, 12:00 does not; Saturday from 11; 2026-09-25 is a holiday; UTC is eight hours behind
    + call("h1", "r1", "2026-09-21 09:29:59")
    + call("h2", "r1", "2026-09-21 09:30:00")
    + call("h3", "r1", "2026-09-21 12:00:00")
    + call("h4", "r1", "2026-09-21T03:59:59Z")
    + call("h5", "r1", "2026-09-26 10:00:00")
    + call("h6", "r1", "2026-09-26 11:00:00")
    + call("h7", "r1", "2026-09-25 15:00:00")
    + call("h8", "r1", "2026-09-21 08:00:00", direction="inbound")
    + call("h9", "r2", "2026-09-26 10:00:00")  # a Saturday that his calendar works on
    # redials: 3 minutes to the second, another rep's, another number, a minute after the second
    + call("d1", "r1", "2026-09-22 10:00:00", phone="13800138001")
    + call("d2", "r1", "2026-09-22 10:03:00", phone="138 0013 8001")
    + call("d3", "r1", "2026-09-22 10:06:01", phone="13800138001")
    + call("d4", "r2", "2026-09-22 10:01:00", phone="13800138001")
    + call("d5", "r1", "2026-09-22 10:00:30", phone="13800138002")
    # the key person in a few seconds; not said how long is not short
    + call("k1", "r1", "2026-09-22 11:00:00", disposition="connected", result="key_person", talk_seconds=9)
    + call("k2", "r1", "2026-09-22 11:10:00", disposition="connected", result="key_person", talk_seconds=10)
    + call("k3", "r1", "2026-09-22 11:20:00", disposition="connected", result="key_person")
    + call("k4", "r1", "2026-09-22 11:30:00", disposition="connected", result="refused", talk_seconds=2)
    # gone: r3's row ended with him, r4 came back on the 24th
    + call("l1", "r3", "2026-09-18 10:00:00")
    + call("l2", "r3", "2026-09-21 10:00:00")
    + call("l3", "r4", "2026-09-22 10:00:00")
    + call("l4", "r4", "2026-09-23 10:00:00")
    + call("l5", "r4", "2026-09-24 10:00:00")
    # asked not to be called: old, merged into new, since the 22nd at noon; gone again on the 24th
    + call("n1", "r1", "2026-09-22 11:59:00", customer_id="new")
    + call("n2", "r1", "2026-09-22 14:00:00", customer_id="new")
    + call("n3", "r1", "2026-09-24 10:00:00", customer_id="old")
    + call("n4", "r1", "2026-09-23 10:00:00", customer_id="old", direction="inbound"),
    "customers/a.csv": "customer_id,do_not_call,merged_into,updated_at\n"
    "old,,new,2026-09-20 08:00:00\nnew,,,2026-09-20 08:00:00\n",
    "customers/b.csv": "customer_id,do_not_call,merged_into,updated_at\nold,true,new,2026-09-22 12:00:00\n",
    "customers/c.csv": "customer_id,do_not_call,merged_into,updated_at\n"
    "old,true,new,2026-09-23 12:00:00\nold,false,new,2026-09-24 09:00:00\n",
    # claims: the call of 10:00 is an hour away at the most; a claim without a time needs a call that day
    "activities/a.csv": "activity_id,rep_id,occurred_at,kind,customer_id,phone\n"
    "a1,r1,2026-09-22 11:06:01,call,,13800138001\n"
    "a2,r1,2026-09-22 11:06:02,call,,13800138001\n"
    "a3,r2,2026-09-22 10:00:00,call,,13800138002\n"
    "a4,r1,2026-09-22,call,new,\n"
    "a5,r1,2026-09-21,call,new,\n"
    "a6,r1,2026-09-22 10:00:00,call,,\n"
    "a7,r1,2026-09-22 20:00:00,visit,,13800138001\n"
    "a8,r1,2026-09-17 10:00:00,call,,13800138001\n",
    "decisions/d.csv": "decision_id,about,subject_id,reference,period_start,decision,decided_by,decided_at\n",
}
FOUND = {
    "outside_hours": {
        ("r1", "2026-09-21", "h1", "09:29:59 on a working day", "09:30-12:00, 14:00-18:00"),
        ("r1", "2026-09-21", "h3", "12:00:00 on a working day", "09:30-12:00, 14:00-18:00"),
        ("r1", "2026-09-26", "h5", "10:00:00 on a weekend", "11:00-18:00"),
        ("r1", "2026-09-25", "h7", "15:00:00 on a holiday", "no calls"),
    },
    "redial": {("r1", "2026-09-22", "d2", "180 seconds after call d1", "more than 3 minutes")},
    "short_key_person": {("r1", "2026-09-22", "k1", "9.000 seconds of talk", "at least 10 seconds")},
    "after_leaving": {
        ("r3", "2026-09-21", "l2", "called 1 days after leaving", "until 2026-09-20"),
        ("r4", "2026-09-23", "l4", "called 1 days after leaving", "until 2026-09-22"),
    },
    "do_not_call": {
        (
            "r1", "2026-09-22", "n2", "customer new was called at 2026-09-22 14:00:00",
            "no calls since 2026-09-22 12:00:00",
        ),
    },
    "unverified_claim": {
        ("r1", "2026-09-22", "a2", "no call within 60 minutes of 11:06:02", ""),
        ("r2", "2026-09-22", "a3", "no call within 60 minutes of 10:00:00", ""),
        ("r1", "2026-09-21", "a5", "no call on that day", ""),
        ("r1", "2026-09-22", "a6", "a call to nobody that is named", ""),
    },
}  # fmt: skip
MORE = "+finding_row +unknown_decision +int_activity__counting"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    """A calendar of six days beside the site's."""
    folder = tmp_path_factory.mktemp("findings")
    policy = policy_with(folder / "policy")
    header, *days = (policy / "calendar.csv").read_text(encoding="utf-8").splitlines()
    assert "calendar_id" not in header
    lines = [f"{header},calendar_id", *(f"{day}," for day in days), "2026-09-26,true,,sixday"]
    (policy / "calendar.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Nights(folder, policy=policy)


@pytest.fixture(scope="module")
def home(site: Nights) -> Home:
    return site.night("2026-09-30", FILES, more=MORE)


@pytest.mark.parametrize("kind", FOUND)
def test_each_kind_finds_what_it_should(home: Home, kind: str) -> None:
    query = (
        "select rep_id, cast(day as text), unit_id, observed, allowed from event.finding_row where kind = "
    )
    found = {
        (*row[:4], "" if kind == "unverified_claim" else row[4]) for row in rows(home, f"{query}'{kind}'")
    }
    assert found == FOUND[kind]


def test_an_unverified_claim_counts_for_nothing(home: Home) -> None:
    """a8 was before the first day of which there are calls."""
    query = "select activity_id from core.int_activity__counting order by all"
    assert rows(home, query) == [("a1",), ("a4",), ("a7",), ("a8",)]


def test_a_later_night_makes_the_changed_days_anew_and_a_person_decides(site: Nights, home: Home) -> None:
    """d3 turns out to be a second earlier, which makes it a redial; h1 was a test of the line."""
    query = "select unit_id, finding_id from event.finding_row where kind in ('redial', 'outside_hours')"
    before = dict(rows(home, query))
    ids = {"d-1": before["h1"], "d-2": "f-of-nothing"}
    lines = [
        f"{name},finding,r1,{of},,dismissed,chen,2026-10-01 09:00:00,a test\n" for name, of in ids.items()
    ]
    head = "decision_id,about,subject_id,reference,period_start,decision,decided_by,decided_at,reason\n"
    late = {
        "decisions/e.csv": head + "".join(lines),
        "calls/late.csv": CALLS + call("d3", "r1", "2026-09-22 10:06:00", phone="13800138001"),
    }
    site.night("2026-09-30", late, exported="2026-10-01 00:00:00", more=MORE)
    after = dict(rows(home, query))
    assert after.pop("d3") is not None
    assert after == before
    decided = "select unit_id, status, decided_by, reason from event.finding_row where status <> 'listed'"
    assert rows(home, decided) == [("h1", "dismissed", "chen", "a test")]
    assert rows(home, "select decision_id from gate.unknown_decision") == [("d-2",)]
