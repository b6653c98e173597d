"""Pools: what rules put into them and paid out of them, and who gets what is left."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import floor

from tests.reference.pay.book import Book
from tests.reference.pay.rules import PayLine, Rule
from tests.reference.people import RepDay
from tests.reference.rounding import half_up

CENT = Fraction(1, 100)


@dataclass
class Pool:
    """A month's pool of the site or a department."""

    level: str
    owner: str
    month: date
    shares: list[tuple[Rule, RepDay]] = field(default_factory=list)


def pool_lines(book: Book, earlier: list[PayLine]) -> Iterator[PayLine]:
    """Everybody's part, and on the pool's own statement what left it."""
    for pool in _pools(book):
        rules = [rule for rule, _ in pool.shares]
        paid = _sum(book, pool, earlier, rules, "less_rules")
        left = _sum(book, pool, earlier, rules, "of_rules") - paid
        if left > 0:
            first = min(rules, key=lambda rule: rule.line)
            name, who = f"pool {first.text('pool')}", (pool.level, pool.owner, pool.month, first)
            yield from _parts(pool, name, left)
            yield PayLine(*who, f"{name} shared out", left, Fraction(-1), -left)
            if paid:
                yield PayLine(*who, f"{name} paid to sellers", paid, Fraction(-1), -paid)


def _pools(book: Book) -> list[Pool]:
    """Every pool that somebody has a part of."""
    found: dict[tuple[str, str, str, str, date], Pool] = {}
    for rule in book.rules("pool_share"):
        level = rule.text("seen_at", "site")
        for month, person in book.months_of(rule):
            owner = book.place(level, person)
            if owner and rule.rate > 0:
                key = (rule.scheme, rule.text("pool"), level, owner, month)
                found.setdefault(key, Pool(level, owner, month)).shares.append((rule, person))
    return list(found.values())


def _sum(book: Book, pool: Pool, earlier: list[PayLine], rules: list[Rule], column: str) -> Fraction:
    """What the rules that its shares name came to in this pool."""
    scheme, named = rules[0].scheme, {name for rule in rules for name in rule.parts(column)}
    total = Fraction(0)
    for one in earlier:
        if (one.rule.scheme, one.month) != (scheme, pool.month) or one.rule.name not in named:
            continue
        if pool.level == "team" and one.kind == "rep":
            seller = book.staff.in_month(scheme, one.subject, pool.month)
            is_ours = seller is not None and seller.team == pool.owner
        else:
            is_ours = pool.level == "site" or one.subject == pool.owner
        total += one.amount if is_ours else 0
    return total


def _parts(pool: Pool, name: str, left: Fraction) -> Iterator[PayLine]:
    """By factors, cut to cents; the missing ones to the largest remainders, ties by id."""
    factors = sum((rule.rate for rule, _ in pool.shares), Fraction(0))
    exact = {(person.rep, rule.line): left * rule.rate / factors for rule, person in pool.shares}
    parts = {key: floor(part / CENT) * CENT for key, part in exact.items()}
    missing = int((left - sum(parts.values())) / CENT)
    for key in sorted(parts, key=lambda one: (parts[one] - exact[one], one))[:missing]:
        parts[key] += CENT
    for rule, person in pool.shares:
        rate, part = half_up(rule.rate / factors, 6), parts[person.rep, rule.line]
        yield PayLine("rep", person.rep, pool.month, rule, name, left, rate, part)
