"""Targets: minimums, filters that tie, rows that overlap, KPIs that nobody computes."""

from __future__ import annotations

import pytest

from dagster_project.orchestration.inspect import kpis_with_cases
from dagster_project.policy.check import check_policy
from dagster_project.policy.kinds import missing_parameters, wrong_kinds
from dagster_project.policy.load import load_policy
from tests.policy.conftest import COMPUTED, Folder

S = "telesales-standard"
OVERLAP = "expected one row per KPI, per and filter"
TIE = (
    "both can fit the same rep with as many filters; "
    "expected filters that exclude each other, or one row with both"
)


def dials(filters: str, standard: int = 50) -> str:
    """A row of targets.csv; `filters` is grade,tenure_from,tenure_to,valid_from,valid_to."""
    return f"{S},dials,day,{standard},,,{filters}"


def test_a_minimum_stays_within_the_standard(folder: Folder) -> None:
    folder.change("targets.csv", 2, ",60,", ",100.5,")
    folder.change("targets.csv", 4, ",3,week", ",6,week")
    assert folder.problems() == [
        "targets.csv:2, column minimum: '100.5': expected 100 (the standard) per day or less",
        "targets.csv:4, column minimum: '6': expected 5 (the standard) per week or less",
    ]


def test_a_minimum_may_equal_the_standard(folder: Folder) -> None:
    folder.change("targets.csv", 2, ",60,", ",100,")
    folder.change("targets.csv", 4, ",3,week", ",5,week")
    assert folder.problems() == []


def test_where_lower_is_better_the_minimum_lies_above(folder: Folder) -> None:
    folder.change("kpis.csv", 2, "true", "false")
    assert folder.problems() == [
        "targets.csv:2, column minimum: '60': expected 100 (the standard) per day or more"
    ]
    folder.change("targets.csv", 2, ",60,", ",120,")
    assert folder.problems() == []


def test_a_season_is_of_a_target_and_never_takes_a_level_away(folder: Folder) -> None:
    folder.add("targets.csv", f"{S},connect_rate,day,0.5,,,,,,,")
    folder.add("season_factors.csv", f"{S},2,0.8,,,", f"{S},2,0,dials,,", f"{S},2,0,connect_rate,,")
    folder.add("season_factors.csv", f"{S},3,1,talk_time,,", f"{S},2,1,,2026-02-01,")
    assert folder.problems() == [
        "season_factors.csv:4, column factor: '0': expected more than 0: a level is not taken away, only "
        "changed",
        f"season_factors.csv:5, column kpi_id: 'talk_time': no target of {S} for this KPI in targets.csv",
        "season_factors.csv:6, column valid_from: '2026-02-01': overlaps line 2 from 2026-02-01 on: expected "
        "one row per scheme_id, month, kpi_id on each day",
    ]


def test_a_minimum_per_needs_a_minimum(folder: Folder) -> None:
    folder.change("targets.csv", 5, "2,,,", "2,,week,")
    assert folder.problems() == [
        "targets.csv:5, column minimum_per: 'week': expected blank, as there is no minimum"
    ]


def test_tenure_runs_upwards(folder: Folder) -> None:
    folder.add("targets.csv", dials(",90,89,,"))
    assert folder.problems() == [
        "targets.csv:7, column tenure_to_days: '89': expected 90 (tenure_from_days) or more"
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([",,,,"], f"targets.csv:7, column kpi_id: 'dials': overlaps line 2 on every day: {OVERLAP}"),
        (
            ["A,,,,2026-06-30", "A,,,2026-06-30,"],
            "targets.csv:8, column valid_from: '2026-06-30': "
            f"overlaps line 7 from 2026-06-30 to 2026-06-30: {OVERLAP}",
        ),
        (
            [",0,90,,", ",90,180,,"],
            f"targets.csv:8, column kpi_id: 'dials': overlaps line 7 on every day: {OVERLAP}",
        ),
        (
            ["A,,,,", ",0,90,2026-01-01,"],
            f"targets.csv:8, column tenure_from_days: '0': ties with line 7 from 2026-01-01 on: {TIE}",
        ),
        (
            ["A,,90,,", "A,60,,,"],
            f"targets.csv:8, column kpi_id: 'dials': overlaps line 7 on every day: {OVERLAP}",
        ),
    ],
)
def test_two_rows_that_fit_the_same_rep_are_refused(folder: Folder, rows: list[str], said: str) -> None:
    folder.add("targets.csv", *(dials(row) for row in rows))
    assert folder.problems() == [said]


