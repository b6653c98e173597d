"""What may take a KPI's points."""

from __future__ import annotations

import pytest

from tests.policy.conftest import Folder

HEADER = "scheme_id,kpi_id,subject_kind,grain,by_kpi_id,comparison,threshold"
SOUND = (
    "telesales-standard,dials,rep,month,,below,0.5",
    "telesales-standard,dials,team,week,successful_calls,count_below,3",
)
CORE = "telesales-standard"

WRONG = [
    (
        ",below,",
        ",under,",
        "comparison: 'under': expected one of at_least, below, count_at_least, count_below",
    ),
    (",0.5", ",", "threshold: '': expected a value"),
    (
        "dials",
        "talk_time",
        f"kpi_id: 'talk_time': no weight of {CORE} for this KPI in weights.csv: no points to lose",
    ),
    (
        ",,below",
        ",talk_time,below",
        f"by_kpi_id: 'talk_time': no target of {CORE} for this KPI in targets.csv",
    ),
    ("rep", "manager", "subject_kind: 'manager': the scheme scores only rep, team, site"),
]


def test_sound_rows_are_not_told(folder: Folder) -> None:
    folder.put("point_losses.csv", HEADER, *SOUND)
    assert folder.problems() == []


@pytest.mark.parametrize(("old", "new", "said"), WRONG)
def test_a_wrong_row_is_told(folder: Folder, old: str, new: str, said: str) -> None:
    folder.put("point_losses.csv", HEADER, SOUND[0].replace(old, new))
    assert f"point_losses.csv:2, column {said}" in folder.problems()
