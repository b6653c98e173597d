"""Cells of the wrong type, ids that nothing bears, rows that speak twice: each with file, line, column."""

from __future__ import annotations

import pytest

from tests.policy.conftest import Folder

CELLS = [
    ("targets.csv", 2, "100", "1e2", "standard, '1e2', expected a plain number such as 12 or 0.5"),
    ("targets.csv", 2, "100", "-100", "standard, '-100', expected 0 or more"),
    ("targets.csv", 2, "100", "100.00001", "standard, '100.00001', expected at most 4 decimals"),
    (
        "targets.csv",
        2,
        "100",
        "123456789012345",
        "standard, '123456789012345', expected at most 14 digits before the point",
    ),
    ("targets.csv", 2, ",100,", ",,", "standard, '', expected a value"),
    (
        "targets.csv",
        2,
        "day,100",
        "dya,100",
        "per, 'dya', expected one of day, week, month, quarter, year; did you mean 'day'?",
    ),
    (
        "targets.csv",
        2,
        ",day,,,,,",
        ",day,,1.5,,,",
        "tenure_from_days, '1.5', expected a whole number",
    ),
    (
        "targets.csv",
        2,
        ",day,,,,,",
        ",day,,,,2026-02-30,",
        "valid_from, '2026-02-30', expected a day that the calendar has, as YYYY-MM-DD",
    ),
    (
        "targets.csv",
        2,
        ",day,,,,,",
        ",day,,,,20260201,",
        "valid_from, '20260201', expected a date as YYYY-MM-DD",
    ),
    (
        "kpis.csv",
        2,
        "sum",
        "summ",
        "kind, 'summ', expected one of sum, distinct, ratio, mean; did you mean 'sum'?",
    ),
    ("kpis.csv", 2, "true", "yes", "higher_is_better, 'yes', expected true or false"),
    (
        "schemes.csv",
        2,
        "day;week",
        "day;day;week",
        "grains, 'day;day;week;month;quarter;year', expected each word once",
    ),
    ("bands.csv", 3, "0.6", "0.6000001", "lower_bound, '0.6000001', expected at most 6 decimals"),
    ("bands.csv", 3, "0.6", "60%", "lower_bound, '60%', expected a plain number such as 12 or 0.5"),
    ("weights.csv", 4, ",5,", ",five,", "points, 'five', expected a plain number such as 12 or 0.5"),
    (
        "leave_kinds.csv",
        2,
        "sick",
        "sickness",
        "kind, 'sickness', expected one of sick, personal, annual, statutory, unexcused; "
        "did you mean 'sick'?",
    ),
    (
        "dispositions.csv",
        2,
        "connected,connected",
        "ANSWERED,answered",
        "canonical, 'answered', expected one of connected, no_answer, busy, failed, cancelled, voicemail; "
        "did you mean 'no_answer'?",
    ),
    (
        "results.csv",
        2,
        "key_person,key_person",
        "KP,key_persn",
        "canonical, 'key_persn', expected one of key_person, other_person, refused, voicemail, wrong_number, "
        "callback, none; did you mean 'key_person'?",
    ),
    ("permitted_hours.csv", 2, "09:30", "9:30", "from_time, '9:30', expected a time of day as HH:MM"),
    (
        "permitted_hours.csv",
        2,
        "12:00",
        "24:30",
        "to_time, '24:30', expected a time of day from 00:00 to 23:59",
    ),
    ("consequences.csv", 2, "0.5", "1.5", "min_available_share, '1.5', expected 1 or less"),
    ("calendar.csv", 2, "2004-01-01", "1/1/2004", "date, '1/1/2004', expected a date as YYYY-MM-DD"),
    (
        "targets.csv",
        2,
        "telesales",
        "telesale",
        "scheme_id, 'telesale-standard', no such scheme_id in schemes.csv; "
        "did you mean 'telesales-standard'?",
    ),
    (
        "consequences.csv",
        2,
        "potential_opportunities",
        "opportunities",
        "kpi_id, 'opportunities', no such kpi_id in kpis.csv; did you mean 'valid_opportunities'?",
    ),
    (
        "consequences.csv",
        3,
        ",red,",
        ",rad,",
        "band, 'rad', no such band of telesales-standard in bands.csv; did you mean 'red'?",
    ),
    (
        "settings.csv",
        5,
        "hunt",
        "farm",
        "value, 'opportunity-farm', default_phase: scheme telesales-standard has no weights for this phase; "
        "did you mean 'opportunity-hunt'?",
    ),
    (
        "settings.csv",
        9,
        "telesales",
        "telesale",
        "value, 'telesale-standard', core_scheme: no such scheme_id in schemes.csv; "
        "did you mean 'telesales-standard'?",
    ),
    (
        "calendar.csv",
        3,
        "2004-01-17",
        "2004-01-01",
        "date, '2004-01-01', repeats line 2: expected one row per date, calendar_id",
    ),
    (
        "leave_kinds.csv",
        2,
        "true,,",
        "true,2026-02-01,2026-01-31",
        "valid_to, '2026-01-31', expected 2026-02-01 (valid_from) or later",
    ),
    (
        "results.csv",
        5,
        "false,false",
        "true,false",
        "connected, 'true', expected false or blank: voicemail is never connected",
    ),
    (
        "dispositions.csv",
        3,
        "false,false",
        "false,true",
        "human_answered, 'true', expected false or blank: the call is not connected",
    ),
    ("permitted_hours.csv", 2, "12:00", "09:30", "to_time, '09:30', expected later than 09:30 (from_time)"),
    ("permitted_hours.csv", 2, "12:00", "09:00", "to_time, '09:00', expected later than 09:30 (from_time)"),
    (
        "permitted_hours.csv",
        3,
        "14:00",
        "11:59",
        "from_time, '11:59', overlaps the window of line 2 on every day",
    ),
]


