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
    (2, "above_target", "over", "kind: 'over': expected one of above_target, band_streak"),
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
