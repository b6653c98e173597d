"""Reading a folder: form, settings, hash."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dagster_project.errors import UsageError
from dagster_project.home import PROJECT
from dagster_project.orchestration.inspect import kpis_with_cases
from dagster_project.policy.check import check_policy
from dagster_project.policy.load import check_folder, load_policy
from tests.policy.conftest import COMPUTED, Folder


def refusals(folder: Folder) -> list[str]:
    with pytest.raises(UsageError) as caught:
        load_policy(folder.path)
    assert caught.value.exit_code == 2
    return [str(problem) for problem in caught.value.problems]


def test_the_shipped_policy_is_right() -> None:
    computed = frozenset(kpis_with_cases())
    assert check_policy(load_policy(PROJECT / "seeds"), computed) == []


def test_settings_are_typed() -> None:
    settings = load_policy(PROJECT / "seeds").settings
    assert settings.time_zone == "Asia/Shanghai"
    assert settings.standard_week_days == Decimal(5)
    assert settings.min_talk_seconds == Decimal(0)
    assert settings.first_day is None
    assert settings.default_phase == "opportunity-hunt"
    assert settings.core_scheme == "telesales-standard"


def test_settings_left_out_have_their_defaults(folder: Folder) -> None:
    folder.put("settings.csv", "name,value", "time_zone,Asia/Jerusalem", "default_phase,opportunity-hunt")
    settings = load_policy(folder.path).settings
    assert (settings.time_zone, settings.currency, settings.site_id) == ("Asia/Jerusalem", "CNY", "site")
    assert folder.problems() == []


def test_a_first_day_is_a_date(folder: Folder) -> None:
    folder.change("settings.csv", 6, "first_day,", "first_day,2026-07-15")
    assert load_policy(folder.path).settings.first_day == date(2026, 7, 15)


@pytest.mark.parametrize(
    ("line_no", "old", "new", "said"),
    [
        (2, "Asia/Shanghai", "Asia/Shanghia", "'Asia/Shanghia': time_zone: expected a time zone"),
        (2, "Asia/Shanghai", "../etc/passwd", "'../etc/passwd': time_zone: expected a time zone"),
        (2, "Asia/Shanghai", "Asia", "'Asia': time_zone: expected a time zone"),
        (3, "5", "0", "'0': standard_week_days: expected more than 0"),
        (4, "0", "-1", "'-1': min_talk_seconds: expected 0 or more"),
        (5, "opportunity-hunt", "", "'': default_phase: expected a value"),
        (6, "first_day,", "first_day,2026/07/15", "first_day: expected a date as YYYY-MM-DD"),
        (7, "CN", "China", "'China': default_region: expected a two-letter region code"),
        (8, "CNY", "yuan", "'yuan': currency: expected a three-letter currency code"),
        (10, "current", "latest", "'latest': opportunity_credit: expected one of current, first"),
    ],
)
def test_a_wrong_setting_is_told_with_its_line(
    folder: Folder, line_no: int, old: str, new: str, said: str
) -> None:
    folder.change("settings.csv", line_no, old, new)
    (problem,) = refusals(folder)
    assert problem.startswith(f"settings.csv:{line_no}, column value: ")
    assert said in problem


def test_an_unknown_setting_names_the_close_one(folder: Folder) -> None:
    folder.change("settings.csv", 4, "min_talk_seconds", "min_talk_second")
    assert refusals(folder) == [
        "settings.csv:4, column name: 'min_talk_second': no such setting; did you mean 'min_talk_seconds'?"
    ]


def test_a_setting_that_has_no_default_must_be_set(folder: Folder) -> None:
    folder.drop("settings.csv", 2)
    assert refusals(folder) == ["settings.csv, column name: expected a row for the setting time_zone"]


def test_a_setting_stands_once(folder: Folder) -> None:
    folder.add("settings.csv", "currency,USD")
    assert folder.problems() == [
        "settings.csv:15, column name: 'currency': repeats line 8: expected one row per name"
    ]


def test_missing_files_and_columns_are_told_together_with_the_rest(folder: Folder) -> None:
    (folder.path / "bands.csv").unlink()
    folder.change("weights.csv", 1, "points,", "pionts,")
    folder.change("targets.csv", 2, "100", "many")
    assert refusals(folder) == [
        "bands.csv: expected this file in the policy folder",
        "targets.csv:2, column standard: 'many': expected a plain number such as 12 or 0.5",
        "weights.csv:1, column pionts: no such column in this table; did you mean 'points'?",
        "weights.csv:1, column points: expected this column in the header",
    ]


def test_optional_files_and_columns_may_be_missing(folder: Folder) -> None:
    for file in ("permitted_hours", "season_factors", "excused_days", "consequences", "incentives"):
        (folder.path / f"{file}.csv").unlink()
    folder.put("leave_kinds.csv", "kind,excuses", "sick,true")
    folder.put("results.csv", "value,canonical", "key_person,key_person")
    assert folder.problems() == []


def test_a_misspelt_file_is_not_passed_over(folder: Folder) -> None:
    (folder.path / "consequences.csv").rename(folder.path / "consequence.csv")
    assert refusals(folder) == ["consequence.csv: no such policy table; did you mean 'consequences.csv'?"]


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    problems = [str(problem) for problem in check_folder(tmp_path / "nothing", COMPUTED)]
    assert f"{tmp_path / 'nothing'}: expected a folder with the policy's CSV files" in problems


def test_bom_crlf_blank_lines_and_header_case_do_no_harm(folder: Folder) -> None:
    text = (folder.path / "bands.csv").read_text(encoding="utf-8")
    text = text.replace("scheme_id,band", " Scheme_ID ,BAND").replace("\n", "\r\n") + "\r\n\r\n"
    (folder.path / "bands.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert folder.problems() == []
    assert [row.line_no for row in load_policy(folder.path).tables["bands"].rows] == [2, 3, 4]


def test_lines_are_physical_also_after_a_quoted_newline(folder: Folder) -> None:
    folder.put(
        "leave_kinds.csv", "kind,excuses,valid_from,valid_to", "", '"sick\n",true,,', "annual,perhaps,,"
    )
    assert folder.problems() == [
        "leave_kinds.csv:5, column excuses: 'perhaps': expected true or false",
    ]


def test_a_ragged_row_is_told(folder: Folder) -> None:
    folder.change("bands.csv", 3, "0.6,,", "0.6,,,")
    assert "bands.csv:3: expected 5 cells as in the header, found 6" in refusals(folder)


def test_an_open_quote_is_told_where_it_opens(folder: Folder) -> None:
    folder.change("bands.csv", 3, "yellow", '"yellow')
    (problem,) = refusals(folder)
    assert problem.startswith("bands.csv:3: expected CSV with every quote closed")


def test_another_encoding_is_told_with_its_line(folder: Folder) -> None:
    text = (folder.path / "kpis.csv").read_text(encoding="utf-8")
    (folder.path / "kpis.csv").write_bytes(text.encode("gb18030"))
    assert any(problem.startswith("kpis.csv:2: '0xb5': expected UTF-8 text") for problem in refusals(folder))


def test_the_hash_follows_the_bytes_and_nothing_else(folder: Folder, tmp_path: Path) -> None:
    shipped = load_policy(PROJECT / "seeds")
    assert set(shipped.files) == {path.name for path in (PROJECT / "seeds").glob("*.csv")}
    shutil.rmtree(folder.path)
    shutil.copytree(PROJECT / "seeds", folder.path)
    assert load_policy(folder.path).hash == shipped.hash
    shutil.copy(folder.path / "bands.csv", tmp_path / "kept.csv")
    folder.change("bands.csv", 3, "0.6", "0.7")
    assert load_policy(folder.path).hash != shipped.hash
    shutil.copy(tmp_path / "kept.csv", folder.path / "bands.csv")
    (folder.path / "README.md").write_text("other words", encoding="utf-8")
    assert load_policy(folder.path).hash == shipped.hash


def test_a_loaded_policy_does_not_follow_its_files(folder: Folder) -> None:
    policy = load_policy(folder.path)
    before = policy.contents["bands.csv"]
    folder.change("bands.csv", 3, "0.6", "0.7")
    assert policy.contents["bands.csv"] == before
    assert policy.tables["bands"].rows[1].text("lower_bound") == "0.6"
