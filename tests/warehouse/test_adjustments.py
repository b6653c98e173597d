"""Which adjustments count, which are refused and why; and what else is told beside the numbers."""

from __future__ import annotations

import pytest

from dagster_project.home import Home
from tests.warehouse.conftest import rows
from tests.warehouse.nights import Nights

SCHEME = "telesales-standard"
FILES = {
    "roster/r.csv": "rep_id,valid_from,team_id,hired_on,left_on,name,manager_id\n"
    "r1,2026-07-01,t1,,,Lin Yi,m1\nr2,2026-07-01,t1,2026-07-08,2026-07-09,,m2\nboss,2026-08-01,t9,,,,\n"
    "m1,2026-08-01,t9,,,Wang Wu,\n",
    "calls/c.csv": "call_id,rep_id,started_at,disposition,result,direction,phone,talk_seconds,is_deleted\n"
    "a,r1,2026-07-06 09:00:00,connected,key_person,,,9,\n"
    "b,r1,2026-07-06 09:10:00,connected,,inbound,,9,\n"
    "c,r1,2026-07-06 09:20:00,connected,,internal,,9,\n"
    "d,r9,2026-07-06 09:30:00,connected,,,+8613800000001,9,\n"
    "e,r1,2026-07-06 09:40:00,voicemail,,,+8613800000002,,\n"
    "f,r1,2026-07-06 09:50:00,no_answer,,,+8613800000002,,true\n"
    "g,r1,2026-07-07 09:00:00,connected,other_person,,+8613800000002,9,\n",
    "leave/l.csv": "rep_id,date,kind,fraction\nr1,2026-07-08,sick,0.5\nr1,2026-07-08,unexcused,0.5\n",
    "opportunities/o.csv": "opportunity_id,customer_id,rep_id,visit_accepted_at,is_capable,confirmed_at,"
    "confirmed_by,is_deleted\n"
    "o1,K,r1,2026-07-06 10:00:00,false,2026-07-07 10:00:00,r1,\n"
    "o2,K,r1,2026-07-06 10:00:00,true,,,true\n",
}
HEAD = "adjustment_id,subject_id,period,scheme_id,kpi_id,delta,reason,approved_by,approved_at\n"
GOOD = {
    "g1": ("r1", "2026-07-06", "dials", "rep", "day", "2026-07-06"),
    "g2": ("r1", "2026-W28", "score", "rep", "week", "2026-07-06"),
    "g3": ("t1", "2026-07", "score", "team", "month", "2026-07-01"),
    "g4": ("site", "2026-Q3", "score", "site", "quarter", "2026-07-01"),
    "g5": ("r1", "2026", "score", "rep", "year", "2026-01-01"),
    "g6": ("r1", "2026-12-01", "dials", "rep", "day", "2026-12-01"),
}
"""Adjustment to subject, period and KPI, and how they are read; g6 lies ahead and waits."""

BAD = {
    "b1": ("r1", "2026-07-32", "dials", "boss", "period", "a day (2026-10-05), week"),
    "b2": ("r1", "2026-W54", "score", "boss", "period", "a day (2026-10-05), week"),
    "b3": ("r1", "2026-07", "dials", "boss", "period", "belongs to one day"),
    "b4": ("r1", "2026-07-06", "score", "boss", "period", "a day has no score"),
    "b5": ("r1", "2026-07-06", "smiles", "boss", "kpi_id", "a KPI that the scheme sets targets for"),
    "b6": ("r7", "2026-07-06", "dials", "boss", "subject_id", "a rep of the roster"),
    "b7": ("t1", "2026-07-06", "dials", "boss", "subject_id", "a rep of the roster"),
    "b8": ("r1", "2026-06-30", "dials", "boss", "period", "the roster has the subject"),
    "b9": ("r1", "2026-07-06", "dials", "r1", "approved_by", "somebody other than the subject"),
    "c1": ("t1", "2026-07", "score", "r2", "approved_by", "one of its members"),
    "c3": ("r1", "2026-07-06", "dials", "LINYi", "approved_by", "somebody other than the subject"),
    "c4": ("r1", "2026-07-06", "dials", "R 1", "approved_by", "somebody other than the subject"),
    "c5": ("t1", "2026-07", "score", "M2", "approved_by", "of a team, its manager"),
    "c6": ("t1", "2026-W28", "score", "wang wu", "approved_by", "of a team, its manager"),
}
"""Adjustment to subject, period, KPI and approver; the column refused, and what was expected."""

BY_A_MANAGER = {
    "m1": ("r1", "2026-07-07", "successful_calls", "m1"),
    "m3": ("site", "2026-07", "score", "Wang Wu"),
}
"""A manager may approve for a rep of the team, and for the site."""


