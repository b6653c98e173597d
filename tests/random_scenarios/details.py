"""What customers, contacts and opportunities say besides, filled into the rows of a scenario."""

from collections.abc import Sequence
from datetime import date, datetime
from random import Random

from tests.random_scenarios.clock import written
from tests.random_scenarios.staff import Row, Staff

File = tuple[str, str, list[Row], datetime]
TITLES = ("general manager", "accountant", "clerk", "", "总经理")
LEVELS = ("", "clerk", "department_head", "vice_president", "president")


def add_details(rng: Random, zone: str, staff: Staff, files: Sequence[list[File]], days: list[date]) -> None:
    """In place; a correction may say something else than the row before it."""
    keys = {"customers": "customer_id", "contacts": "contact_id", "opportunities": "opportunity_id"}
    said: dict[tuple[str, object], dict[str, object]] = {}
    for night in files:
        for _, entity, rows, _ in night:
            for row in rows:
                if entity in keys:
                    key = (entity, row[keys[entity]])
                    if key not in said or rng.random() < 0.1:
                        said[key] = _told(rng, zone, staff, entity, days)
                    row.update(said[key])  # type: ignore[attr-defined]


def _told(rng: Random, zone: str, staff: Staff, entity: str, days: list[date]) -> dict[str, object]:
    if entity == "customers":
        return {
            "name": rng.choice(("Ltd", "Ltd", "")),
            "industry": rng.choice(("cars", "cars", "")),
            "owner_rep_id": rng.choice([*staff.reps, ""]),
            "do_not_call": rng.choice(("", "", "", "true", "false")),
            "updated_at": f"{rng.choice(days)} 13:00:00" if rng.random() < 0.3 else "",
        }
    if entity == "contacts":
        told: dict[str, object] = {
            column: rng.choice((column, column, ""))
            for column in ("name", "department", "gender", "email", "im")
        }
        entered = rng.random() < 0.8
        rep = rng.choice(staff.reps)
        day = rng.choice(staff.covered[rep] or days)
        return told | {
            "title": rng.choice(TITLES),
            "created_by": rep if entered else "",
            "created_at": written(rng, zone, day) if entered else "",
        }
    day = rng.choice(days)
    return {
        "visit_with_level": rng.choice(LEVELS),
        "need": rng.choice(("cars", "cars", "")),
        "decision_date": rng.choice(("", str(day), str(days[-1]))),
        "owner_contact": rng.choice(("Wu", "Wu", "")),
        "budget": rng.choice(("9000", "9000", "")),
        "stage": rng.choice(("", "negotiating with a rival")),
        "lost_at": rng.choice(("", "", written(rng, zone, day))),
    }
