"""Checks of what the night counted anew: where they fail, the next night does not build upon it."""

from __future__ import annotations

import pytest

from dagster_project.gate.changes import leaves_doubt
from dagster_project.gate.declaration import load_suites
from tests.gate.conftest import EXPECTATIONS, Judge

TWICE = "insert into candidate.counted_event select * from candidate.counted_event where line_no = 2"


@pytest.mark.parametrize(
    ("sql", "doubt"),
    [
        ("", False),
        (TWICE, True),
        ("update candidate.kpi_daily set measured = 6 where kpi_id = 'dials'", True),
        ("drop view gate.changed_event", True),
        # looked at whole in every night
        ("update gate.file_state set rows_read = rows_read + 1, unexplained = 1", False),
    ],
)
def test_doubt_is_left_by_checks_of_the_nights_own_rows_alone(judge: Judge, sql: str, doubt: bool) -> None:
    assert leaves_doubt(load_suites(EXPECTATIONS), list(judge(sql).values())) is doubt


def test_days_are_held_against_events_where_the_night_counted_anew(judge: Judge) -> None:
    wrong = "update candidate.kpi_daily set measured = 6 where kpi_id = 'dials' and subject_id = 'r1';"
    elsewhere = "insert into event.int_pair__changed values ('r1', date '1999-01-04')"
    assert not judge(wrong, only="kpi_daily.yml")["days_agree_with_events"].passed
    assert judge(elsewhere, only="kpi_daily.yml")["days_agree_with_events"].passed
