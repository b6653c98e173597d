"""A line is reckoned again by its formula; one whose amount was changed differs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dagster_project.policy.model import Row
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