@pytest.mark.parametrize(("file", "line_no", "old", "new", "said"), CELLS)
def test_a_wrong_cell_is_told(folder: Folder, file: str, line_no: int, old: str, new: str, said: str) -> None:
    folder.change(file, line_no, old, new)
    column, value, expected = said.split(", ", 2)
    assert f"{file}:{line_no}, column {column}: {value}: {expected}" in folder.problems()


@pytest.mark.parametrize(
    ("file", "line_no", "old", "new"),
    [
        ("targets.csv", 2, "100", "100.50000"),
        ("bands.csv", 3, "0.6", "0.60000000"),
        ("kpis.csv", 2, "true", "TRUE"),
        ("schemes.csv", 2, "day;week", "day; week"),
        ("permitted_hours.csv", 3, "14:00", "12:00"),
        ("leave_kinds.csv", 2, "true,,", "true,2026-01-01,2026-01-01"),
    ],
)
def test_what_only_looks_wrong_is_accepted(
    folder: Folder, file: str, line_no: int, old: str, new: str
) -> None:
    folder.change(file, line_no, old, new)
    assert folder.problems() == []


def test_rows_of_one_key_may_follow_each_other_but_not_overlap(folder: Folder) -> None:
    folder.put(
        "leave_kinds.csv",
        "kind,excuses,valid_from,valid_to",
        "personal,true,,2026-06-30",
        "personal,false,2026-07-01,",
    )
    assert folder.problems() == []
    folder.change("leave_kinds.csv", 3, "2026-07-01", "2026-06-30")
    assert folder.problems() == [
        "leave_kinds.csv:3, column valid_from: '2026-06-30': overlaps line 2 from 2026-06-30 to 2026-06-30: "
        "expected one row per kind on each day"
    ]


def test_one_value_may_mean_different_things_for_different_sources(folder: Folder) -> None:
    folder.add("dispositions.csv", "8,connected,east,true,,,,", "8,busy,west,false,,,,")
    assert folder.problems() == []


def test_words_of_an_export_that_differ_in_case_alone_are_the_same(folder: Folder) -> None:
    folder.add("dispositions.csv", "Connected,failed,,,,,,")
    last = len(folder.lines("dispositions.csv"))
    assert folder.problems() == [
        f"dispositions.csv:{last}, column value: 'Connected': repeats line 2: "
        "expected one row per value, source"
    ]


def test_validity_of_a_table_without_dates_is_refused_where_it_is_used(folder: Folder) -> None:
    lines = folder.lines("schemes.csv")
    folder.put("schemes.csv", f"{lines[0]},valid_from", f"{lines[1]},")
    assert folder.problems() == []
    folder.put("schemes.csv", f"{lines[0]},valid_from", f"{lines[1]},2026-01-01")
    assert folder.problems() == [
        "schemes.csv:2, column valid_from: '2026-01-01': expected blank: "
        "the rows of this table hold on every day"
    ]


def test_excused_days_name_their_scope(folder: Folder) -> None:
    folder.add(
        "excused_days.csv",
        "2026-07-01,team,,calls,0.5,phone system down,chen",
        "2026-07-02,site,north,,1,power cut,chen",
        "2026-07-03,rep,r1,dials,1.1,,",
        "2026-07-04,site,site,,1,power cut,chen",
    )
    entities = (
        "calls, customers, contacts, opportunities, activities, orders, receipts, complaints, surveys, "
        "ratings, attendance, leave, tasks, roster, training, adjustments, decisions"
    )
    assert folder.problems() == [
        "excused_days.csv:2, column scope_id: '': expected the team's id",
        "excused_days.csv:3, column scope_id: 'north': expected blank or 'site' (the setting site_id)",
        "excused_days.csv:4, column approved_by: '': expected a value",
        f"excused_days.csv:4, column entity: 'dials': expected one of {entities}",
        "excused_days.csv:4, column fraction: '1.1': expected 1 or less",
        "excused_days.csv:4, column reason: '': expected a value",
    ]


def test_a_season_is_a_month_of_the_year(folder: Folder) -> None:
    folder.add("season_factors.csv", "telesales-standard,2,0.8,,,", "telesales-standard,13,1.2,,,")
    assert folder.problems() == [
        "season_factors.csv:3, column month: '13': expected a whole number from 1 to 12",
    ]


def test_every_problem_is_told_at_once_in_order(folder: Folder) -> None:
    folder.change("bands.csv", 2, ",0,", ",0.1,")
    folder.change("weights.csv", 4, ",5,", ",4,")
    folder.change("targets.csv", 3, "20", "twenty")
    folder.change("targets.csv", 2, "dials", "dails")
    folder.change("calendar.csv", 10, "false", "no")
    assert [problem.split(":")[0:2] for problem in folder.problems()] == [
        ["bands.csv", "2, column lower_bound"],
        ["calendar.csv", "10, column is_working_day"],
        ["targets.csv", "2, column kpi_id"],
        ["targets.csv", "2, column kpi_id"],
        ["targets.csv", "3, column standard"],
        ["weights.csv", "2, column kpi_id"],
        ["weights.csv", "2, column points"],
    ]
