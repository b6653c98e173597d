"""Shares of what other rules pay: scaled by attainment, given back, lost, taken back."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from tests.reference.pay.book import Book, paid_by
from tests.reference.pay.counted import reached
from tests.reference.pay.instalments import instalments
from tests.reference.pay.rules import PayLine, Rule, line
from tests.reference.people import RepDay
from tests.reference.periods import period_start
from tests.reference.rounding import half_up

ONE, NOTHING = Fraction(1), Fraction(0)


def scale_lines(book: Book, earlier: list[PayLine]) -> Iterator[PayLine]:
    """Paid = attainment x base: what attainment adds to or takes from other lines."""
    for rule in book.rules("attainment_scale"):
        level, most = rule.text("seen_at", "rep"), rule.number("ceiling")
        for month, person in book.months_of(rule):
            base = paid_by(earlier, rule, month, person.rep)
            kpi = book.figures(rule, "month", month, level, book.place(level, person))
            if base is None or kpi is None or kpi["attainment"] is None:
                continue
            rate = min(kpi["attainment"], kpi["attainment"] if most is None else most) - 1
            if rate:
                yield line(rule, ("rep", person.rep), month, "", base, rate)


def taking_lines(book: Book, earlier: list[PayLine]) -> Iterator[PayLine]:
    """What is lost of other rules' lines, or comes back of what they took; each by itself."""
    yield from _by_target(book, earlier)
    for rule in book.rules("lost_when_counted"):
        for month, person in book.months_of(rule):
            kpi = book.figures(rule, "month", month, "rep", person.rep)
            counted = kpi["actual"] if kpi is not None and book.is_over("month", month) else None
            if counted is not None and counted >= Fraction(rule.text("threshold")):
                yield from _lost(earlier, rule, month, person, rule.rate)
    events = _events(book)
    for rule in book.rules("per_event"):
        for month, person in book.months_of(rule):
            payee = rule.text("payee", "rep")
            times = events[rule.scheme, payee, person.rep, month, rule.text("event")]
            yield from _lost(earlier, rule, month, person, min(ONE, rule.rate * times))
    overdue = _overdue(book)
    for rule in book.rules("per_overdue"):
        level = rule.text("seen_at", "team")
        for month, person in book.months_of(rule):
            place = book.place(level, person)
            count = overdue[rule.scheme, level, place, month] if place else 0
            yield from _lost(earlier, rule, month, person, min(ONE, rule.rate * count))


def _by_target(book: Book, earlier: list[PayLine]) -> Iterator[PayLine]:
    """By whether a month that is over met its target."""
    for kind in ("return_share", "lost_when_missed"):
        for rule in book.rules(kind):
            for month, person in book.months_of(rule):
                kpi = book.figures(rule, "month", month, "rep", person.rep)
                if kpi is None or kpi["attainment"] is None or not book.is_over("month", month):
                    continue
                if kind == "lost_when_missed" and not reached(rule, kpi):
                    yield from _lost(earlier, rule, month, person, rule.rate)
                base = paid_by(earlier, rule, month, person.rep) or NOTHING
                if kind == "return_share" and reached(rule, kpi) and base < 0:
                    yield line(rule, ("rep", person.rep), month, "", -base, rule.rate)


def _lost(
    earlier: list[PayLine], rule: Rule, month: date, person: RepDay, share: Fraction
) -> Iterator[PayLine]:
    base = paid_by(earlier, rule, month, person.rep) or NOTHING
    if base > 0 and share:
        yield line(rule, ("rep", person.rep), month, "", base, -share)


def _events(book: Book) -> dict[tuple[str, str, str, date, str], Fraction]:
    """Scheme, payee, person, month, event -> how often it happened."""
    found: dict[tuple[str, str, str, date, str], Fraction] = defaultdict(Fraction)
    for told in book.site.lines("attendance"):
        day, event = date.fromisoformat(told.values["date"]), told.values["event"]
        for (scheme, rep, at), person in book.staff.day.items():
            if (rep, at) == (told.values["rep_id"], day):
                for payee, who in (("rep", rep), ("manager", person.manager)):
                    times = Fraction(told.get("count") or 1)
                    found[scheme, payee, who, period_start("month", day), event] += times
    return found


