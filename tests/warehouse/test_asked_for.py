"""A KPI is counted for those alone whom, or whose manager, a scheme that names it judges on that day."""

from __future__ import annotations

import pytest

from dagster_project.home import PROJECT, Home
from tests.warehouse.conftest import rows
from tests.warehouse.nights import Nights

HEAD = "rep_id,valid_from,team_id,manager_id,role,schemes\n"
BOSSES = "m1,2026-09-01,t1,,manager,supervisor\nm2,2026-09-01,t2,,manager,supervisor\n"
FIRST = f"{HEAD}{BOSSES}a,2026-09-01,t1,m1,rep,\nb,2026-09-01,t2,m2,rep,record-120\n"
MOVED = f"{HEAD}a,2026-09-02,t2,m2,rep,record-120\n"


def calls(day: str) -> str:
    """A connected call of everybody."""
    head = "call_id,rep_id,started_at,disposition,result,phone,talk_seconds\n"
    line = "{day}-{rep},{rep},{day} 09:00:00,connected,other_person,+8613800000001,30\n"
    return head + "".join(line.format(day=day, rep=rep) for rep in ("a", "b", "m1", "m2"))


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    """Two nights: in the second it is told that a changed scheme and manager, a day ago."""
    made = Nights(tmp_path_factory.mktemp("asked"), policy=PROJECT / "seeds")
    landed = {f"calls/{day}.csv": calls(day) for day in ("2026-09-01", "2026-09-02")}
    made.night("2026-09-03", {"roster/r.csv": FIRST, **landed})
    return made


def counted(nights: Nights, day: str) -> set[tuple[object, ...]]:
    """Reps and KPIs over calls of a day."""
    query = f"select rep_id, kpi_id from event.int_counted_event where day = date '{day}' and unit = 'call'"
    return set(rows(Home(nights.folder / "home"), query))


def test_a_rep_counts_for_his_schemes_and_for_his_managers(nights: Nights) -> None:
    managed = {"average_talk_time", "effective_contact_rate"}
    assert counted(nights, "2026-09-01") == {
        *(("a", kpi) for kpi in {"dials"} | managed),
        *(("b", kpi) for kpi in {"effective_calls"} | managed),
        *((boss, kpi) for boss in ("m1", "m2") for kpi in managed),
    }


def test_who_changes_scheme_or_loses_his_last_rep_counts_otherwise_from_that_day_on(nights: Nights) -> None:
    before = counted(nights, "2026-09-01")
    nights.night("2026-09-03", {"roster/moved.csv": MOVED}, exported="2026-09-03 22:00:00")
    managed = {"average_talk_time", "effective_contact_rate"}
    assert counted(nights, "2026-09-01") == before
    assert counted(nights, "2026-09-02") == {
        *((rep, kpi) for rep in ("a", "b") for kpi in {"effective_calls"} | managed),
        *(("m2", kpi) for kpi in managed),
    }
    assert nights.differences("2026-09-03") == {}