@pytest.mark.parametrize(
    "rows",
    [
        ["A,,,,", "B,,,,"],
        ["A,,,,2026-06-30", "A,,,2026-07-01,"],
        [",0,89,,", ",90,180,,"],
        ["A,,,,2026-06-30", ",0,90,2026-07-01,"],
        ["A,,,,", ",0,90,2026-01-01,2025-12-31"],
        ["A,,,,", "A,0,90,,"],
        ["A,0,90,,", "B,0,90,,"],
    ],
)
def test_rows_that_exclude_each_other_or_are_narrower_are_accepted(folder: Folder, rows: list[str]) -> None:
    folder.add("targets.csv", *(dials(row) for row in rows))
    assert not [problem for problem in folder.problems() if "line" in problem]


def test_rows_of_another_per_do_not_overlap(folder: Folder) -> None:
    folder.add("targets.csv", f"{S},dials,week,500,,,,,,,")
    assert folder.problems() == []


def test_a_target_longer_than_every_grain_is_refused(folder: Folder) -> None:
    folder.change("schemes.csv", 2, "day;week;month;quarter;year", "day;week")
    folder.put("consequences.csv", folder.lines("consequences.csv")[0])
    assert folder.problems() == [
        "targets.csv:6, column per: 'month': the scheme publishes only day, week: this target never serves"
    ]


def test_a_target_for_a_kpi_that_nobody_computes_is_refused(folder: Folder) -> None:
    folder.add("kpis.csv", "faxes,传真,Faxes,call,sum,true,calls")
    assert folder.problems() == []
    folder.add("targets.csv", f"{S},faxes,day,5,,,,,,,")
    assert folder.problems() == ["targets.csv:7, column kpi_id: 'faxes': no model computes this KPI"]
    policy = load_policy(folder.path)
    assert check_policy(policy, COMPUTED | {"faxes"}) == []


def test_levels_are_compared_as_they_stand(folder: Folder) -> None:
    """A level is not spread over days: half a day's is the same as half a week's."""
    folder.add("targets.csv", f"{S},connect_rate,week,0.5,0.6,day,,,,,")
    assert folder.problems() == [
        "targets.csv:7, column minimum: '0.6': expected 0.5 (the standard) per day or less"
    ]
    folder.change("targets.csv", 7, "0.6,day", "0.4,day")
    assert folder.problems() == []


def test_where_more_is_better_a_level_is_more_than_nothing(folder: Folder) -> None:
    folder.add("targets.csv", f"{S},connect_rate,week,0,,,,,,,")
    assert folder.problems() == [
        "targets.csv:7, column standard: '0': expected more than 0: the level of a ratio is divided by"
    ]
    line = next(number for number, text in enumerate(folder.lines("kpis.csv"), 1) if "connect_rate" in text)
    folder.change("kpis.csv", line, "true", "false")
    assert folder.problems() == []


def test_the_kind_is_what_the_model_counts(folder: Folder) -> None:
    folder.change("kpis.csv", 2, "sum", "ratio")
    line = next(number for number, text in enumerate(folder.lines("kpis.csv"), 1) if "connect_rate" in text)
    folder.change("kpis.csv", line, "ratio", "sum")
    assert [str(each) for each in wrong_kinds(folder.path, kpis_with_cases())] == [
        "kpis.csv:2, column kind: 'ratio': expected sum or distinct: the KPI's model yields no cases (base)",
        f"kpis.csv:{line}, column kind: 'sum': expected ratio or mean: "
        "the KPI's model counts cases to divide by",
    ]


def test_a_number_that_a_kpi_counts_by_has_to_be_there(folder: Folder) -> None:
    needed = {"effective_calls": ("min_talk_seconds",), "churn_rate": ("days",)}
    assert missing_parameters(folder.path, needed) == []
    folder.put("kpi_parameters.csv", "kpi_id,name,value")
    folder.add("targets.csv", "telesales-standard,effective_calls,day,1,,,,,,,")
    told = [str(problem) for problem in missing_parameters(folder.path, needed)]
    assert len(told) == 1
    assert "effective_calls,min_talk_seconds" in told[0]
