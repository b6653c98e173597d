"""China's working calendar, as `calendar.csv` has it: the exceptions to Monday-Friday.

`python -m dagster_project.policy.calendar --write seeds/calendar.csv` remakes the file from the
`chinesecalendar` library, for every year that it knows. `--check` tells whether the file is up to date.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from datetime import date
from pathlib import Path

from dagster_project.errors import Problem
from dagster_project.policy.model import Policy
from dagster_project.policy.values import Day

HEADER = ("date", "is_working_day", "name")
_SATURDAY = 5


def china_rows() -> list[tuple[date, bool, str]]:
    """(date, is working day, name) of every holiday on Monday-Friday and every make-up day on a weekend."""
    from chinese_calendar import constants

    names = {holiday.value: holiday.chinese for holiday in constants.Holiday}
    off = [
        (day, False, names.get(name, name))
        for day, name in constants.holidays.items()
        if day.weekday() < _SATURDAY
    ]
    made_up = [
        (day, True, f"{names.get(name, name)}调休上班")
        for day, name in constants.workdays.items()
        if day.weekday() >= _SATURDAY
    ]
    return sorted(off + made_up)


def china_csv() -> str:
    """The text of `calendar.csv`, LF line ends."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows((day.isoformat(), str(working).lower(), name) for day, working, name in china_rows())
    return text.getvalue()


def last_day(policy: Policy) -> date | None:
    """The last day that the site's calendar speaks for: the end of the last year that has a row in it.

    None where the calendar has no row. For a policy that `check` found right: a date that is none raises
    `ValueError`.
    """
    table = policy.tables["calendar"]
    days = [Day().parse(row.text("date")) for row in table.rows if not row.text("calendar_id")]
    return date(max(days).year, 12, 31) if days else None


def past_end(policy: Policy, as_of: date) -> Problem | None:
    """A warning where a run up to `as_of` passes the last day that the calendar speaks for."""
    end = last_day(policy)
    if end is not None and as_of <= end:
        return None
    known = "it has no rows" if end is None else f"it ends on {end}"
    expected = f"{known}, the run on {as_of}: from there on every Monday to Friday is a working day"
    return Problem("calendar.csv", None, None, None, f"{expected}; remake it or add the holidays")


def main(arguments: list[str] | None = None) -> int:
    """Write the file, or check it: 0 when it is up to date, 1 when it is not."""
    parser = argparse.ArgumentParser(description="China's working calendar for the policy folder")
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--write", type=Path, metavar="FILE", help="make this file anew")
    action.add_argument("--check", type=Path, metavar="FILE", help="tell whether this file is up to date")
    chosen = parser.parse_args(arguments)
    if chosen.write:
        chosen.write.write_text(china_csv(), encoding="utf-8", newline="\n")
        return 0
    if chosen.check.read_text(encoding="utf-8") == china_csv():
        return 0
    sys.stderr.write(f"{chosen.check} is not what the library makes: remake it with --write {chosen.check}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
