"""The sample that ships: `python -m dagster_project.generate.sample` makes `samples/landing/` again.

The company is generated like any other, then its nightly files are gathered into few, and the story's own
files are added: calls that came late, a correction, a repeated export, an order that was taken back.
`samples/README.md` tells the story.
"""

from __future__ import annotations

import csv
import gzip
import io
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from dagster_project.generate.run import write_world
from dagster_project.generate.sample_findings import (
    DECIDED,
    decisions,
    few_findings_of_calls,
    few_unwanted_calls,
)
from dagster_project.generate.sample_people import (
    HUANG,
    MANAGERS,
    OTHERS,
    SPAN,
    TRAINEE_SINCE,
    WANG,
    ZHAO,
    sample_staff,
)
from dagster_project.generate.world import World
from dagster_project.home import PROJECT

SEED = 20260930
CUSTOMERS_PER_REP = 480
LEFT_OUT = {"calls": ("ring_seconds", "contact_id", "campaign")}
NIGHTLY_IN_SEPTEMBER = ("calls", "opportunities")
READABLE_NIGHTS = (date(2026, 9, 28), date(2026, 9, 29), date(2026, 9, 30))
FIRST_NIGHT = SPAN.first

LATE_DAY = date(2026, 8, 27)
CORRECTED_DAY = date(2026, 9, 15)
CANCELLED_ORDER = {
    "order_id": "d90001",
    "signed_at": "2026-09-08 11:20:00",
    "product": "专业版",
    "quantity": "1",
    "amount": "68400.00",
    "list_amount": "72000.00",
    "cost": "46800.00",
    "channel": "direct",
    "region": "华南",
    "payment_kind": "full",
    "cancelled_at": "",
    "updated_at": "2026-09-08 11:20:00",
}

Rows = list[dict[str, str]]


def make_sample(out: Path) -> None:
    """Write the sample's landing folder to `out`, which is replaced if it is there."""
    if out.exists():
        shutil.rmtree(out)
    with tempfile.TemporaryDirectory() as folder:
        world = World(SEED, SPAN, sample_staff(), CUSTOMERS_PER_REP, mishaps=False)
        write_world(world, Path(folder))
        for entity in sorted(path.name for path in Path(folder).iterdir()):
            nights = {_night(path): _read(path) for path in sorted((Path(folder) / entity).rglob("*.csv"))}
            _tell(out, entity, nights)
    _write(out, "decisions", f"decisions_{DECIDED}T1800.csv", DECIDED, decisions())


def _tell(out: Path, entity: str, nights: dict[date, Rows]) -> None:
    """Write one entity's nights as the sample shows them, with what the story adds."""
    for rows in nights.values():
        for row in rows:
            for column in LEFT_OUT.get(entity, ()):
                del row[column]
    if entity == "calls":
        few_findings_of_calls(nights)
        _calls_that_came_otherwise(out, nights)
    if entity == "customers":
        few_unwanted_calls(nights)
    if entity == "orders":
        _order_taken_back(nights)
    if entity == "roster":
        _others_of_the_staff(nights)
    if entity == "ratings":
        _of_others(nights)
    for last, rows in _gather(entity, nights).items():
        large = len(rows) > 1000 and (entity != "calls" or last not in READABLE_NIGHTS)  # noqa: PLR2004 - a screenful or a hundred
        packed = large or (entity == "calls" and last not in READABLE_NIGHTS)
        _write(out, entity, f"{entity}_{last}T2100.csv" + (".gz" if packed else ""), last, rows)
    if entity == "calls":
        name = "calls_2026-09-10T2100.csv.gz"
        again = out / "calls" / "2026-09" / name.replace("T2100", "T2230")
        shutil.copyfile(out / "calls" / "2026-09" / name, again)


def _gather(entity: str, nights: dict[date, Rows]) -> dict[date, Rows]:
    """One file per month, named after its last night; the first night of the CRM stands alone."""
    gathered: dict[date, Rows] = {}
    for night, rows in nights.items():
        alone = night.month == SPAN.last.month and entity in NIGHTLY_IN_SEPTEMBER
        alone = alone or entity == "roster"
        alone = alone or (night == FIRST_NIGHT and entity in ("customers", "contacts"))
        last = max(day for day in SPAN.working_days if day.month == night.month)
        gathered.setdefault(night if alone else last, []).extend(rows)
    return gathered


