"""The reference's small parts, each against values worked out by hand."""

from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from tests.reference.periods import period_end, period_start
from tests.reference.phones import e164
from tests.reference.rounding import cut, half_up
from tests.reference.scores import attainment, ranks, score
from tests.reference.times import business_day


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [("0.5999995", 6, "0.6"), ("0.59999949", 6, "0.599999"), ("2.5", 0, "3"), ("0.00005", 4, "0.0001")],
)
def test_a_tie_goes_up(value: str, places: int, rounded: str) -> None:
    assert half_up(Fraction(value), places) == Fraction(rounded)


def test_cut_drops_digits() -> None:
    assert cut(Fraction(2, 3), 4) == Fraction("0.6666")


@pytest.mark.parametrize(
    ("grain", "first", "last"),
    [
        ("day", "2025-12-31", "2025-12-31"),
        ("week", "2025-12-29", "2026-01-04"),
        ("month", "2025-12-01", "2025-12-31"),
        ("quarter", "2025-10-01", "2025-12-31"),
        ("year", "2025-01-01", "2025-12-31"),
    ],
)
def test_periods_of_new_years_eve(grain: str, first: str, last: str) -> None:
    day = date(2025, 12, 31)
    assert period_start(grain, day) == date.fromisoformat(first)
    assert period_end(grain, day) == date.fromisoformat(last)


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "+86 138 0013 8000",
        "0086-13800138000",
        "8613800138000",
        "013800138000转3",
        "１３８００１３８０００",
    ],
)
def test_spellings_of_one_number(text: str) -> None:
    assert e164(text) == "+8613800138000"


@pytest.mark.parametrize(
    "text", ["1.38001380E+10", "138****8000", "138xxxx8000", "138####8000", "1380013••••", "****", ""]
)
def test_hidden_and_lost_digits_name_nobody(text: str) -> None:
    assert e164(text) is None


def test_numbers_as_spreadsheets_write_them() -> None:
    for text in ("1.3800138001E+10", "13800138001.0", "'13800138001", '="13800138001"', "13800138001-22"):
        assert e164(text) == "+8613800138001"
    assert e164("0755-12345678-8012") == e164("0755 12345678#8012") == "+8675512345678"


def test_other_numbers() -> None:
    assert e164("010-65520000") == e164("+86 10 6552 0000") == "+861065520000"
    assert e164("+852 2345 6789") == e164("0085223456789") == "+85223456789"
    assert e164("") is None


def test_days_where_clocks_change() -> None:
    new_york = ZoneInfo("America/New_York")
    assert business_day("2026-03-08 02:30:00", new_york) == date(2026, 3, 8)
    assert business_day("2026-03-09T03:59:59Z", new_york) == date(2026, 3, 8)
    assert business_day("2026-11-01T04:00:00Z", new_york) == date(2026, 11, 1)


def test_attainment() -> None:
    assert attainment(Fraction(3), Fraction(5), True, True) == Fraction("0.6")
    assert attainment(Fraction(3), Fraction(0), True, True) is None
    assert attainment(Fraction(3), None, True, True) is None
    assert attainment(Fraction(4), Fraction(3), False, True) == Fraction("0.75")
    assert attainment(Fraction(3), Fraction(3), False, True) == 1
    assert attainment(Fraction(0), Fraction(0), False, True) == 1
    assert attainment(Fraction(1), Fraction(0), False, True) == 0
    assert attainment(Fraction(1), Fraction(0), False, False) is None


def test_points_add_up_to_the_score() -> None:
    thirds = dict.fromkeys("abc", Fraction("0.333333"))
    total, weights, points = score(Fraction(3), Fraction(1), dict.fromkeys("abc", Fraction(1)), thirds)
    assert total == sum(points.values()) == 1
    assert points["a"] == Fraction("0.3334")
    assert weights["a"] == 1


def test_weight_of_a_kpi_without_attainment_is_shared_out() -> None:
    weights = {"a": Fraction(2), "b": Fraction(2), "c": Fraction(6)}
    total, shown, points = score(
        Fraction(10), Fraction(1), weights, {"a": Fraction("0.5"), "b": Fraction("0.8")}
    )
    assert (total, shown["a"], points["b"]) == (Fraction("6.5"), 5, 4)
    assert score(Fraction(10), Fraction(1), weights, {}) == (None, {}, {})


def test_ranks_share_and_skip() -> None:
    scores = {"a": Fraction(9), "b": Fraction(8), "c": Fraction(8), "d": Fraction(0), "e": None}
    assert ranks(scores) == {"a": 1, "b": 2, "c": 2, "d": 4, "e": None}
