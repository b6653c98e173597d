"""`scoreline generate`: a landing folder of any size, the same bytes for the same arguments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dagster_project.errors import UsageError
from dagster_project.generate.activity_files import Activities
from dagster_project.generate.calendar import Span
from dagster_project.generate.call_files import CallFiles
from dagster_project.generate.calls import call_day
from dagster_project.generate.crm_files import write_crm
from dagster_project.generate.day_files import write_day_files
from dagster_project.generate.landing import Landing
from dagster_project.generate.sales_files import Sales
from dagster_project.generate.service_files import write_service_files
from dagster_project.generate.staff import draw_staff
from dagster_project.generate.staff_files import write_staff
from dagster_project.generate.world import World

LAST_DAY = date(2026, 9, 30)


@dataclass(frozen=True)
class GenerateReport:
    """What was written: distinct calls (legs included), rows per entity over all files, and the size."""

    out: Path
    first_day: date
    last_day: date
    working_days: int
    calls: int
    rows: dict[str, int]
    files: int
    bytes: int


def generate(
    out: Path, reps: int, days: int, calls_per_day: int, seed: int, last_day: date = LAST_DAY
) -> GenerateReport:
    """Write the exports of `days` calendar days that end with `last_day` into the folder `out`.

    `calls_per_day` is what a rep dials on a full working day, on average. Raises UsageError where a number is
    below 1, where the span holds no working day, or where `out` is not empty.
    """
    for name, value in (("reps", reps), ("days", days), ("calls-per-day", calls_per_day)):
        if value < 1:
            raise UsageError(f"--{name} is {value}: expected a whole number of 1 or more")
    if seed < 0:
        raise UsageError(f"--seed is {seed}: expected a whole number of 0 or more")
    span = Span(last_day - timedelta(days - 1), last_day)
    if not span.working_days:
        raise UsageError(f"no working day between {span.first} and {span.last}: expected a longer --days")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"--out {out} is not an empty folder: expected a new or an empty one")
    staff = draw_staff(seed, reps, calls_per_day, span)
    return write_world(World(seed, span, staff, customers_per_rep=max(20, 6 * calls_per_day)), out)


def write_world(world: World, out: Path) -> GenerateReport:
    """Write one company's exports."""
    landing = Landing(out)
    write_staff(world, landing)
    write_crm(world, landing)
    call_files, sales, activities = CallFiles(world, landing), Sales(world), Activities(world)
    for number in range(len(world.span.working_days)):
        calls = call_day(world, number)
        call_files.write(number, calls)
        sales.add(number, calls)
        activities.add(number, calls)
    sales.write(landing)
    activities.write(landing)
    write_day_files(world, landing)
    write_service_files(world, landing)
    return GenerateReport(
        out=out,
        first_day=world.span.first,
        last_day=world.span.last,
        working_days=len(world.span.working_days),
        calls=call_files.calls,
        rows=landing.rows,
        files=landing.files,
        bytes=landing.bytes,
    )
