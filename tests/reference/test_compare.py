"""The comparison sees what it is there to see: a wrong value, a row too many, a row missing, a wrong
event.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from tests.reference.build import Published
from tests.reference.compare import differences, event_differences
from tests.reference.events import Event

DAY = date(2026, 3, 2)
KEY = (DAY, "rep", "ann", "s")


def reference() -> Published:
    published = Published()
    published.tables["score_weekly"] = {KEY: {"score": Fraction("6.1"), "band": "yellow"}}
    published.counted = {
        Event("dials", "c1", "ann", DAY): "t",
        Event("customer_coverage", "+8613", "ann", DAY): "t",
    }
    return published


def counted(kpi_id: str, unit_id: str, rep: str = "ann") -> dict[str, object]:
    return {
        "kpi_id": kpi_id,
        "unit_id": unit_id,
        "rep_id": rep,
        "day": DAY,
        "team_id": "t",
        "quantity": Decimal(1),
        "base": None,
    }


def test_equal_tables_do_not_differ() -> None:
    tables = {"score_weekly": {KEY: {"score": Decimal("6.1000"), "band": "yellow", "more": 1}}}
    assert differences(tables, reference()) == []


def test_a_wrong_value_a_missing_row_and_a_row_too_many_are_named() -> None:
    wrong = {"score_weekly": {KEY: {"score": Decimal("6.1001"), "band": None}}}
    assert len(differences(wrong, reference())) == 2
    assert len(differences({"score_weekly": {}}, reference())) == 1
    extra = {"score_monthly": {KEY: {"score": None}}}
    assert len(differences(extra, reference())) == 1


def test_events_are_compared_by_day_and_customer() -> None:
    right = [counted("dials", "whatever"), counted("customer_coverage", "hash")]
    assert event_differences(right, reference()) == []
    assert event_differences(right[:1], reference()) != []
    assert event_differences([right[0], counted("customer_coverage", "hash", "bob")], reference()) != []
    assert event_differences([{**right[0], "quantity": Decimal(2)}, right[1]], reference()) != []
    assert event_differences([{**right[0], "base": Decimal(1)}, right[1]], reference()) != []
