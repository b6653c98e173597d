"""A line is reckoned again by its formula; one whose amount was changed differs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dagster_project.policy.model import Row
from dagster_project.statement.owed import is_owed_so
from dagster_project.statement.reckon import reckoned

LINES = [
    ("per_unit", {"rate": "10"}, "6", "10", "60.00", "per piece (6 x 10)"),
    ("share_of_kpi", {"rate": "0.01", "ceiling": "1000"}, "100001", "0.01", "1000.00", "1 % (at most 1000)"),
    ("share_of_kpi", {"rate": "0.01", "ceiling": "1000"}, "12345.5", "0.01", "123.46", "1 % (x 0.01)"),
    ("base_pay", {"rate": "1400"}, "1", "63.636364", "63.64", "base (1400 x 1 attended / 22 required days)"),
    ("pool_share", {"rate": "2"}, "1000", "0.416667", "416.67", "share (1000 x 2 x 10 days / 48)"),
    ("pool_share", {"rate": "2"}, "1000", "0.416667", "416.66", "share (1000 x 2 x 10 days / 48)"),
    ("pool_share", {"rate": "1.5"}, "2570", "0.46875", "1204.69", "share (2570 x 1.5 / 3.2)"),
    ("per_event", {"rate": "0.05"}, "1000", "-0.1", "-100.00", "absence (absence 2 x 0.05: 1000 x -0.1)"),
    ("forfeit", {"rate": "0.5"}, "10", "-0.5", "-5.00", "lost (lazy of 2026-08 was confirmed: 10 x -0.5)"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "rule", "quantity", "rate", "amount", "said"), LINES)
def test_a_line_agrees_until_its_amount_is_changed(
    kind: str, rule: dict[str, str], quantity: str, rate: str, amount: str, said: str
) -> None:
    told = {
        "subject_kind": "rep", "quantity": Decimal(quantity), "rate": Decimal(rate),
        "amount": Decimal(amount), "explanation_en": said,
    }  # fmt: skip
    policy = Row(2, rule | {"kind": kind})
    assert reckoned(policy, told)
    assert not reckoned(policy, told | {"amount": told["amount"] + Decimal("0.02")})


@pytest.mark.parametrize(
    ("came", "due", "month", "rate"),
    [
        ("9000", "10000", date(2026, 4, 1), "-0.1"),  # from April on a month in full keeps the year's share
        ("9000", "10000", date(2026, 3, 1), "-1"),
        ("2", "3", date(2026, 12, 1), "-0.333333"),
        ("0", "10000", date(2026, 4, 1), "-1"),
    ],
)
def test_what_is_taken_back_follows_from_what_had_come(came: str, due: str, month: date, rate: str) -> None:
    rule = Row(2, {"kind": "owed_while", "threshold": "1", "from_month": "4"})
    told = {"period_start": month, "rate": Decimal(rate)}
    sums = {"year came": Decimal(came), "year due": Decimal(due)}
    in_full = {"month came": Decimal(500), "month due": Decimal(500)}
    assert is_owed_so(rule, told, sums | in_full)
    assert not is_owed_so(rule, told | {"rate": told["rate"] - Decimal("0.000001")}, sums | in_full)
    assert not is_owed_so(rule, told, sums | in_full | {"year came": Decimal(due)})
