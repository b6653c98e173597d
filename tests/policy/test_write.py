"""The policy as typed tables: every table, every column, exact values."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import duckdb
import pytest

from dagster_project.errors import UsageError
from dagster_project.policy.load import load_policy, write_policy
from tests.core_policy import core_policy
from tests.policy.conftest import Folder

TYPES = {
    "settings": "name value",
    "kpis": "kpi_id name_zh name_en unit kind higher_is_better:BOOLEAN entity",
    "schemes": "scheme_id name_zh name_en subject_kind score_max:DECIMAL(9,4) attainment_cap:DECIMAL(9,4) "
    "grains year_from source",
    "targets": "scheme_id kpi_id per standard:DECIMAL(18,4) minimum:DECIMAL(18,4) minimum_per grade "
    "tenure_from_days:INTEGER tenure_to_days:INTEGER valid_from:DATE valid_to:DATE",
    "weights": "scheme_id phase kpi_id points:DECIMAL(9,4) grain valid_from:DATE valid_to:DATE",
    "point_losses": "scheme_id kpi_id subject_kind grain by_kpi_id comparison threshold:DECIMAL(18,6) "
    "after_days:INTEGER valid_from:DATE valid_to:DATE",
    "bands": "scheme_id band lower_bound:DECIMAL(9,6) valid_from:DATE valid_to:DATE",
    "calendar": "date:DATE is_working_day:BOOLEAN name calendar_id",
    "leave_kinds": "kind excuses:BOOLEAN valid_from:DATE valid_to:DATE",
    "dispositions": "value canonical source connected:BOOLEAN human_answered:BOOLEAN valid_from:DATE "
    "valid_to:DATE",
    "results": "value canonical source connected:BOOLEAN human_answered:BOOLEAN valid_from:DATE "
    "valid_to:DATE",
    "permitted_hours": "day_kind from_time:TIME to_time:TIME valid_from:DATE valid_to:DATE",
    "season_factors": "scheme_id month:INTEGER factor:DECIMAL(9,4) kpi_id valid_from:DATE valid_to:DATE",
    "excused_days": "date:DATE scope_kind scope_id entity fraction:DECIMAL(9,4) reason approved_by",
    "consequences": "rule_id scheme_id subject_kind grain kind kpi_id band periods:INTEGER requires "
    "min_available_share:DECIMAL(9,4) name_zh name_en says_zh says_en valid_from:DATE valid_to:DATE",
    "consequence_steps": "rule_id step:INTEGER from_period:INTEGER to_period:INTEGER kpi_id measure "
    "comparison band threshold:DECIMAL(18,6) phase requires after valid_from:DATE valid_to:DATE",
    "incentives": "rule_id scheme_id kind kpi_id per rate:DECIMAL(18,4) threshold:DECIMAL(9,6) "
    "ceiling:DECIMAL(18,4) orders entity event pool payee seen_at of_rules less_rules "
    "from_month:INTEGER role grade tenure_from_days:INTEGER tenure_to_days:INTEGER says_zh says_en "
    "valid_from:DATE valid_to:DATE",
    "regions": "region team_id valid_from:DATE valid_to:DATE",
    "findings": "rule_id kind minutes:INTEGER seconds:INTEGER name_zh name_en valid_from:DATE valid_to:DATE",
    "kpi_parameters": "kpi_id name value:DECIMAL(18,4) valid_from:DATE valid_to:DATE",
    "kpi_words": "kpi_id name value valid_from:DATE valid_to:DATE",
    "record_fields": "kpi_id field title one_of at_least:INTEGER valid_from:DATE valid_to:DATE",
    "event_points": "kpi_id entity event minutes_from:INTEGER minutes_to:INTEGER points:DECIMAL(9,4) "
    "valid_from:DATE valid_to:DATE",
    "visit_levels": "kpi_id level grade valid_from:DATE valid_to:DATE",
    "task_quotas": "kpi_id kind grade quota:DECIMAL(18,4) valid_from:DATE valid_to:DATE",
}


def written(folder: Folder) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    write_policy(connection, load_policy(folder.path))
    return connection


@pytest.mark.parametrize("bare", [False, True])
def test_every_table_has_its_columns_and_types(folder: Folder, bare: bool) -> None:
    if bare:
        for file in ("permitted_hours", "season_factors", "excused_days", "consequences", "incentives"):
            (folder.path / f"{file}.csv").unlink()
        folder.put("weights.csv", "scheme_id,phase,kpi_id,points,valid_from,valid_to")
    found: dict[str, list[str]] = {}
    with written(folder) as connection:
        for table, column, type_name in connection.execute(
            "select table_name, column_name, data_type from information_schema.columns "
            "where table_schema = 'policy' order by table_name, ordinal_position"
        ).fetchall():
            found.setdefault(table, []).append(f"{column}:{type_name}".removesuffix(":VARCHAR"))
    assert found == {table: [*columns.split(), "note", "line_no:INTEGER"] for table, columns in TYPES.items()}


def test_values_are_exact_blanks_are_null_and_lines_are_kept(folder: Folder) -> None:
    folder.change("targets.csv", 2, "100,60,day,,,,,", "33.3333,0.1,day,A's,0,90,2026-01-01,2026-12-31")
    folder.change("schemes.csv", 2, "day;week", "day ; week")
    with written(folder) as connection:
        query = "select * exclude (note) from policy.targets order by line_no"
        targets = connection.execute(query).fetchall()
        assert targets[0] == (
            "telesales-standard", "dials", "day", Decimal("33.3333"), Decimal("0.1000"), "day", "A's", 0, 90,
            date(2026, 1, 1), date(2026, 12, 31), 2,
        )  # fmt: skip
        assert targets[3][4:] == (None, None, None, None, None, None, None, 5)
        assert connection.execute("select grains from policy.schemes").fetchall() == [
            ("day;week;month;quarter;year",)
        ]
        assert connection.execute("select from_time from policy.permitted_hours").fetchall()[0] == (
            time(9, 30),
        )


def test_every_setting_is_written_the_defaults_without_a_line(folder: Folder) -> None:
    folder.put(
        "settings.csv",
        "name,value",
        "time_zone,Asia/Shanghai",
        "default_phase,opportunity-hunt",
        "first_day,",
    )
    with written(folder) as connection:
        rows = connection.execute("select name, value, line_no from policy.settings").fetchall()
        settings = {name: (value, line_no) for name, value, line_no in rows}
    assert settings["time_zone"] == ("Asia/Shanghai", 2)
    assert settings["first_day"] == (None, 4)
    assert settings["core_scheme"] == ("telesales-standard", None)
    assert settings["standard_week_days"] == ("5", None)
    assert len(settings) == 13


def test_writing_again_replaces(folder: Folder) -> None:
    with written(folder) as connection:
        folder.drop("weights.csv", 5)
        write_policy(connection, load_policy(folder.path))
        assert connection.execute("select count(*) from policy.weights").fetchall() == [(3,)]


def test_text_is_never_run_as_sql(folder: Folder) -> None:
    evil = "'); drop table policy.kpis; --\\"
    folder.change("kpis.csv", 2, "Dials", evil)
    with written(folder) as connection:
        assert connection.execute("select name_en from policy.kpis where line_no = 2").fetchall() == [(evil,)]


def test_a_policy_that_was_not_checked_is_not_written(folder: Folder) -> None:
    folder.change("targets.csv", 2, "100", "100.00001")
    with duckdb.connect() as connection:
        with pytest.raises(UsageError) as caught:
            write_policy(connection, load_policy(folder.path))
        assert [str(problem) for problem in caught.value.problems] == [
            "targets.csv:2, column standard: '100.00001': expected at most 4 decimals"
        ]
        assert connection.execute("select count(*) from information_schema.tables").fetchall() == [(0,)]


def test_the_core_scheme_ships_as_its_document_says() -> None:
    with duckdb.connect() as connection:
        write_policy(connection, load_policy(core_policy()))
        targets = connection.execute(
            "select kpi_id, standard, per, minimum, minimum_per from policy.targets order by line_no"
        ).fetchall()
        weights = connection.execute("select kpi_id, points from policy.weights order by line_no").fetchall()
        bands = connection.execute("select band, lower_bound from policy.bands order by line_no").fetchall()
    assert targets == [
        ("dials", 100, "day", 60, "day"),
        ("successful_calls", 20, "day", 12, "day"),
        ("potential_opportunities", 1, "day", 3, "week"),
        ("valid_opportunities", 2, "week", None, None),
        ("customer_coverage", 300, "month", 200, "month"),
    ]
    assert weights == [
        ("dials", 2),
        ("successful_calls", 2),
        ("potential_opportunities", 5),
        ("valid_opportunities", 1),
    ]
    assert bands == [("red", 0), ("yellow", Decimal("0.6")), ("green", 1)]
