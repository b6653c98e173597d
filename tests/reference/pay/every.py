"""All lines in the order in which they rest on each other."""

from collections.abc import Iterator

from tests.reference.pay.book import Book
from tests.reference.pay.counted import counted_lines
from tests.reference.pay.orders import order_lines, share_lines
from tests.reference.pay.pools import pool_lines
from tests.reference.pay.rules import PayLine
from tests.reference.pay.shares import condition_lines, scale_lines, taking_lines


def pay_lines(book: Book) -> list[PayLine]:
    """What rests on figures, days and orders; shares of orders; pools; attainment; what is taken or given
    back; what is not owed. Each step sees the lines of the steps before it and none of its own.
    """
    lines = [*counted_lines(book), *order_lines(book)]
    for step in (share_lines, pool_lines, scale_lines, taking_lines, condition_lines):
        found: Iterator[PayLine] = step(book, lines)
        lines += list(found)
    return lines
