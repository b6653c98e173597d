"""Each kind of rule has what it needs."""

from __future__ import annotations

import pytest

from tests.policy.conftest import Folder

NEEDED = "expected a value: a rule of kind"
UNREAD = "expected blank: a rule of kind"
GRAINS = "day, week, month, quarter, year"

WRONG = [
    (2, ",potential_opportunities,", ",,", f"kpi_id: '': {NEEDED} above_target needs it"),
    (3, ",red,2,", ",,2,", f"band: '': {NEEDED} band_streak needs it"),
    (3, ",red,2,", ",red,,", f"periods: '': {NEEDED} band_streak needs it"),
    (3, ",red,2,", ",red,0,", "periods: '0': expected a whole number from 1 to 366"),
    (3, ",,red", ",dials,red", f"kpi_id: 'dials': {UNREAD} band_streak does not look at it"),
    (2, "es,,,", "es,red,,", f"band: 'red': {UNREAD} above_target does not look at it"),
    (2, "es,,,", "es,,2,", "periods: '2': expected blank or 1: the rule looks at one period"),
    (3, "month,", "day,", "grain: 'day': expected week, month, quarter or year: a day has no score"),
    (2, "month,", "fortnight,", f"grain: 'fortnight': expected one of {GRAINS}"),
    (2, "sales_won", "luck", "requires: 'luck': expected one of sales_won"),
    (2, "above_target", "over", "kind: 'over': expected one of above_target, band_streak, steps"),
    (2, ",rep,", ",person,", "subject_kind: 'person': expected one of rep, team, manager, site"),
    (
        3,
        "two-red-months",
        "bonus-candidate",
        "rule_id: 'bonus-candidate': repeats line 2: expected one row per rule_id",
    ),
    (
        2,
        "month,above_target,potential",
        "day,above_target,valid",
        "grain: 'day': valid_opportunities is judged per week, not at this grain",
    ),
]


@pytest.mark.parametrize(("line_no", "old", "new", "said"), WRONG)
def test_a_wrong_rule_is_told(folder: Folder, line_no: int, old: str, new: str, said: str) -> None:
    folder.change("consequences.csv", line_no, old, new)
    assert folder.problems() == [f"consequences.csv:{line_no}, column {said}"]


def test_a_rule_looks_at_a_target_that_exists(folder: Folder) -> None:
    folder.add("kpis.csv", "faxes,传真,Faxes,call,sum,true,calls")
    folder.change("consequences.csv", 2, "potential_opportunities", "faxes")
    assert folder.problems() == [
        "consequences.csv:2, column kpi_id: 'faxes': no model computes this KPI",
        "consequences.csv:2, column kpi_id: 'faxes': no target of telesales-standard for this KPI in "
        "targets.csv",
    ]


STEPS = "rule_id,step,from_period,to_period,kpi_id,measure,comparison,band,threshold,phase,requires,after"
SOUND = ("down,1,1,2,dials,together,below,,0.8,,,", "down,2,1,3,dials,together,below,,0.8,,,training")


def with_steps(folder: Folder, *steps: str) -> list[str]:
    folder.add("consequences.csv", "down,telesales-standard,rep,month,steps,,,,,0.5,,,降級,down,,")
    folder.put("consequence_steps.csv", STEPS, *steps)
    return folder.problems()


def test_sound_steps_are_accepted(folder: Folder) -> None:
    assert with_steps(folder, *SOUND) == []


def test_a_rule_of_steps_has_steps(folder: Folder) -> None:
    expected = "column rule_id: 'down': expected rows of this rule in consequence_steps.csv"
    assert with_steps(folder) == [f"consequences.csv:4, {expected}"]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("up,1,1,1,dials,each,below,,1,,,", "rule_id: 'up': no such rule_id in consequences.csv"),
        (
            "two-red-months,1,1,1,dials,each,below,,1,,,",
            "rule_id: 'two-red-months': a rule of kind band_streak has no steps of its own",
        ),
        (
            "down,3,1,1,dials,each,below,,,,,",
            "threshold: '': expected a value: the comparison below needs it",
        ),
        (
            "down,3,1,1,dials,each,band,red,1,,,",
            "threshold: '1': expected blank: the comparison band does not look at it",
        ),
        (
            "down,3,1,1,dials,each,band,pink,,,,",
            "band: 'pink': no such band of telesales-standard in bands.csv",
        ),
        (
            "down,3,1,2,dials,together,band,red,,,,",
            "measure: 'together': expected each: the comparison band judges periods one by one",
        ),
        (
            "down,3,1,1,,each,count_below,,3,,,",
            "kpi_id: '': expected a value: the comparison count_below needs it",
        ),
        (
            "down,3,1,1,talk_time,each,below,,1,,,",
            "kpi_id: 'talk_time': no target of telesales-standard for this KPI in targets.csv",
        ),
        ("down,3,2,1,dials,each,below,,1,,,", "to_period: '1': expected 2 (from_period) or more"),
        (
            "down,3,5,5,dials,each,below,,1,,,",
            "from_period: '5': expected 4 or less: no step looks at the periods before",
        ),
        (
            "down,1,1,1,dials,each,below,,1,,,",
            "rule_id: 'down': repeats line 2: expected one row per rule_id, step",
        ),
    ],
)
def test_a_wrong_step_is_told(folder: Folder, step: str, said: str) -> None:
    assert any(f"consequence_steps.csv:4, column {said}" in told for told in with_steps(folder, *SOUND, step))


def test_nothing_comes_before_the_first_step(folder: Folder) -> None:
    (told,) = with_steps(folder, "down,1,1,1,dials,each,below,,1,,,training")
    assert told.endswith("column after: 'training': expected blank: nothing can come before the first step")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("x,redial,,,重,x,,,", "column minutes: '': expected a value: a finding of kind redial needs it"),
        (
            "x,redial,3,9,重,x,,,",
            "column seconds: '9': expected blank: a finding of kind redial does not look at it",
        ),
        (
            "x,short_key_person,,,短,x,,,",
            "column seconds: '': expected a value: a finding of kind short_key_person needs it",
        ),
        (
            "x,staring,,,看,x,,,",
            "column kind: 'staring': expected one of outside_hours, do_not_call, redial, short_key_person, "
            "after_leaving, unverified_claim",
        ),
    ],
)
def test_a_wrong_finding_is_told(folder: Folder, row: str, said: str) -> None:
    folder.add("findings.csv", row)
    assert folder.problems() == [f"findings.csv:8, {said}"]
