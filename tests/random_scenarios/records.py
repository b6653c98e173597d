"""A few records of every kind that is no call: orders and receipts, complaints and surveys, ratings,
attendance, lists, training, activities, decisions. At the edges of months, days and shares; late, corrected.

Drawn apart from everything else, so that what a seed gives otherwise stays what it was.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from tests.random_scenarios.activities import activities, decisions
from tests.random_scenarios.dealer import Dealer
from tests.random_scenarios.sales import orders, receipts
from tests.random_scenarios.staff import Row, Staff
from tests.reference.families.people import DIMENSIONS

File = tuple[str, str, list[Row], datetime]
DAY = timedelta(days=1)
EVENTS = ("late", "late", "early_leave", "absence", "overtime", "extra_task", "cooperation", "refusal")
KINDS = ("contact_records", "event_invitations", "callbacks")


def add_records(
    rng: Random, zone: str, staff: Staff, files: Sequence[list[File]], days: list[date], nights: list[date]
) -> None:
    """Adds files to both nights; `nights` are their as-of days."""
    known = [str(row["customer_id"]) for row in _rows(files, "customers")]
    dealer = Dealer(rng, zone, staff, days, known)
    sold = orders(dealer)
    acted = activities(dealer, _rows(files, "calls"))
    made: dict[str, list[Row]] = {
        "orders": sold,
        "receipts": receipts(dealer, [*sold, *_rows(files, "orders")]),
        "activities": acted,
        "decisions": decisions(dealer, acted),
        **_people(dealer),
    }
    for entity, rows in made.items():
        dealt: tuple[list[Row], list[Row]] = ([], [])
        for row in rows:
            dealt[int(rng.random() < 0.2)].append(row)
            if rng.random() < 0.05:
                dealt[1].append(_corrected(rng, entity, row))
        for night, (found, as_of) in enumerate(zip(dealt, nights, strict=True)):
            rng.shuffle(found)
            if found:
                at = datetime.combine(as_of, datetime.min.time()) + DAY
                files[night].append((f"{entity}/records{night}.csv", entity, found, at))


def _rows(files: Sequence[list[File]], wanted: str) -> list[Row]:
    return [row for night in files for _, entity, rows, _ in night if entity == wanted for row in rows]


def _corrected(rng: Random, entity: str, row: Row) -> Row:
    """The same record with another number, or no more."""
    column = {"orders": "quantity", "attendance": "count", "tasks": "quantity"}.get(entity)
    if column:
        return {**row, column: "2"}
    if entity in ("receipts", "complaints", "surveys", "activities"):
        return {**row, "is_deleted": "true"}
    return dict(row)


def _people(dealer: Dealer) -> dict[str, list[Row]]:
    rng = dealer.rng

    def complaint(number: int) -> Row:
        rep, day = dealer.someday()
        later = day + DAY * rng.choice((0, 1, 2, 3, 9))
        return {
            "complaint_id": f"Q{number:02}",
            "opened_at": dealer.moment(day),
            "rep_id": rng.choice((rep, "")),
            "customer_id": dealer.customer(),
            "resolved_at": rng.choice(("", dealer.moment(later))),
            "kind": rng.choice(("", "complaint", "praise", "after_sale")),
            "cost": rng.choice(("", "12.5", "100")),
        }

    def survey(number: int) -> Row:
        rep, day = dealer.someday()
        score, scale = rng.choice((("4", "5"), ("2", "3"), ("0", ""), ("77.5", ""), ("6", "5"), ("10", "10")))
        who = {"rep_id": rng.choice((rep, "")), "customer_id": dealer.customer()}
        return (
            {"survey_id": f"V{number:02}", "answered_at": dealer.moment(day), "score": score}
            | who
            | {"scale": scale}
        )

    def rating(_: int) -> Row:
        rep, day = dealer.someday()
        year, week, _weekday = day.isocalendar()
        shapes = (f"{day:%Y-%m}", f"{day:%Y-%m}", f"{year}-W{week:02}", str(day), str(day.year))
        quarter = f"{day.year}-Q{(day.month + 2) // 3}"
        return {
            "subject_id": rep,
            "period": rng.choice((*shapes, quarter)),
            "dimension": rng.choice(DIMENSIONS),
            "score": rng.choice(("0", "59.5", "88", "100")),
            "rater": rng.choice(("", "boss", "peer")),
        }

    def event(_: int) -> Row:
        rep, day = dealer.someday()
        told = {"event": rng.choice(EVENTS), "minutes": rng.choice(("", "14", "15", "30"))}
        return {"rep_id": rep, "date": day, **told, "count": rng.choice(("", "1", "2"))}

    def task(_: int) -> Row:
        rep, day = dealer.someday()
        quantity = rng.choice(("1", "2", "0", "5"))
        return {"rep_id": rep, "date": day, "kind": rng.choice(KINDS), "quantity": quantity}

    def course(_: int) -> Row:
        rep, day = dealer.someday()
        planned, completed = rng.choice(
            (("", "true"), ("4", "3"), ("true", "false"), ("2", "2.5"), ("1", ""))
        )
        told = {"course": rng.choice("AB"), "planned": planned, "completed": completed}
        return {"rep_id": rep, "date": day, **told}

    return {
        "complaints": dealer.many(4, 14, complaint),
        "surveys": dealer.many(4, 14, survey),
        "ratings": dealer.many(10, 40, rating),
        "attendance": dealer.many(6, 20, event),
        "tasks": dealer.many(10, 40, task),
        "training": dealer.many(3, 10, course),
    }
