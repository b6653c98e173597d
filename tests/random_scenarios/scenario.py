"""Two nights of one site: what lands before each, under which policy, up to which day."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from tests.random_scenarios import policy as random_policies
from tests.random_scenarios.adjustments import random_adjustments
from tests.random_scenarios.calls import CallMaker
from tests.random_scenarios.crm import Crm, random_crm, random_opportunities, random_orders
from tests.random_scenarios.details import add_details
from tests.random_scenarios.levels import add_levels
from tests.random_scenarios.managers import add_managers
from tests.random_scenarios.mishaps import mishaps
from tests.random_scenarios.packs import add_packs
from tests.random_scenarios.records import add_records
from tests.random_scenarios.staff import Row, Staff, random_leave, random_staff
from tests.reference.base_policy import Tables
from tests.reference.folders import write_export, write_policy

DAY = timedelta(days=1)
ZONES = ("Asia/Shanghai", "Asia/Shanghai", "America/New_York", "Europe/Berlin", "Asia/Kathmandu")
# Month, quarter and year ends, clocks that change, a leap day, a year of 53 weeks.
TURNS = (
    date(2026, 1, 1),
    date(2026, 2, 1),
    date(2025, 4, 1),
    date(2024, 3, 1),
    date(2021, 1, 1),
    date(2026, 3, 8),
    date(2025, 10, 26),
)


@dataclass
class Night:
    """The as-of day, the policy, and the files that land before it: (path, entity, rows, exported at)."""

    as_of: date
    policy: Tables
    files: list[tuple[str, str, list[Row], datetime]] = field(default_factory=list)

    def land(self, landing: Path, policy_folder: Path) -> None:
        """Adds this night's files to the landing folder and writes its policy."""
        for path, entity, rows, exported_at in self.files:
            write_export(landing / path, entity, rows, exported_at)
        write_policy(policy_folder, self.policy)


def random_scenario(seed: int) -> tuple[Night, Night]:
    """The two nights of this seed."""
    rng = Random(seed)
    zone = rng.choice(ZONES)
    first = rng.choice(TURNS) - DAY * rng.randint(3, 40)
    first_as_of = first + DAY * rng.randint(14, 60)
    as_of = first_as_of + DAY * rng.randint(0, 9)
    policy = random_policies.random_policy(rng, zone, first, as_of)
    staff = random_staff(rng, policy, first, as_of)
    days = [first + DAY * i for i in range((as_of - first).days + 1)]
    random_policies.excused_days(rng, policy, staff.reps, staff.teams, days)
    later_policy = policy
    if rng.random() < 0.6:
        later_policy = random_policies.changed_policy(rng, policy, first, as_of)
    nights = (Night(first_as_of, policy), Night(as_of, later_policy))
    landed = _Landing(rng, nights)
    crm = random_crm(rng)
    _land_people(rng, landed, staff)
    _land_crm(rng, landed, zone, staff, crm, days)
    _land_calls(rng, landed, CallMaker(rng, zone, staff, crm, "c"), nights, days)
    landed.write()
    apart = Random(f"adjustments {seed}")
    random_adjustments(apart, staff, policy, days, [(night.as_of, night.files) for night in nights])
    add_levels(Random(f"levels {seed}"), (nights[0].policy, nights[1].policy), first, as_of)
    add_managers(
        Random(f"managers {seed}"),
        staff,
        [night.policy for night in nights],
        [night.files for night in nights],
    )
    _adjust_a_ratio(Random(f"levels {seed}"), nights, staff)
    mishaps(Random(f"mishaps {seed}"), (nights[0].files, nights[1].files), [night.policy for night in nights])
    files = [night.files for night in nights]
    add_packs(Random(f"packs {seed}"), [night.policy for night in nights], files, first, as_of)
    add_details(Random(f"details {seed}"), zone, staff, files, days)
    add_records(Random(f"records {seed}"), zone, staff, files, days, [night.as_of for night in nights])
    return nights


def _adjust_a_ratio(rng: Random, nights: tuple[Night, Night], staff: Staff) -> None:
    """What nobody can add to: refused, whoever asks."""
    row = {"adjustment_id": "ratio", "subject_id": rng.choice(staff.reps), "period": str(nights[0].as_of)}
    row |= {"scheme_id": "telesales-standard", "kpi_id": "connect_rate", "delta": "1", "reason": "because"}
    row |= {"approved_by": "boss", "approved_at": f"{nights[0].as_of} 18:00:00"}
    next(rows for _, entity, rows, _ in nights[0].files if entity == "adjustments").append(row)


