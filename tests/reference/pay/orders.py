"""Orders that stand, as rules ask for them, and what is paid for each."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.reference.exports import Line
from tests.reference.families.site import Site
from tests.reference.pay.book import Book
from tests.reference.pay.rules import PayLine, Rule, line
from tests.reference.people import RepDay
from tests.reference.periods import period_start
from tests.reference.policy import in_force
from tests.reference.records import stands

ORDINARY = {"brand": "own", "channel": "direct", "payment_kind": "full"}
"""What a blank cell of an order means."""
TRAITS = ("product", "stock_kind", "region", *ORDINARY)


@dataclass(frozen=True)
class Sold:
    """An order under a scheme that pays its seller on the day of signing. `buyer` is alone where
    nobody is named.
    """

    order: str
    told: Line
    seller: RepDay
    buyer: str
    traits: dict[str, str]
    department: str

    @property
    def pieces(self) -> Fraction:
        return Fraction(self.told.get("quantity") or 1)

    @property
    def month(self) -> date:
        return period_start("month", self.seller.day)

    def money(self, column: str) -> Fraction | None:
        text = self.told.get(column)
        return Fraction(text) if text else None

    def is_asked_for(self, rule: Rule) -> bool:
        """Whether the order has what the rule's `orders` names."""
        for asked in rule.parts("orders"):
            name, _, words = asked.partition("!=" if "!=" in asked else "=")
            is_one_of = self.traits[name.strip()] in [word.strip().lower() for word in words.split("|")]
            if is_one_of == ("!=" in asked):
                return False
        return True


def standing_orders(site: Site) -> Iterator[tuple[Line, date]]:
    """Orders signed by the as-of day that were not cancelled, with the day of signing."""
    for told in site.lines("orders"):
        day = site.day(told, "signed_at")
        if day and day <= site.as_of and stands(told, site.zone, site.as_of):
            yield told, day


def sold_orders(book: Book, scheme: str) -> list[Sold]:
    """What a scheme's people sold, by day and id."""
    customers = {
        one.values["opportunity_id"]: one.values["customer_id"] for one in book.site.lines("opportunities")
    }
    found = []
    for told, day in standing_orders(book.site):
        named = told.get("customer_id") or customers.get(told.get("opportunity_id") or "")
        buyer = f"customer {book.site.directory.merged(named)}" if named else f"of {told.values['order_id']}"
        seller = book.staff.day.get((scheme, told.values["rep_id"], day))
        if seller:
            traits, department = _placed(book, told, seller)
            found.append(Sold(told.values["order_id"], told, seller, buyer, traits, department))
    return sorted(found, key=lambda one: (one.seller.day, one.order))


def _placed(book: Book, told: Line, seller: RepDay) -> tuple[dict[str, str], str]:
    """Traits in lower case, and the department whose region it is; without one the seller's."""
    regions = [row for row in book.site.policy.rows("regions") if in_force(row, seller.day)]
    own = {row["region"] for row in regions if row["team_id"] == seller.team}
    home = {row["region"]: row["team_id"] for row in regions}
    region = told.get("region") or ""
    traits = {name: (told.get(name) or ORDINARY.get(name, "")).lower() for name in TRAITS}
    traits["place"] = "outside" if region and own and region not in own else "own"
    return traits, home.get(region, seller.team)


def order_lines(book: Book) -> Iterator[PayLine]:
    """What rests on orders alone."""
    for rule in book.rules("per_order"):
        for one, who in _payees(book, rule):
            if one.pieces > 0:
                yield line(rule, who, one.month, f"order {one.order}", one.pieces, rule.rate)
    paid = set()
    for rule, one, who in _by_day(book, "per_customer"):
        key = (rule.scheme, rule.name, who, one.month, one.buyer)
        if key not in paid:
            paid.add(key)
            yield line(rule, who, one.month, f"order {one.order}", Fraction(1), rule.rate)
    yield from _money_lines(book)


def _money_lines(book: Book) -> Iterator[PayLine]:
    """Prices above the list, and a month's surplus."""
    for rule in book.rules("price_share"):
        for one, who in _payees(book, rule):
            price, listed = one.money("amount"), one.money("list_amount")
            if price is not None and listed is not None and price > listed:
                yield line(rule, who, one.month, f"order {one.order}", price - listed, rule.rate)
    surplus: dict[tuple[str, str, tuple[str, str], date], Fraction] = defaultdict(Fraction)
    last: dict[tuple[str, str, tuple[str, str], date], Rule] = {}
    for rule, one, who in _by_day(book, "surplus_share"):
        if one.told.get("amount") or one.told.get("cost"):
            key = (rule.scheme, rule.name, who, one.month)
            surplus[key] += (one.money("amount") or 0) - (one.money("cost") or 0)
            last[key] = rule
    for key, left in surplus.items():
        if left > 0:
            yield line(last[key], key[2], key[3], "", left, last[key].rate)


def _by_day(book: Book, kind: str) -> list[tuple[Rule, Sold, tuple[str, str]]]:
    """What rows of a kind ask for, by day and order: a rule may change its row within a month."""
    found = [(rule, one, who) for rule in book.rules(kind) for one, who in _payees(book, rule)]
    return sorted(found, key=lambda each: (each[1].seller.day, each[1].order, each[0].line))


def _payees(book: Book, rule: Rule) -> Iterator[tuple[Sold, tuple[str, str]]]:
    """Orders that a rule asks for, of sellers for whom it holds on the day, and who is paid for each."""
    payee, least = rule.text("payee", "rep"), rule.number("threshold")
    asked = [one for one in sold_orders(book, rule.scheme) if one.is_asked_for(rule)]
    lots: dict[tuple[str, date], Fraction] = defaultdict(Fraction)
    for one in asked:
        lots[one.buyer, one.seller.day] += one.pieces
    for one in asked:
        is_lot = least is None or lots[one.buyer, one.seller.day] >= least
        who = {"rep": one.seller.rep, "team": one.department, "site": book.site_id}[payee]
        if who and rule.fits(one.seller) and is_lot:
            yield one, (payee, who)


def share_lines(book: Book, earlier: list[PayLine]) -> Iterator[PayLine]:
    """What an order's place or lot adds to or takes from what other rules pay for it."""
    for rule in book.rules("order_share"):
        for one, _ in _payees(book, rule):
            sums: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
            for each in earlier:
                ours = each.rule.scheme == rule.scheme and each.rule.name in rule.parts("of_rules")
                if ours and (each.item, each.month) == (f"order {one.order}", one.month):
                    sums[each.kind, each.subject] += each.amount
            for who, summed in sums.items():
                yield line(rule, who, one.month, f"order {one.order}", summed, rule.rate)