def _calls_that_came_otherwise(out: Path, nights: dict[date, Rows]) -> None:
    """One rep's calls of a day come a week late; three calls are exported again with other content."""
    huang, wang = f"r{HUANG + 1:02d}", f"r{WANG + 1:02d}"
    late = [row for row in nights[LATE_DAY] if row["rep_id"] == huang]
    nights[LATE_DAY] = [row for row in nights[LATE_DAY] if row["rep_id"] != huang]
    _write(out, "calls", "calls_late_2026-09-03T0815.csv", date(2026, 9, 3), late)

    his = [row for row in nights[CORRECTED_DAY] if row["rep_id"] == wang and not row["direction"]]
    refused = next(row for row in his if row["result"] == "refused")
    reached = next(row for row in his if row["result"] == "key_person")
    unheard = next(row for row in his if row["disposition"] == "failed")
    corrected = [
        {**refused, "result": "key_person", "talk_seconds": "96"},
        {**reached, "result": "wrong_number"},
        {**unheard, "disposition": "connected", "result": "other_person", "talk_seconds": "41"},
    ]
    _write(out, "calls", "calls_correction_2026-09-17T0900.csv", date(2026, 9, 17), corrected)


def _others_of_the_staff(nights: dict[date, Rows]) -> None:
    """The managers from the first night on, the trainee from her first day on."""
    columns = next(iter(nights.values()))[0]
    for person in OTHERS:
        hired = date.fromisoformat(person["hired_on"])
        night = max(hired, FIRST_NIGHT)
        row = {**dict.fromkeys(columns, ""), **person, "fte": "1"}
        row["valid_from"] = max(hired, date(2026, 1, 1)).isoformat()
        nights.setdefault(night, []).append(row)


def _of_others(nights: dict[date, Rows]) -> None:
    """Ratings of whom the generator does not know: the managers each month, the trainee in her first."""
    for night, rows in nights.items():
        period = f"{night:%Y-%m}"
        for number, manager in enumerate(sorted(MANAGERS.values())):
            score = str(78 + (night.month * 5 + number * 7) % 18)
            rows.append(_rating(manager, period, "overall", score, "g01"))
        if night.month == TRAINEE_SINCE.month:
            for number, dimension in enumerate(("basic_ability", "proficiency", "coordination")):
                rows.append(_rating("t01", period, dimension, str(70 + number * 4), "m01"))


def _rating(subject: str, period: str, dimension: str, score: str, rater: str) -> dict[str, str]:
    cells = (subject, period, dimension, score, rater)
    return dict(zip(("subject_id", "period", "dimension", "score", "rater"), cells, strict=True))


def _order_taken_back(nights: dict[date, Rows]) -> None:
    """An order that is signed and then cancelled: it wins nothing."""
    columns = next(iter(nights.values()))[0]
    signed = {**dict.fromkeys(columns, ""), **CANCELLED_ORDER}
    signed["rep_id"] = f"r{ZHAO + 1:02d}"
    signed["customer_id"] = f"c{ZHAO * CUSTOMERS_PER_REP + 12:04d}"
    cancelled = {**signed, "cancelled_at": "2026-09-21 09:45:00", "updated_at": "2026-09-21 09:45:00"}
    nights.setdefault(date(2026, 9, 8), []).append(signed)
    nights.setdefault(date(2026, 9, 21), []).append(cancelled)


def _night(path: Path) -> date:
    return date.fromisoformat(path.stem.split("_")[1].split("T")[0])


def _read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(out: Path, entity: str, name: str, night: date, rows: Rows) -> None:
    """Write rows as CSV; a packed file bears no time, so that the same rows give the same bytes."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path = out / entity / f"{night:%Y-%m}" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.getvalue().encode()
    path.write_bytes(gzip.compress(data, compresslevel=9, mtime=0) if name.endswith(".gz") else data)


if __name__ == "__main__":
    make_sample(Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT / "samples" / "landing")
