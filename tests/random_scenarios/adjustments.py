"""Random adjustments, good ones and such as break a rule; some are corrected in the second night."""

from datetime import date, datetime, timedelta
from random import Random

from tests.random_scenarios.staff import Row, Staff
from tests.reference.base_policy import Tables

File = tuple[str, str, list[Row], datetime]


def random_adjustments(
    rng: Random, staff: Staff, tables: Tables, days: list[date], nights: list[tuple[date, list[File]]]
) -> None:
    """Adds a file to each night (its as-of day and files), in place."""
    schemes = [str(row["scheme_id"]) for row in tables["schemes"]]
    first = [_row(rng, f"A{number}", staff, schemes, days) for number in range(rng.randint(8, 16))]
    later = [{**row, "delta": rng.choice(("0.25", "2"))} for row in first if rng.random() < 0.3]
    later += [_row(rng, f"B{number}", staff, schemes, days) for number in range(rng.randint(0, 4))]
    for name, rows, (as_of, files) in zip("ab", (first, later), nights, strict=True):
        exported = datetime.combine(as_of, datetime.min.time()) + timedelta(days=1)
        files.append((f"adjustments/{name}.csv", "adjustments", rows, exported))


def _row(rng: Random, name: str, staff: Staff, schemes: list[str], days: list[date]) -> Row:
    """Mostly one that counts. What is taken from a KPI could turn its actual negative, so nothing is."""
    kpis = ("score",) * 4 + ("dials",) * 4 + ("successful_calls", "customer_coverage", "smiles")
    kpi = rng.choice(kpis)
    day = rng.choice(days)
    year, week, _ = day.isocalendar()
    wholes = (f"{year}-W{week:02}", f"{day:%Y-%m}", f"{day.year}-Q{(day.month + 2) // 3}", str(day.year))
    shapes = (*wholes, *wholes, "2026-W54", str(day)) if kpi == "score" else (str(day),) * 9 + (wholes[1],)
    subjects = (
        [*staff.reps * 2, *staff.teams, *staff.teams, "site", "R99"]
        if kpi == "score"
        else [*staff.reps * 3, "R99"]
    )
    subject = rng.choice(subjects)
    return {
        "adjustment_id": name,
        "subject_id": subject,
        "period": rng.choice(shapes),
        "scheme_id": rng.choice([*schemes * 5, "none-such"]),
        "kpi_id": kpi,
        "delta": rng.choice(("1", "2.5", "-0.5" if kpi == "score" else "3")),
        "reason": "because",
        "approved_by": rng.choice(("boss",) * 7 + (subject, staff.reps[0])),
        "approved_at": f"{day} 18:00:00",
    }
