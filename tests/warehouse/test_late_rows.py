"""Whatever comes late, again or corrected: what it changes is counted anew, and nothing else."""

from __future__ import annotations

from pathlib import Path

from tests.warehouse.conftest import rows
from tests.warehouse.nights import Nights

CALLS = "call_id,rep_id,started_at,disposition,result,updated_at\n"
ROSTER = {"roster/r.csv": "rep_id,valid_from,team_id\nr1,2026-07-01,t1\nr2,2026-07-01,t1\n"}


def calls(*lines: str) -> str:
    """Lines of calls: id, rep, day, disposition and result, separated by blanks."""
    text = ""
    for line in lines:
        call, rep, day, *words = line.split()
        disposition, result = (*words, "", "")[:2]
        text += f"{call},{rep},2026-07-{day} 09:00:00,{disposition or 'no_answer'},{result},\n"
    return CALLS + text


def test_a_status_changed_days_later_changes_its_own_day(tmp_path: Path) -> None:
    site = Nights(tmp_path)
    site.night("2026-07-07", {"calls/1.csv": calls("a r1 06", "b r2 06", "c r1 07"), **ROSTER})
    site.night("2026-07-10", {"calls/2.csv": calls("a r1 06 connected key_person", "d r2 10")})
    assert site.changed() == [
        *(("r1", day) for day in ("2026-07-06", "2026-07-08", "2026-07-09", "2026-07-10")),
        *(("r2", day) for day in ("2026-07-08", "2026-07-09", "2026-07-10")),
    ]
    assert site.counted("successful_calls") == {("r1", "2026-07-06"): 1}
    assert site.differences("2026-07-10") == {}


def test_what_comes_again_counts_once_and_touches_nothing_else(tmp_path: Path) -> None:
    """Five exports of one evening: the first; one that overlaps it and corrects b; the month so far again,
    with d new; the same rows in another order; and the first one's very bytes under a new name, which stand
    again.
    """
    site = Nights(tmp_path)
    first = calls("a r1 06", "b r1 07")
    site.night("2026-07-08", {"calls/1.csv": first, **ROSTER})
    overlapping = calls("b r1 07 connected key_person", "c r1 08")
    site.night("2026-07-08", {"calls/2.csv": overlapping}, "2026-07-08 01:00:00")
    assert site.changed() == [("r1", "2026-07-07"), ("r1", "2026-07-08")]
    so_far = calls("a r1 06", "b r1 07 connected key_person", "c r1 08", "d r2 08")
    site.night("2026-07-08", {"calls/3.csv": so_far}, "2026-07-08 02:00:00")
    site.night("2026-07-08", {"calls/4.csv": calls("c r1 08", "a r1 06")}, "2026-07-08 03:00:00")
    assert site.counted("successful_calls") == {("r1", "2026-07-07"): 1}
    site.night("2026-07-08", {"calls/5.csv": first}, "2026-07-08 04:00:00")
    assert site.changed() == [("r1", "2026-07-06"), ("r1", "2026-07-07")]
    assert site.counted("successful_calls") == {}
    assert site.counted() == {**{("r1", f"2026-07-0{day}"): 1 for day in (6, 7, 8)}, ("r2", "2026-07-08"): 1}
    assert site.differences("2026-07-08") == {}
    assert site.arithmetic() == {
        "calls/2.csv": (2, 2, 0, 0),
        "calls/3.csv": (4, 2, 2, 0),
        "calls/4.csv": (2, 0, 2, 0),
        "calls/5.csv": (2, 1, 1, 0),
        "roster/r.csv": (2, 2, 0, 0),
    }


SOURCES = """
sources:
  - {name: roster, entity: roster, layout: canonical, path: "roster/**"}
  - {name: north, entity: calls, layout: canonical, path: "north/**", key_space: north}
  - {name: south, entity: calls, layout: canonical, path: "south/**", key_space: south}
"""


def test_two_phone_servers_may_give_the_same_id(tmp_path: Path) -> None:
    """A correction of the one server's call leaves the other's alone; the one's zone, put right, moves its
    own: 18:00 in New York is the next morning in Shanghai.
    """
    site = Nights(tmp_path, SOURCES)
    north = CALLS + "1,r1,2026-07-06 18:00:00,no_answer,,\n"
    site.night("2026-07-08", {"north/1.csv": north, "south/1.csv": calls("1 r2 07"), **ROSTER})
    assert site.counted() == {("r1", "2026-07-06"): 1, ("r2", "2026-07-07"): 1}
    corrected = {"south/2.csv": calls("1 r2 08 connected key_person")}
    site.night("2026-07-08", corrected, "2026-07-08 01:00:00")
    assert site.changed() == [("r2", "2026-07-07"), ("r2", "2026-07-08")]
    assert site.counted() == {("r1", "2026-07-06"): 1, ("r2", "2026-07-08"): 1}
    site.sources = SOURCES.replace("key_space: north}", "key_space: north, time_zone: America/New_York}")
    site.night("2026-07-08", {})
    assert site.counted() == {("r1", "2026-07-07"): 1, ("r2", "2026-07-08"): 1}
    assert site.differences("2026-07-08") == {}


def test_the_gate_looks_at_the_events_of_what_changed_and_at_all_of_a_first_night(tmp_path: Path) -> None:
    site = Nights(tmp_path)
    dials = "from gate.changed_event where kpi_id = 'dials'"
    looked_at = f"select distinct rep_id, cast(day as text) {dials} order by all"
    first = {"calls/1.csv": calls("a r1 06", "b r1 07", "c r2 07"), **ROSTER}
    home = site.night("2026-07-08", first, more="+changed_event")
    assert rows(home, looked_at) == [("r1", "2026-07-06"), ("r1", "2026-07-07"), ("r2", "2026-07-07")]
    late = {"calls/2.csv": calls("d r1 06")}
    home = site.night("2026-07-08", late, "2026-07-08 01:00:00", more="+changed_event")
    assert site.changed() == [("r1", "2026-07-06")]
    assert rows(home, looked_at) == [("r1", "2026-07-06")]
    assert rows(home, f"select count(*) {dials}") == [(2,)]
