"""China's working calendar: the shipped file is what the library makes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dagster_project.home import PROJECT
from dagster_project.policy import calendar
from dagster_project.policy.load import load_policy
from tests.policy.conftest import Folder

SHIPPED = PROJECT / "seeds" / "calendar.csv"


def test_the_shipped_calendar_is_what_the_command_makes(tmp_path: Path) -> None:
    assert calendar.main(["--write", str(tmp_path / "calendar.csv")]) == 0
    assert (tmp_path / "calendar.csv").read_bytes() == SHIPPED.read_bytes()
    assert calendar.main(["--check", str(SHIPPED)]) == 0


def test_a_calendar_that_was_changed_is_told(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.drop("calendar.csv", 2)
    assert calendar.main(["--check", str(folder.path / "calendar.csv")]) == 1
    assert "remake it with --write" in capsys.readouterr().err


def test_holidays_and_make_up_days_stand_in_it() -> None:
    working = {day: is_working for day, is_working, _ in calendar.china_rows()}
    assert working[date(2026, 9, 25)] is False
    assert working[date(2026, 9, 20)] is True
    assert working[date(2026, 10, 1)] is False
    assert working[date(2026, 10, 10)] is True
    assert date(2026, 9, 21) not in working


def test_only_exceptions_to_monday_to_friday_stand_in_it() -> None:
    assert all(is_working == (day.weekday() >= 5) for day, is_working, _ in calendar.china_rows())


def test_a_run_past_the_end_is_warned_of(folder: Folder) -> None:
    policy = load_policy(folder.path)
    assert calendar.last_day(policy) == date(2026, 12, 31)
    assert calendar.past_end(policy, date(2026, 12, 31)) is None
    assert "it ends on 2026-12-31, the run on 2027-01-01" in str(calendar.past_end(policy, date(2027, 1, 1)))
    folder.put("calendar.csv", "date,is_working_day,name")
    assert "it has no rows" in str(calendar.past_end(load_policy(folder.path), date(2026, 1, 1)))