def _overdue(book: Book) -> dict[tuple[str, str, str, date], int]:
    """Scheme, level, subject, month -> instalments overdue at its end: the seller's, if he is there; of the
    department in which he signed (else of his own of that month) and of the site.
    """
    found: dict[tuple[str, str, str, date], int] = defaultdict(int)
    known = list(instalments(book.site))
    for scheme in {rule.scheme for kind in ("per_overdue", "withhold") for rule in book.rules(kind)}:
        for month in {month for month, _ in book.staff.periods(scheme, "month")}:
            for one in known:
                if one.is_overdue(book.look(month)):
                    seller = book.staff.in_month(scheme, one.rep, month)
                    if seller is not None:
                        found[scheme, "rep", one.rep, month] += 1
                    signed = book.staff.day.get((scheme, one.rep, one.signed))
                    is_elsewhere = (one.rep, one.signed) in book.paid_days
                    owner = signed or (None if is_elsewhere else seller)
                    for level in ("team", "site") if owner is not None else ():
                        found[scheme, level, book.place(level, owner), month] += 1
    return found


def condition_lines(book: Book, earlier: list[PayLine]) -> Iterator[PayLine]:
    """What is not owed while a KPI over the year is under its threshold; a full month keeps the share."""
    for rule in book.rules("owed_while"):
        level = rule.text("seen_at", "rep")
        for month, person in book.months_of(rule):
            base = paid_by(earlier, rule, month, person.rep) or NOTHING
            months = _year_to(book, rule, month, level, book.place(level, person))
            whole = sum((each for _, each in months), NOTHING)
            if base <= 0 or not whole:
                continue
            year = sum((part for part, _ in months), NOTHING) / whole
            if year < Fraction(rule.text("threshold")):
                kept = min(half_up(year, 6), ONE) if _keeps(rule, month, months[-1]) else NOTHING
                yield line(rule, ("rep", person.rep), month, "", base, kept - 1)


def _keeps(rule: Rule, month: date, last: tuple[Fraction, Fraction]) -> bool:
    first, (part, whole) = rule.number("from_month"), last
    full = whole > 0 and part / whole >= Fraction(rule.text("threshold"))
    return first is not None and month.month >= first and full


def _year_to(
    book: Book, rule: Rule, month: date, level: str, subject: str
) -> list[tuple[Fraction, Fraction]]:
    """Part and whole of each month of the year up to this one; nothing where this one has no figures."""
    if rule.text("kpi_id") == "collection_rate":
        return _collected_to(book, rule, month, level, subject)
    months = []
    for number in range(1, month.month + 1):
        kpi = book.figures(rule, "month", month.replace(month=number), level, subject)
        if kpi is not None:
            is_count = kpi["denominator"] is None
            part, whole = ("actual", "target") if is_count else ("numerator", "denominator")
            months.append((Fraction(kpi[part] or 0), Fraction(kpi[whole] or 0)))
    return months if kpi is not None else []


def _collected_to(
    book: Book, rule: Rule, month: date, level: str, subject: str
) -> list[tuple[Fraction, Fraction]]:
    """What came by the month's end, and what was due, of the instalments due in each month, by the team in
    which the seller signed.
    """
    look, came, due = book.look(month), [NOTHING] * 12, [NOTHING] * 12
    for one in instalments(book.site):
        day = one.signed if (one.rep, one.signed) in book.paid_days else one.due
        owner = book.staff.day.get((rule.scheme, one.rep, day))
        if owner is None or one.due.year != month.year or one.due > look:
            continue
        if book.place(level, owner) == subject:
            due[one.due.month - 1] += one.amount
            came[one.due.month - 1] += one.amount if one.paid is not None and one.paid <= look else 0
    return list(zip(came, due, strict=True))[: month.month]