class _Landing:
    """Deals the rows of a night into files at random, shuffles them, and gives the files times of export."""

    def __init__(self, rng: Random, nights: tuple[Night, Night]) -> None:
        self.rng = rng
        self.nights = nights
        self.rows: dict[tuple[int, str], list[Row]] = {}

    def add(self, night: int, entity: str, *rows: Row) -> None:
        self.rows.setdefault((night, entity), []).extend(rows)

    def write(self) -> None:
        for (night, entity), rows in self.rows.items():
            self.rng.shuffle(rows)
            files = self.rng.randint(1, 4 if entity in ("calls", "opportunities") else 2)
            exported = datetime.combine(self.nights[night].as_of, datetime.min.time()) + DAY
            for part in range(files):
                name = (
                    f"{self.rng.choice('abcdef')}{night}{part}{self.rng.choice(('.csv', '.csv', '.csv.gz'))}"
                )
                folder = self.rng.choice(("", "more/"))
                at = exported + timedelta(minutes=self.rng.randint(0, 6) * 10)
                self.nights[night].files.append((f"{entity}/{folder}{name}", entity, rows[part::files], at))


def _land_people(rng: Random, landed: _Landing, staff: Staff) -> None:
    landed.add(0, "roster", *staff.roster)
    landed.add(0, "leave", *random_leave(rng, staff))
    for row in rng.sample(staff.roster, k=rng.randint(0, 2)):
        changes = {"team_id": staff.teams[-1], "fte": "0.5", "grade": "junior", "phase": "close"}
        column = rng.choice(list(changes))
        landed.add(1, "roster", {**row, column: changes[column]})
    landed.add(1, "leave", *random_leave(rng, staff))


def _land_crm(rng: Random, landed: _Landing, zone: str, staff: Staff, crm: Crm, days: list[date]) -> None:
    landed.add(0, "customers", *crm.customers)
    landed.add(0, "contacts", *crm.contacts)
    for index in rng.sample(range(1, len(crm.customers)), k=min(2, len(crm.customers) - 1)):
        change = rng.choice(({"merged_into": crm.customers[0]["customer_id"]}, {"is_capable": "true"}))
        landed.add(1, "customers", {**crm.customers[index], **change})
    for row in rng.sample(crm.contacts, k=1):
        landed.add(1, "contacts", {**row, "customer_id": "C01", "is_decision_maker": "true"})
    for history in random_opportunities(rng, zone, staff, crm, days):
        night = 0
        for revision in history:
            night = max(night, int(rng.random() < 0.3))
            stamp = f"{rng.choice(days)} 12:00:00" if rng.random() < 0.3 else ""
            landed.add(night, "opportunities", {**revision, "updated_at": stamp})
    for order in random_orders(rng, zone, staff, days):
        landed.add(0, "orders", order)


def _land_calls(
    rng: Random, landed: _Landing, maker: CallMaker, nights: tuple[Night, Night], days: list[date]
) -> None:
    known = [day for day in days if day <= nights[0].as_of]
    for leg in maker.calls_of(known):
        landed.add(int(rng.random() < 0.05), "calls", leg)
        _again(rng, landed, maker, leg)
    new = [day for day in days if day > nights[0].as_of]
    if new:
        # Some of the next days' calls are there already on the first night, and wait.
        for leg in maker.calls_of(new):
            landed.add(int(rng.random() < 0.95), "calls", leg)
            _again(rng, landed, maker, leg)
    if rng.random() < 0.3:
        # A late row may even move the site's first day.
        landed.add(1, "calls", *maker.calls_of([days[0] - DAY * rng.randint(1, 12)]))
    beyond = days[-1] + DAY
    landed.add(1, "calls", *maker.calls_of([beyond]))
    landed.add(0, "calls", {"call_id": "bad1", "rep_id": "R1", "started_at": "soon", "disposition": "busy"})
    bad = {"call_id": "bad2", "rep_id": "R1", "started_at": f"{days[0]} 10:00:00", "disposition": "connected"}
    landed.add(0, "calls", {**bad, "talk_seconds": "-5"})


def _again(rng: Random, landed: _Landing, maker: CallMaker, leg: Row) -> None:
    """Now and then a leg comes twice, or corrected."""
    chance = rng.random()
    if chance < 0.04:
        landed.add(rng.randint(0, 1), "calls", dict(leg))
    elif chance < 0.1:
        stamp = rng.choice(("", f"{landed.nights[0].as_of} {rng.randint(10, 20)}:00:00"))
        landed.add(rng.randint(0, 1), "calls", {**leg, **maker.outcome(), "updated_at": stamp})
