"""Draws reps, days, moments and customers for the records of a scenario."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from tests.random_scenarios.clock import written
from tests.random_scenarios.staff import Row, Staff

DAY = timedelta(days=1)


class Dealer:
    """Draws for one site; `customers` are those that the CRM may know."""

    def __init__(self, rng: Random, zone: str, staff: Staff, days: list[date], customers: list[str]) -> None:
        self.rng = rng
        self.zone = zone
        self.days = days
        self.customers = customers
        self.staff = staff

    def someday(self) -> tuple[str, date]:
        """A rep and a day on which the roster has him, often the last of a month."""
        rep = self.rng.choice([one for one in self.staff.reps if self.staff.covered[one]])
        mine = self.staff.covered[rep]
        ends = [day for day in mine if (day + DAY).day == 1 or day.day == 1]
        return rep, self.rng.choice(ends if ends and self.rng.random() < 0.25 else mine)

    def moment(self, day: date) -> str:
        return written(self.rng, self.zone, day)

    def customer(self) -> str:
        """Known or not, or nobody."""
        return self.rng.choice([*self.customers * 2, "C77", ""])

    def many(self, least: int, most: int, make: Callable[[int], Row]) -> list[Row]:
        return [make(number) for number in range(self.rng.randint(least, most))]
