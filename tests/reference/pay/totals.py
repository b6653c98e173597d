"""Statements: lines in their order, what they come to, what is withheld and what is released."""

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import Any

from tests.reference.pay.book import Book
from tests.reference.pay.instalments import instalments
from tests.reference.pay.rules import PayLine
from tests.reference.periods import days_between, period_end, period_start

Statement = tuple[str, str, date, str]
"""Kind and id of the subject, month, scheme."""


def line_rows(lines: list[PayLine]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Published rows; a statement's lines are numbered in the order of the policy's rows, then of items."""
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    numbers: dict[tuple[str, date, str], int] = defaultdict(int)
    for one in sorted(lines, key=lambda one: (one.kind, one.rule.line, one.item)):
        statement = (one.subject, one.month, one.rule.scheme)
        numbers[statement] += 1
        key = (*statement, one.kind, one.rule.name, one.rule.line, one.item)
        assert key not in rows, f"two lines {key}"
        rows[key] = {
            "line_no": numbers[statement],
            "period_end": period_end("month", one.month),
            "quantity": one.quantity,
            "rate": one.rate,
            "amount": one.amount,
            "closed_in": None,
        }
    return rows


def total_rows(book: Book, lines: list[PayLine]) -> dict[Statement, dict[str, Any]]:
    """A total stops at 0; withheld is all of it or nothing; what was withheld comes when all is paid."""
    amounts: dict[Statement, list[Fraction]] = defaultdict(list)
    for one in lines:
        amounts[one.kind, one.subject, one.month, one.rule.scheme].append(one.amount)
    withheld = {key: _total(amounts[key]) for key in _held(book) if _total(amounts.get(key, []))}
    released = _released(book, withheld)
    rows = {}
    for key in sorted({*(key for key in amounts if amounts[key]), *released}):
        gross, total = sum(amounts.get(key, []), Fraction(0)), _total(amounts.get(key, []))
        held, back = withheld.get(key, Fraction(0)), released.get(key, Fraction(0))
        rows[key] = {
            "period_end": period_end("month", key[2]),
            "lines": len(amounts.get(key, [])),
            "gross": gross,
            "total": total,
            "remainder": gross - total,
            "withheld": held,
            "released": back,
            "payable": total - held + back,
        }
    return rows


def _total(amounts: list[Fraction]) -> Fraction:
    return max(sum(amounts, Fraction(0)), Fraction(0))


def _held(book: Book) -> set[Statement]:
    """Statements of those of whose instalments so many stand overdue."""
    known = list(instalments(book.site))
    found = set()
    for rule in book.rules("withhold"):
        for month, person in book.months_of(rule):
            look = book.look(month)
            overdue = sum(one.rep == person.rep and one.is_overdue(look) for one in known)
            if overdue and overdue >= Fraction(rule.text("threshold")):
                found.add(("rep", person.rep, month, rule.scheme))
    return found


def _released(book: Book, withheld: dict[Statement, Fraction]) -> dict[Statement, Fraction]:
    """With the first later month at whose end nothing of that person is overdue any more."""
    known = list(instalments(book.site))
    found: dict[Statement, Fraction] = defaultdict(Fraction)
    for (kind, rep, held_in, scheme), amount in withheld.items():
        months = sorted({period_start("month", day) for day in days_between(held_in, book.as_of)})
        for month in months[1:]:
            look = book.look(month)
            if not any(one.rep == rep and one.is_overdue(look) for one in known):
                found[kind, rep, month, scheme] += amount
                break
    return found
