"""Many small nights of one home: `python -m tests.bench.nights [--nights 60] [--calls 40000]`.

Every night brings a day of exports and, of calls that came before, some late, corrected and deleted; each
is the whole `scoreline run`. Tells of each night what it cost and how large the warehouse is, then of a home
that is given everything at once, and whether both published the same rows. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from datetime import date, timedelta
from pathlib import Path
from random import Random

from dagster_project.generate import generate
from dagster_project.generate.run import LAST_DAY
from dagster_project.home import Home
from tests.bench import changes
from tests.bench.first_load import CALLS_PER_DAY, DAYS, SEED, WORKING_DAYS, measure, nightly

MISHAPS = 12
"""Calls of earlier days that a night tells of: a third each late, corrected and deleted."""


def upset(landing: Path, night: date, chance: Random) -> None:
    """A file of calls that came before: one more like each, the same with another end, the same deleted."""
    before = sorted(path for path in (landing / "calls").rglob("*.csv") if "upset" not in path.name)
    with chance.choice(before).open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    if not rows:
        return
    for number, row in enumerate(chosen := chance.sample(rows, min(MISHAPS, len(rows)))):
        row |= {"updated_at": f"{night} 20:00:00", "is_deleted": "true" if number % 3 == 0 else ""}
        if number % 3 == 1:
            row |= {"call_id": f"{row['call_id']}-late-{night}", "linked_id": ""}
        if number % 3 == 2:
            row |= {"disposition": "no_answer", "result": "", "talk_seconds": ""}
    file = landing / "calls" / f"upset_{night}T2200.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(chosen[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(chosen)


def size(home: Path) -> float:
    """MB of a home's warehouse."""
    return Home(home).warehouse.stat().st_size / 1e6


def hashed(home: Path) -> str:
    """The hash of all rows that a home last published, but for those that tell of runs."""
    manifest = json.loads((home / "published" / "current" / "manifest.json").read_text(encoding="utf-8"))
    return str(manifest["tables_hash"])


def main() -> None:
    """Run the nights and print them as they come."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--calls",
        type=int,
        default=40_000,
        help="about how many calls to generate (a site of few reps has nights without calls)",
    )
    parser.add_argument("--nights", type=int, default=60)
    asked = parser.parse_args()
    reps, chance = max(1, round(asked.calls / (WORKING_DAYS * CALLS_PER_DAY))), Random(SEED)
    with tempfile.TemporaryDirectory(prefix="bench-nights-") as name:
        folder = Path(name)
        report = generate(folder / "landing", reps, DAYS, CALLS_PER_DAY, SEED)
        nights = [LAST_DAY - timedelta(days=back) for back in reversed(range(asked.nights))]
        for night in nights:
            changes.hold_back(report.out, night, folder / f"held-{night}")
        print(f"{report.calls:,} calls of {reps} reps.\n")
        print("| night | wall | processor | warehouse |\n|---|---|---|---|", flush=True)
        for number, night in enumerate([nights[0] - timedelta(days=1), *nights]):
            if number:
                upset(report.out, night, chance)
                if (held := folder / f"held-{night}").is_dir():
                    changes.land(held, report.out)
            one = measure(str(number), nightly(report.out, folder / "home", night), folder / "night.log")
            told = f"{one.wall:.1f} s | {one.processor:.1f} s | {size(folder / 'home'):.1f} MB"
            print(f"| {number or 'first load'} | {told} |", flush=True)
        one = measure("fresh", nightly(report.out, folder / "fresh"), folder / "fresh.log")
        told = f"{one.wall:.1f} s | {one.processor:.1f} s | {size(folder / 'fresh'):.1f} MB"
        print(f"| all at once | {told} |\n")
        same = "the same" if hashed(folder / "home") == hashed(folder / "fresh") else "OTHER"
        times = size(folder / "home") / size(folder / "fresh")
        print(f"The warehouse is {times:.2f} times the fresh one's; {same} rows were published.")


if __name__ == "__main__":
    main()