def line(name: str, subject: str, period: str, kpi: str, by: str, scheme: str = SCHEME) -> str:
    """A line of an export of adjustments."""
    return f"{name},{subject},{period},{scheme},{kpi},2,because,{by},2026-07-10 09:00:00\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    site = Nights(tmp_path_factory.mktemp("adjustments"))
    text = HEAD + "".join(line(name, *told[:3], "boss") for name, told in GOOD.items())
    text += "".join(line(name, *told[:4]) for name, told in BAD.items())
    text += "".join(line(name, *told) for name, told in BY_A_MANAGER.items())
    text += line("c2", "r1", "2026-07-06", "dials", "boss", "no-such-scheme")
    more = "+quarantine +refused_adjustment +config.schema:candidate"
    return site.night("2026-07-10", {**FILES, "adjustments/a.csv": text}, more=more)


def test_good_ones_are_read_with_subject_grain_and_period(home: Home) -> None:
    query = (
        "select adjustment_id, subject_id, period, kpi_id, subject_kind, grain, cast(period_start as text) "
    )
    found = {row[0]: row[1:] for row in rows(home, f"{query}from candidate.adjustment")}
    assert found.keys() - GOOD.keys() == BY_A_MANAGER.keys()
    assert {name: told for name, told in found.items() if name in GOOD} == GOOD


@pytest.mark.parametrize("name", BAD)
def test_bad_ones_are_quarantined_with_column_value_and_reason(home: Home, name: str) -> None:
    subject, period, kpi, by, column, expected = BAD[name]
    place = 2 + len(GOOD) + list(BAD).index(name)
    value = {"subject_id": subject, "period": period, "kpi_id": kpi, "approved_by": by}[column]
    query = (
        "select column_name, value, expected from core.quarantine where entity = 'adjustments' and line_no = "
    )
    ((found, text, reason),) = rows(home, f"{query}{place}")
    assert (found, text) == (column, value)
    assert expected in str(reason)


def test_an_unknown_scheme_is_refused_and_the_gate_names_every_refused_line(home: Home) -> None:
    query = "select adjustment_id, refused_column, file_name from gate.refused_adjustment order by all"
    found = rows(home, query)
    assert ("c2", "scheme_id", "adjustments/a.csv") in found
    assert [name for name, *_ in found] == sorted([*BAD, "c2"])
    counted = (
        "select rows_read, rows_loaded, rows_quarantined from core.file_rows where entity = 'adjustments'"
    )
    assert rows(home, counted) == [(23, 8, 15)]


def test_a_days_delta_rolls_up_and_the_score_moves_alone(home: Home) -> None:
    query = "select measured, adjustment, actual from candidate.kpi_{} "
    query += "where kpi_id = 'dials' and subject_id = '{}'"
    for grain, subject in (("weekly", "r1"), ("monthly", "t1"), ("quarterly", "site"), ("yearly", "r1")):
        assert [tuple(map(int, map(str, row))) for row in _whole(home, query.format(grain, subject))] == [
            (3, 2, 5)
        ]
    scores = "select adjustment, score - measured from candidate.score_{} where subject_id = '{}'"
    for grain, subject, delta in (("weekly", "r1", 2), ("monthly", "t1", 2), ("monthly", "r1", 0)):
        assert _whole(home, scores.format(grain, subject)) == [(delta, delta)]


def test_every_day_says_why_targets_grow_or_not_and_by_which_lines(home: Home) -> None:
    query = "select cast(day as text)[9:], day_reason, cast(available as text) "
    query += "from candidate.rep_day where rep_id = "
    assert rows(home, f"{query}'r2' order by all") == [
        ("06", "before hire", "0.00000000"),
        ("07", "before hire", "0.00000000"),
        ("08", "working day", "1.00000000"),
        ("09", "working day", "1.00000000"),
        ("10", "after leaving", "0.00000000"),
    ]
    leave = (
        "select cast(available as text), leave_lines from candidate.rep_day where rep_id = 'r1' and day = "
    )
    ((available, lines),) = rows(home, f"{leave}'2026-07-08'")
    assert available == "0.50000000"
    assert str(lines).endswith(":2")


def test_what_is_not_counted_is_told_with_the_reason(home: Home) -> None:
    query = "select entity, unit_id, reason, kpi_id from candidate.excluded_event order by all"
    assert rows(home, query) == [
        ("calls", "a", "no_identity", "customer_coverage"),
        ("calls", "b", "inbound", "dials"),
        ("calls", "c", "internal", "dials"),
        ("calls", "d", "outside_roster", "dials"),
        ("calls", "f", "deleted", "dials"),
        ("opportunities", "o1", "confirmed_by_rep", "valid_opportunities"),
        ("opportunities", "o1", "not_capable", "potential_opportunities"),
        ("opportunities", "o2", "deleted", "potential_opportunities"),
    ]
    outcomes = "select unit_id, outcome from candidate.counted_event where kpi_id = 'dials' order by all"
    assert rows(home, outcomes) == [("a", "successful"), ("e", "voicemail"), ("g", "no_key_person")]


def _whole(home: Home, query: str) -> list[tuple[int, ...]]:
    """Numbers without decimals."""
    return [tuple(int(float(str(value))) for value in row) for row in rows(home, query)]
