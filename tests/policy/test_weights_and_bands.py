"""Weights add up on every day and at every grain; bands cover every attainment on every day."""

from __future__ import annotations

import pytest

from tests.policy.conftest import Folder

S = "telesales-standard"
HUNT = f"{S},opportunity-hunt"
PHASE = f"scheme {S}, phase opportunity-hunt"


def test_a_wrong_sum_is_told_with_its_days(folder: Folder) -> None:
    folder.change("weights.csv", 4, ",5,", ",4.5,")
    assert folder.problems() == [
        f"weights.csv:2, column points: '2': the points of {PHASE} add up to 9.5 on every day; "
        "expected 10, the scheme's score_max"
    ]


def test_a_sum_that_is_wrong_for_a_while_is_told_for_that_while(folder: Folder) -> None:
    folder.change("weights.csv", 2, ",2,,,", ",2,,,2026-06-30")
    folder.add("weights.csv", f"{HUNT},dials,2,,2026-07-06,")
    assert folder.problems() == [
        f"weights.csv:3, column points: '2': the points of {PHASE} add up to 8 from 2026-07-01 to "
        "2026-07-05; expected 10, the scheme's score_max"
    ]


def test_weights_may_change_from_one_day_to_the_next(folder: Folder) -> None:
    for line_no in range(2, 6):
        folder.change("weights.csv", line_no, ",,,", ",,,2026-06-30")
    folder.add("weights.csv", f"{HUNT},dials,4,,2026-07-01,", f"{HUNT},valid_opportunities,6,,2026-07-01,")
    assert folder.problems() == []


def test_a_day_without_weights_between_two_sets_is_told(folder: Folder) -> None:
    for line_no in range(2, 6):
        folder.change("weights.csv", line_no, ",,,", ",,,2026-06-30")
    folder.add("weights.csv", f"{HUNT},dials,4,,2026-07-02,", f"{HUNT},valid_opportunities,6,,2026-07-02,")
    assert folder.problems() == [
        f"weights.csv:2, column valid_to: '2026-06-30': {PHASE} has no weights "
        "from 2026-07-01 to 2026-07-01; expected rows for every day"
    ]


def test_the_default_phase_does_not_end(folder: Folder) -> None:
    for line_no in range(2, 6):
        folder.change("weights.csv", line_no, ",,,", ",,,2026-06-30")
    assert folder.problems() == [
        f"weights.csv:2, column valid_to: '2026-06-30': {PHASE} has no weights after this day; "
        "it is the default phase"
    ]


def test_a_blank_phase_serves_all_others_and_does_not_end(folder: Folder) -> None:
    folder.change("weights.csv", 2, ",opportunity-hunt,", ",,")
    folder.add("weights.csv", f"{S},,customer_coverage,7,,,2026-12-31")
    assert folder.problems() == [
        f"weights.csv:2, column points: '2': the points of scheme {S}, every other phase add up to 2 from "
        "2027-01-01 on; expected 10, the scheme's score_max",
        f"weights.csv:2, column points: '2': the points of scheme {S}, every other phase add up to 9 until "
        "2026-12-31; expected 10, the scheme's score_max",
        f"weights.csv:3, column points: '2': the points of {PHASE} add up to 8 on every day; expected 10, "
        "the scheme's score_max",
    ]
    header = "scheme_id,phase,kpi_id,points,grain,valid_from,valid_to"
    folder.put("weights.csv", header, f"{S},,dials,10,,,2026-12-31")
    assert folder.problems() == [
        f"weights.csv:2, column valid_to: '2026-12-31': scheme {S}, every other phase has no weights after "
        "this day; it is what serves them"
    ]


def test_another_phase_may_begin_and_end(folder: Folder) -> None:
    folder.add("weights.csv", f"{S},farm,valid_opportunities,10,,2026-01-01,2026-06-30")
    assert folder.problems() == []


def test_rows_with_a_grain_replace_the_whole_set_at_that_grain(folder: Folder) -> None:
    folder.add("weights.csv", f"{HUNT},customer_coverage,4,month,,", f"{HUNT},dials,6,month,,")
    assert folder.problems() == []
    folder.change("weights.csv", 7, "dials,6", "dials,5")
    assert folder.problems() == [
        f"weights.csv:6, column points: '4': the points of {PHASE}, grain month add up to 9 on every day; "
        "expected 10, the scheme's score_max"
    ]


def test_rows_with_a_grain_leave_no_other_grain_bare(folder: Folder) -> None:
    lines = folder.lines("weights.csv")
    folder.put("weights.csv", lines[0], *(line.replace(",,,", ",,,2026-06-30") for line in lines[1:]))
    folder.add("weights.csv", f"{HUNT},dials,10,month,2026-07-01,")
    assert folder.problems() == [
        f"weights.csv:2, column valid_to: '2026-06-30': {PHASE} has no weights after this day; "
        "it is the default phase"
    ]


def test_rows_with_a_grain_may_follow_rows_without_one(folder: Folder) -> None:
    folder.change("schemes.csv", 2, "day;week;month;quarter;year", "month")
    lines = folder.lines("weights.csv")
    folder.put("weights.csv", lines[0], *(line.replace(",,,", ",,,2026-06-30") for line in lines[1:]))
    folder.add("weights.csv", f"{HUNT},dials,10,month,2026-07-01,")
    assert folder.problems() == []


