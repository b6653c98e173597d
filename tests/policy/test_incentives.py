"""Each kind of incentive has what it needs, and names what exists."""

from __future__ import annotations

import pytest

from dagster_project.policy.checks.incentives import _READS as READS
from dagster_project.policy.tables import TABLES
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


BEFORE = "or with it: expected one before"
TOGETHER = [
    ("payee", {"payee": "manager"}, {}, "payee: 'manager': expected one of rep, team, site: that is whom an "
     "incentive of kind per_order knows"),
    ("event", {}, {"kind": "per_event", "event": "lunch", "rate": "0.1", "of_rules": "a", "orders": ""},
     "event: 'lunch': expected one of late, early_leave, absence, overtime, extra_task, cooperation, "
     "refusal"),
    ("event payee", {},
     {"kind": "per_event", "event": "late", "rate": "0.1", "of_rules": "a", "payee": "site"},
     "payee: 'site': expected one of rep, manager: that is whom an incentive of kind per_event knows"),
    ("stage", {"kind": "per_overdue", "rate": "0.1", "of_rules": "b"},
     {"kind": "per_overdue", "rate": "0.1", "of_rules": "a"},
     f"of_rules: 'b': b is of kind per_overdue, which is reckoned after per_overdue {BEFORE}"),
    ("later stage", {"kind": "attainment_scale", "kpi_id": "dials", "rate": "", "of_rules": "b"},
     {"kind": "per_overdue", "rate": "0.1", "of_rules": "a"},
     f"of_rules: 'b': b is of kind per_overdue, which is reckoned after attainment_scale {BEFORE}"),
    ("no order", {"kind": "base_pay"}, {"kind": "order_share", "rate": "0.1", "of_rules": "a"},
     "of_rules: 'a': a is of kind base_pay and has no line for an order: expected one that has"),
    ("site's", {"payee": "site"}, {"kind": "per_overdue", "rate": "0.1", "of_rules": "a"},
     "of_rules: 'a': a pays the site: expected one that pays people"),
    ("site's pool", {"payee": "site"},
     {"kind": "pool_share", "pool": "p", "seen_at": "team", "of_rules": "a"},
     "of_rules: 'a': a pays the site: expected one that pays a team or its people"),
    ("no line", {"kind": "withhold", "rate": "", "threshold": "3"},
     {"kind": "per_overdue", "rate": "0.1", "of_rules": "a"},
     "of_rules: 'a': a is of kind withhold and has no line: expected a rule that pays or takes"),
    ("twice", {"kind": "withhold", "rate": "", "threshold": "3"},
     {"kind": "withhold", "rate": "", "threshold": "4", "role": "sales"},
     "kind: 'withhold': line 2 withholds the same people's pay on every day: expected one rule for each"),
    ("place", {"orders": "place=here"}, {}, "orders: 'place=here': expected place=own or outside, not here"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "said"), [one[1:] for one in TOGETHER], ids=[one[0] for one in TOGETHER]
)
def test_rules_that_do_not_go_together_are_told(
    folder: Folder, first: dict[str, str], second: dict[str, str], said: str
) -> None:
    columns = [column.name for column in TABLES["incentives"].columns]
    rows = [
        dict.fromkeys(columns, "")
        | {
            "rule_id": rule,
            "scheme_id": CORE,
            "kind": "per_order",
            "rate": "1",
            "says_zh": rule,
            "says_en": rule,
        }
        | told
        for rule, told in (("a", first), ("b", second))
    ]
    folder.put("incentives.csv", ",".join(columns), *(",".join(row.values()) for row in rows))
    assert [said in problem for problem in folder.problems()].count(True) == 1


def test_two_roles_are_withheld_by_two_rules(folder: Folder) -> None:
    told = "a,withhold,扣,held,,,,3,,,,sales", "b,withhold,扣,held,,,,4,,,,loan"
    folder.put(
        "incentives.csv",
        "rule_id,kind,says_zh,says_en,kpi_id,per,rate,threshold,orders,of_rules,pool,role,scheme_id",
        *(f"{row},{CORE}" for row in told),
    )
    assert folder.problems() == []


def test_a_persons_kpi_needs_a_scheme_of_persons(folder: Folder) -> None:
    _put(folder, f"{FINE},dials,day,5")
    schemes = folder.lines("schemes.csv")
    folder.put("schemes.csv", *(line.replace(",rep,", ",team,") for line in schemes))
    judges = f"{CORE} judges no reps (schemes.csv, subject_kind team)"
    said = f"kpi_id: 'dials': {judges}: expected a scheme that does"
    assert [said in problem for problem in folder.problems()] == [True]


def test_a_right_rule_passes(folder: Folder) -> None:
    _put(folder, f"{FINE},dials,day,5")
    assert folder.problems() == []


def test_every_kind_says_what_it_reads() -> None:
    assert set(READS) == set(INCENTIVE_KINDS)
