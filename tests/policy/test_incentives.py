"""Each kind of incentive has what it needs, and names what exists."""

from __future__ import annotations

import pytest

from dagster_project.policy.checks.incentives import _READS as READS
from dagster_project.policy.vocabulary import INCENTIVE_KINDS
from tests.policy.conftest import Folder

HEADER = "rule_id,kind,says_zh,says_en,kpi_id,per,rate,threshold,orders,of_rules,scheme_id"
CORE = "telesales-standard"

BLANK = "expected blank: an incentive of kind per_shortfall does not look at it"
UNJUDGED = f"{CORE} has neither a target nor a weight for this KPI: expected one"
EQUALS = "expected column=value or column!=value, values separated by '|'"
SIGN = "expected 0 or more: the kind says whether it is paid or taken"
NEEDS = "expected a value: an incentive of kind"
TRAITS = "product, channel, brand, stock_kind, payment_kind, region, place"
SHARE = "expected a share from 0 to 1"
FINE = "fine,per_shortfall,缺,missing"
UNIT = "unit,per_order,每台,per piece"
LATE = "late,per_overdue,逾期,overdue"

WRONG = [
    (f"{FINE},dials,day", f"rate: '': {NEEDS} per_shortfall needs it"),
    (f"{FINE},dials,day,5,0.9", f"threshold: '0.9': {BLANK}"),
    (f"{FINE},dials,day,-5", f"rate: '-5': {SIGN}"),
    (f"{FINE},dials,quarter,5", "per: 'quarter': expected day, week or month: pay is by the month"),
    (f"{FINE},sales_amount,day,5", f"kpi_id: 'sales_amount': {UNJUDGED}"),
    (f"{UNIT},,,300,,colour=red", f"orders: 'colour=red': expected {TRAITS}"),
    (f"{UNIT},,,300,,direct", f"orders: 'direct': {EQUALS}"),
    (f"{LATE},,,0.1,,,unit", f"of_rules: 'unit': no other rule unit of {CORE}"),
    (f"{LATE},,,10,,,late", f"rate: '10': {SHARE}"),
    ("x,bonus,奖,bonus,,,10", "kind: 'bonus': expected one of " + ", ".join(INCENTIVE_KINDS)),
]  # fmt: skip


def _put(folder: Folder, row: str) -> None:
    blanks = "," * (HEADER.count(",") - row.count(","))
    folder.put("incentives.csv", HEADER, f"{row}{blanks}{CORE}")


@pytest.mark.parametrize(("row", "said"), WRONG)
def test_a_wrong_rule_is_told(folder: Folder, row: str, said: str) -> None:
    _put(folder, row)
    assert f"incentives.csv:2, column {said}" in folder.problems()


def test_a_right_rule_passes(folder: Folder) -> None:
    _put(folder, f"{FINE},dials,day,5")
    assert folder.problems() == []


def test_every_kind_says_what_it_reads() -> None:
    assert set(READS) == set(INCENTIVE_KINDS)