def test_a_grain_that_the_scheme_does_not_publish_is_told(folder: Folder) -> None:
    folder.change("schemes.csv", 2, ";quarter;year", "")
    folder.add("weights.csv", f"{HUNT},dials,10,year,,")
    assert folder.problems() == [
        "weights.csv:6, column grain: 'year': the scheme publishes only day, week, month"
    ]


def test_a_row_twice_is_told_beside_the_sum(folder: Folder) -> None:
    folder.add("weights.csv", f"{HUNT},dials,0,,,")
    assert folder.problems() == [
        f"weights.csv:6, column scheme_id: '{S}': repeats line 2: "
        "expected one row per scheme_id, phase, kpi_id, grain"
    ]


def test_a_weighed_kpi_has_a_target(folder: Folder) -> None:
    folder.drop("targets.csv", 2)
    assert folder.problems() == [
        f"weights.csv:2, column kpi_id: 'dials': no target of {S} for this KPI in targets.csv"
    ]


def test_a_wrong_number_is_told_once_and_not_as_a_sum(folder: Folder) -> None:
    folder.change("weights.csv", 4, ",5,", ",5.00001,")
    assert folder.problems() == ["weights.csv:4, column points: '5.00001': expected at most 4 decimals"]


def test_a_scheme_with_a_score_has_weights_and_one_without_has_none(folder: Folder) -> None:
    folder.add(
        "schemes.csv", "scored,分,Scored,rep,100,,month,,", "unscored,无分,Unscored,rep,,,month,,own rules"
    )
    folder.add("bands.csv", "scored,red,0,,", "unscored,red,0,,")
    folder.add("targets.csv", "unscored,dials,month,1,,,,,,,")
    folder.add("weights.csv", "unscored,opportunity-hunt,dials,1,,,")
    assert folder.problems() == [
        "schemes.csv:3, column scheme_id: 'scored': no weights for this scheme in weights.csv; "
        "expected rows that add up to 100",
        "weights.csv:6, column scheme_id: 'unscored': the scheme has no score_max, so it takes no weights",
    ]


def test_the_core_scheme_has_a_score(folder: Folder) -> None:
    folder.change("schemes.csv", 2, "rep,10,", "rep,,")
    assert "schemes.csv:2, column score_max: '': expected a value: the core scheme has a score" in (
        folder.problems()
    )


def test_a_missing_column_is_told_once(folder: Folder) -> None:
    folder.put("weights.csv", "scheme_id,phase,kpi_id,valid_from,valid_to", f"{HUNT},dials,,")
    assert folder.problems() == ["weights.csv:1, column points: expected this column in the header"]


@pytest.mark.parametrize(
    ("line_no", "old", "new", "said"),
    [
        (
            2,
            ",0,",
            ",0.1,",
            f"bands.csv:2, column lower_bound: '0.1': no band of {S} starts at 0 on every day; "
            "expected one that does",
        ),
        (
            2,
            "0,,",
            "0,,2026-06-30",
            f"bands.csv:3, column lower_bound: '0.6': no band of {S} starts at 0 from 2026-07-01 on; "
            "expected one that does",
        ),
        (
            3,
            "0.6",
            "1.0",
            "bands.csv:4, column lower_bound: '1': the same lower bound as band yellow in line 3 "
            "on every day; expected another",
        ),
        (3, "0.6", "-0.6", "bands.csv:3, column lower_bound: '-0.6': expected 0 or more"),
        (
            3,
            "yellow",
            "red",
            "bands.csv:3, column scheme_id: 'telesales-standard': repeats line 2: "
            "expected one row per scheme_id, band",
        ),
    ],
)
def test_wrong_bands_are_told(folder: Folder, line_no: int, old: str, new: str, said: str) -> None:
    folder.change("bands.csv", line_no, old, new)
    assert folder.problems() == [said]


def test_bands_may_change_but_not_leave_a_gap_or_end(folder: Folder) -> None:
    header, red, yellow, green = folder.lines("bands.csv")
    ended = [line.replace(",,", ",,2026-06-30") for line in (red, yellow, green)]
    begun = [line.replace(",,", ",2026-07-01,") for line in (red, yellow.replace("0.6", "0.5"), green)]
    folder.put("bands.csv", header, *ended, *begun)
    assert folder.problems() == []
    folder.put("bands.csv", header, *ended, *(line.replace("07-01", "07-02") for line in begun))
    assert folder.problems() == [
        f"bands.csv:2, column lower_bound: '0': no band of {S} starts at 0 from 2026-07-01 to 2026-07-01; "
        "expected one that does"
    ]
    folder.put("bands.csv", header, *ended)
    assert folder.problems() == [
        "bands.csv:2, column valid_to: '2026-06-30': the scheme has no bands after this day; "
        "expected an open end"
    ]


def test_a_scheme_without_bands_is_told(folder: Folder) -> None:
    folder.put("bands.csv", folder.lines("bands.csv")[0])
    assert f"schemes.csv:2, column scheme_id: '{S}': no bands for this scheme in bands.csv" in (
        folder.problems()
    )
