"""Published tables against the reference, row by row."""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.reference.build import Published, Table
from tests.reference.events import Event

Number = int | Decimal | Fraction
CALL_KPIS = ("dials", "successful_calls", "connect_rate", "average_talk_time", "talk_time")
"""KPIs whose units are calls."""


def equal(published: object, expected: object) -> bool:
    """Exact equality; a decimal equals the fraction that it writes."""
    if isinstance(published, Decimal) and isinstance(expected, Fraction):
        return Fraction(published) == expected
    return published == expected


def differences(tables: dict[str, Table], reference: Published) -> list[str]:
    """Every row or column that is not as the reference has it, in words."""
    found = []
    for name, table in tables.items():
        expected = reference.tables.get(name, {})
        found += [f"{name}: no row {_words(key)}" for key in sorted(expected.keys() - table.keys())]
        found += [f"{name}: a row {_words(key)} too many" for key in sorted(table.keys() - expected.keys())]
        for key in sorted(expected.keys() & table.keys()):
            found += [
                f"{name} {_words(key)}: {column} is {table[key].get(column)}, not {_word(value)}"
                for column, value in expected[key].items()
                if not equal(table[key].get(column), value)
            ]
    return found


def event_differences(counted: list[dict[str, Any]], reference: Published) -> list[str]:
    """Counted events that are not the reference's.

    Calls are compared by number per rep, day, team, quantity and base. Customers are compared by id; those
    known by number alone stand there as a keyed hash, so each hash must have exactly the days of one number.
    """
    named_calls = Counter(
        _call_key(row["kpi_id"], row["rep_id"], row["day"], row["team_id"], row["quantity"], row["base"])
        for row in counted
    )
    expected = Counter(
        _call_key(event.kpi_id, event.rep, event.day, team, event.quantity, event.base)
        for event, team in reference.counted.items()
    )
    found = [
        f"counted_event {_words(key)}: {named_calls[key]}, not {expected[key]}"
        for key in sorted(named_calls.keys() | expected.keys())
        if named_calls[key] != expected[key]
    ]
    found += _customer_differences(counted, list(reference.counted))
    return found


def _customer_differences(counted: list[dict[str, Any]], events: list[Event]) -> list[str]:
    known = {event.unit_id for event in events if not event.unit_id.startswith("+")}
    days_of_unit: dict[str, list[tuple[str, str, date]]] = defaultdict(list)
    for row in counted:
        if row["kpi_id"] not in CALL_KPIS:
            days_of_unit[row["unit_id"]].append((row["kpi_id"], row["rep_id"], row["day"]))
    expected_days: dict[str, list[tuple[str, str, date]]] = defaultdict(list)
    for event in events:
        if event.kpi_id not in CALL_KPIS:
            expected_days[event.unit_id].append((event.kpi_id, event.rep, event.day))
    found = [
        f"counted_event of customer {unit}: {sorted(days_of_unit[unit])}, not {sorted(expected_days[unit])}"
        for unit in sorted(known & (days_of_unit.keys() | expected_days.keys()))
        if sorted(days_of_unit[unit]) != sorted(expected_days[unit])
    ]
    hashed = Counter(tuple(sorted(days)) for unit, days in days_of_unit.items() if unit not in known)
    numbers = Counter(tuple(sorted(days)) for unit, days in expected_days.items() if unit not in known)
    found += [f"counted_event of a number alone: one too many with {days}" for days in hashed - numbers]
    found += [f"counted_event of a number alone: none with {days}" for days in numbers - hashed]
    return found


def _call_key(
    kpi_id: str, rep: str, day: date, team: str | None, quantity: Number, base: Number | None
) -> tuple[str, str, date, str, Fraction, Fraction]:
    """Calls by number; -1 stands for no base."""
    return (kpi_id, rep, day, team or "", Fraction(quantity), Fraction(-1 if base is None else base))


def _words(key: tuple[Any, ...]) -> str:
    return " ".join(str(part) for part in key)


def _word(value: object) -> str:
    return str(float(value)) if isinstance(value, Fraction) else str(value)
