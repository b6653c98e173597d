"""Lines for what was counted: shortfalls, units, shares of KPIs, months that met a target, findings, days."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import floor

from tests.reference.pay.book import Book, Figures
from tests.reference.pay.rules import PayLine, Rule, line
from tests.reference.pay.staff import pay_month
from tests.reference.people import RepDay
from tests.reference.periods import days_between, period_end, period_start
from tests.reference.rounding import half_up

ONE = Fraction(1)
Counted = tuple[date, RepDay, Figures]


def counted_lines(book: Book) -> Iterator[PayLine]:
    """Everything that rests on KPIs, findings and days."""
    for rule in book.rules("per_shortfall"):
        for start, person, kpi in _periods(book, rule, rule.text("per")):
            if book.is_over(rule.text("per"), start) and None not in (kpi["target"], kpi["actual"]):
                missing = Fraction(floor(kpi["target"] - kpi["actual"]))
                if missing > 0:
                    yield _line(rule, rule.text("per"), start, person, missing, -rule.rate)
    for rule in book.rules("per_failed_period"):
        for start, person, kpi in _periods(book, rule, rule.text("per")):
            if book.is_over(rule.text("per"), start) and _under(rule, kpi):
                yield _line(rule, rule.text("per"), start, person, ONE, -rule.rate)
    for rule in book.rules("when_met"):
        for start, person, kpi in _periods(book, rule, "month"):
            if book.is_over("month", start) and reached(rule, kpi):
                yield _line(rule, "month", start, person, ONE, rule.rate)
    yield from _units(book)
    yield from _findings(book)
    yield from _attendance(book)


def reached(rule: Rule, kpi: Figures) -> bool:
    """Whether the attainment is at least the rule's threshold."""
    return kpi["attainment"] is not None and kpi["attainment"] >= Fraction(rule.text("threshold"))


def _under(rule: Rule, kpi: Figures) -> bool:
    return kpi["attainment"] is not None and not reached(rule, kpi)


def _periods(book: Book, rule: Rule, grain: str) -> Iterator[Counted]:
    """Periods of everybody for whom the rule holds on the last covered day, with the KPI's published row."""
    for start, person in book.staff.periods(rule.scheme, grain):
        kpi = book.figures(rule, grain, start, "rep", person.rep)
        if kpi is not None and rule.fits(person):
            yield start, person, kpi


def _line(rule: Rule, grain: str, start: date, person: RepDay, quantity: Fraction, rate: Fraction) -> PayLine:
    return line(
        rule, ("rep", person.rep), pay_month(grain, start), start.isoformat(), Fraction(quantity), rate
    )


def _units(book: Book) -> Iterator[PayLine]:
    for rule in book.rules("per_unit"):
        grain = rule.text("per", "month")
        for start, person, kpi in _periods(book, rule, grain):
            if kpi["actual"] and kpi["actual"] > 0 and (grain != "week" or book.is_over(grain, start)):
                yield _line(rule, grain, start, person, kpi["actual"], rule.rate)
    for rule in book.rules("share_of_kpi"):
        for start, person, kpi in _periods(book, rule, "month"):
            if kpi["actual"] and kpi["actual"] > 0:
                whole = _line(rule, "month", start, person, kpi["actual"], rule.rate)
                ceiling = rule.number("ceiling")
                most = whole.amount if ceiling is None else min(whole.amount, ceiling)
                yield PayLine("rep", person.rep, start, rule, whole.item, whole.quantity, rule.rate, most)


def _findings(book: Book) -> Iterator[PayLine]:
    """Confirmed ones cost money in the month of their day."""
    for rule in book.rules("per_finding"):
        for found in book.tables["compliance_finding"].values():
            person = book.staff.day.get((rule.scheme, found["rep_id"], found["day"]))
            if (found["rule_id"], found["status"]) != (rule.text("event"), "confirmed"):
                continue
            if person and rule.fits(person):
                item, month = f"finding {found['finding_id']}", period_start("month", person.day)
                yield line(rule, ("rep", person.rep), month, item, ONE, -rule.rate)


def _attendance(book: Book) -> Iterator[PayLine]:
    """Pay of a month by attended / required days; each day by the rules that hold on it."""
    attendance = Attendance(book)
    for rule in book.rules("base_pay"):
        for (rep, month), days in book.staff.by_month(rule.scheme).items():
            mine = [one for one in days if rule.fits(one)]
            required = max(_working_days(book, one.calendar_id, month) for one in days)
            if mine and required:
                attended = sum((attendance.attended(one) for one in mine), Fraction(0))
                paid = line(rule, ("rep", rep), month, "", attended, rule.rate / required)
                yield PayLine("rep", rep, month, rule, "", attended, half_up(paid.rate, 6), paid.amount)


def _working_days(book: Book, calendar_id: str, month: date) -> int:
    days = days_between(month, period_end("month", month))
    return sum(book.site.policy.is_working_day(calendar_id, day) for day in days)


class Attendance:
    """How far days were attended: working days while employed, for the full-time share, less leave of every
    kind and absences.
    """

    def __init__(self, book: Book) -> None:
        self.policy = book.site.policy
        self.away: dict[tuple[str, date], Fraction] = defaultdict(Fraction)
        for entity, column in (("leave", "fraction"), ("attendance", "count")):
            for told in book.site.lines(entity):
                if entity == "leave" or told.values["event"] == "absence":
                    key = (told.values["rep_id"], date.fromisoformat(told.values["date"]))
                    self.away[key] += Fraction(told.get(column) or 1)

    def attended(self, one: RepDay) -> Fraction:
        """0 to 1 of somebody's day."""
        if not (one.employed and self.policy.is_working_day(one.calendar_id, one.day)):
            return Fraction(0)
        return one.fte * (1 - min(ONE, self.away[one.rep, one.day]))
