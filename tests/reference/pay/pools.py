"""Pools: what rules put into them and paid out of them, and who gets what is left, by factors and days."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from math import floor

from tests.reference.pay.book import Book
from tests.reference.pay.counted import Attendance
from tests.reference.pay.rules import PayLine, Rule
from tests.reference.periods import days_between, period_start
from tests.reference.policy import in_force
from tests.reference.rounding import half_up

CENT = Fraction(1, 100)
Weights = dict[tuple[str, Rule], Fraction]
"""Person and row -> the sum over days of factor x how far the day was attended."""


@dataclass
class Pool:
    """A month's pool of the site or a department."""

    scheme: str
    name: str
    level: str
    owner: str
    month: date
    weights: Weights = field(default_factory=lambda: defaultdict(Fraction))


def pool_lines(book: Book, earlier: list[PayLine]) -> Iterator[PayLine]:
    """Everybody's part, and on the pool's own statement what left it."""
    pools = _pools(book, earlier)
    places = Counter((rep, pool.month, rule) for pool in pools for rep, rule in pool.weights)
    for pool in pools:
        rules = _last_rules(book, pool)
        paid = _sum(book, pool, earlier, rules, "less_rules")
        left = _sum(book, pool, earlier, rules, "of_rules") - paid
        if not rules:
            continue
        first = min(rules, key=lambda rule: rule.line)
        item, who = f"pool {pool.name}", (pool.level, pool.owner, pool.month, first)
        if left > 0 and pool.weights:
            for part in _parts(pool, item, left):
                is_one_of_several = places[part.subject, part.month, part.rule] > 1
                yield replace(part, item=f"{item} of {pool.owner}") if is_one_of_several else part
            yield PayLine(*who, f"{item} shared out", left, Fraction(-1), -left)
        if paid:
            yield PayLine(*who, f"{item} paid to sellers", paid, Fraction(-1), -paid)


def _pools(book: Book, earlier: list[PayLine]) -> list[Pool]:
    """Every pool that somebody has a part of, each day by the row that fits him, at his team of that day; and
    those that lines are paid into or out of.
    """
    attendance = Attendance(book)
    found: dict[tuple[str, str, str, str, date], Pool] = {}
    for rule in book.rules("pool_share"):
        level, name = rule.text("seen_at", "site"), rule.text("pool")
        for one in book.staff.days(rule.scheme):
            owner, weight = book.place(level, one), rule.rate * attendance.attended(one)
            if owner and weight and rule.fits(one):
                key = (rule.scheme, name, level, owner, period_start("month", one.day))
                found.setdefault(key, Pool(*key)).weights[one.rep, rule] += weight
        for paid in earlier:
            owner = _owner(book, level, paid) if paid.rule.scheme == rule.scheme else ""
            if owner:
                key = (rule.scheme, name, level, owner, paid.month)
                found.setdefault(key, Pool(*key))
    return list(found.values())


def _last_rules(book: Book, pool: Pool) -> list[Rule]:
    """The pool's rows in force on the last day of the month, so far, on which any of them is."""
    rows = [
        rule
        for rule in book.rules("pool_share")
        if (rule.scheme, rule.text("pool"), rule.text("seen_at", "site"))
        == (pool.scheme, pool.name, pool.level)
    ]
    found: list[Rule] = []
    for day in days_between(pool.month, book.look(pool.month)):
        found = [rule for rule in rows if in_force(rule.row, day)] or found
    return found


def _sum(book: Book, pool: Pool, earlier: list[PayLine], rules: list[Rule], column: str) -> Fraction:
    """What the rules that its rows name came to in this pool."""
    named = {name for rule in rules for name in rule.parts(column)}
    total = Fraction(0)
    for one in earlier:
        if (one.rule.scheme, one.month) != (pool.scheme, pool.month) or one.rule.name not in named:
            continue
        total += one.amount if _owner(book, pool.level, one) == pool.owner else 0
    return total


def _owner(book: Book, level: str, paid: PayLine) -> str:
    """The site, or the department that a line is paid to or whose person has it at the month's end."""
    if level == "site":
        return book.site_id
    if paid.kind != "rep":
        return paid.subject
    seller = book.staff.in_month(paid.rule.scheme, paid.subject, paid.month)
    return seller.team if seller is not None else ""


def _parts(pool: Pool, item: str, left: Fraction) -> Iterator[PayLine]:
    """Cut to cents; the missing ones to the largest remainders, ties by id, then by the row."""
    whole = sum(pool.weights.values(), Fraction(0))
    exact = {key: left * weight / whole for key, weight in pool.weights.items()}
    parts = {key: floor(part / CENT) * CENT for key, part in exact.items()}
    missing = int((left - sum(parts.values())) / CENT)
    for key in sorted(parts, key=lambda one: (parts[one] - exact[one], one[0], one[1].line))[:missing]:
        parts[key] += CENT
    for (rep, rule), weight in pool.weights.items():
        rate = half_up(weight / whole, 6)
        yield PayLine("rep", rep, pool.month, rule, item, left, rate, parts[rep, rule])
