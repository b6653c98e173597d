"""Random policy folders within what a policy may say."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.reference.base_policy import (
    CORE,
    HUNT,
    Tables,
    bands,
    base_policy,
    change_setting,
    consequences,
    rows,
    scheme,
    target,
    weights,
)
from tests.reference.periods import length_rank

KPIS = ("dials", "successful_calls", "potential_opportunities", "valid_opportunities", "customer_coverage")
STANDARDS = {
    "dials": (("day", ("2", "3", "4.5")), ("week", ("12", "17")), ("month", ("50", "61.5"))),
    "successful_calls": (("day", ("1", "1.5", "2")), ("week", ("5", "7"))),
    "potential_opportunities": (("day", ("0.4", "0.5")), ("week", ("2", "2.5")), ("quarter", ("20",))),
    "valid_opportunities": (("week", ("1", "2")), ("month", ("4", "7"))),
    "customer_coverage": (("month", ("20", "33")), ("week", ("5",)), ("year", ("200",))),
}
PHASES = (HUNT, "close")
ALL_GRAINS = "day;week;month;quarter;year"
DAY = timedelta(days=1)


def random_policy(rng: Random, zone: str, first: date, last: date) -> Tables:
    """A policy for a site in `zone` whose calls lie between the two days."""
    tables = base_policy()
    change_setting(tables, "time_zone", zone)
    change_setting(tables, "standard_week_days", rng.choice(("5", "5", "6")))
    change_setting(tables, "min_talk_seconds", rng.choice(("0", "20")))
    change_setting(tables, "opportunity_credit", rng.choice(("current", "first")))
    if rng.random() < 0.3:
        change_setting(tables, "first_day", str(first + DAY * rng.randint(1, 9)))
    for name in ("schemes", "targets", "weights", "bands", "consequences"):
        tables[name] = []
    for scheme_id in (CORE, "second", "third")[: rng.randint(1, 3)]:
        _add_scheme(rng, tables, scheme_id, first, last)
    tables["calendar"] = _calendar(rng, first, last)
    tables["leave_kinds"][-2]["excuses"] = rng.choice(("true", "false"))
    return tables


def excused_days(rng: Random, tables: Tables, reps: list[str], teams: list[str], days: list[date]) -> None:
    """Some days, or parts of days, that system failures took."""
    scopes = [("site", "site")] + [("team", team) for team in teams] + [("rep", rep) for rep in reps]
    taken = set()
    for _ in range(rng.randint(0, 6)):
        taken.add((rng.choice(days), rng.choice(scopes), rng.choice(("", "", "calls", "opportunities"))))
    if taken:
        tables["excused_days"] = rows(
            "date,scope_kind,scope_id,entity,fraction,reason,approved_by",
            *(
                f"{day},{kind},{scope},{entity},{rng.choice(('0.25', '0.5', '1'))},outage,boss"
                for day, (kind, scope), entity in sorted(taken)
            ),
        )


def changed_policy(rng: Random, tables: Tables, first: date, last: date) -> Tables:
    """Another night's policy: some targets, bands, weights, days off or settings are not what they were."""
    changed = {name: [dict(row) for row in table] for name, table in tables.items()}
    for row in rng.sample(changed["targets"], k=min(2, len(changed["targets"]))):
        factor = rng.choice(("0.5", "2"))
        row["standard"] = _times(str(row["standard"]), factor)
        row["minimum"] = _times(str(row["minimum"]), factor) if row["minimum"] else ""
    if rng.random() < 0.5:
        change_setting(changed, "min_talk_seconds", rng.choice(("0", "20", "35")))
    if rng.random() < 0.5:
        split = first + (last - first) // 2
        core = [row for row in changed["bands"] if row["scheme_id"] == CORE]
        if all(not row["valid_from"] and not row["valid_to"] for row in core):
            changed["bands"] = [row for row in changed["bands"] if row["scheme_id"] != CORE]
            for row in core:
                row["valid_to"] = split
            changed["bands"] += core + bands(CORE, "0.45", "0.9", valid_from=str(split + DAY))
    if rng.random() < 0.5:
        taken = {row["date"] for row in changed["calendar"]}
        day = first + DAY * rng.randint(0, (last - first).days)
        if str(day) not in taken:
            changed["calendar"] += rows("date,is_working_day,name,calendar_id", f"{day},false,sudden,")
    if rng.random() < 0.3:
        changed["leave_kinds"][0]["excuses"] = "false"
    if rng.random() < 0.3:
        change_setting(changed, "first_day", str(first + DAY * rng.randint(1, 9)))
    if rng.random() < 0.3:
        change_setting(changed, "opportunity_credit", rng.choice(("current", "first")))
    if "excused_days" in changed and rng.random() < 0.5:
        changed["excused_days"] = changed["excused_days"][1:]
    return changed


def _add_scheme(rng: Random, tables: Tables, scheme_id: str, first: date, last: date) -> None:
    core = scheme_id == CORE
    grains = ALL_GRAINS if core or rng.random() < 0.6 else rng.choice(("week;month", "day;month;year"))
    kind = "rep" if core or rng.random() < 0.7 else "team"
    score_max = rng.choice(("10", "100", "7"))
    cap = rng.choice(("", "", "1", "1.5"))
    tables["schemes"].append(
        scheme(scheme_id, score_max=score_max, cap=cap, grains=grains, subject_kind=kind)
    )
    chosen = KPIS if core else rng.sample(KPIS, k=rng.randint(1, 4))
    for kpi_id in chosen:
        tables["targets"] += _targets(rng, scheme_id, kpi_id, grains, first, last)
    weighed = [kpi for kpi in chosen if kpi != "customer_coverage"] or list(chosen)
    for phase in PHASES:
        tables["weights"] += weights(scheme_id, _points(rng, weighed, int(score_max)), phase)
        if rng.random() < 0.3:
            points = _points(rng, list(chosen), int(score_max))
            tables["weights"] += weights(scheme_id, points, phase, grain=rng.choice(grains.split(";")))
    bounds = rng.choice((("0.6", "1"), ("0.333333", "0.666667"), ("0.5", "0.85")))
    if rng.random() < 0.3:
        split = first + DAY * rng.randint(3, (last - first).days)
        tables["bands"] += bands(scheme_id, *bounds, valid_to=str(split))
        tables["bands"] += bands(scheme_id, "0.7", "0.9", valid_from=str(split + DAY))
    else:
        tables["bands"] += bands(scheme_id, *bounds)
    if kind == "rep" and "month" in grains:
        _add_consequences(rng, tables, scheme_id)


def _add_consequences(rng: Random, tables: Tables, scheme_id: str) -> None:
    longest: dict[str, int] = {}
    for row in tables["targets"]:
        if row["scheme_id"] == scheme_id:
            kpi_id = str(row["kpi_id"])
            longest[kpi_id] = max(longest.get(kpi_id, 0), length_rank(str(row["per"])))
    judged = sorted(kpi_id for kpi_id, rank in longest.items() if rank <= length_rank("month"))
    for rule in consequences(scheme_id):
        rule["min_available_share"] = rng.choice(("0.1", "0.25", "0.5"))
        if rule["kind"] == "band_streak":
            rule["periods"], rule["band"] = rng.choice(("1", "1", "2")), rng.choice(("red", "yellow"))
            tables["consequences"].append(rule)
        elif judged:
            rule["kpi_id"] = rng.choice(judged)
            tables["consequences"].append(rule)


def _points(rng: Random, kpis: list[str], score_max: int) -> dict[str, str]:
    """Points in quarters that add up to score_max; a KPI may get none."""
    cuts = sorted(rng.randint(0, score_max * 4) for _ in kpis[1:])
    parts = [high - low for low, high in zip([0, *cuts], [*cuts, score_max * 4], strict=True)]
    return {kpi: str(part / 4) for kpi, part in zip(kpis, parts, strict=True)}


def _targets(
    rng: Random, scheme_id: str, kpi_id: str, grains: str, first: date, last: date
) -> list[dict[str, object]]:
    made = []
    longest = max(length_rank(grain) for grain in grains.split(";"))
    options = [option for option in STANDARDS[kpi_id] if length_rank(option[0]) <= longest]
    for per, standards in rng.sample(options, k=rng.choice((1, 1, 1, min(2, len(options))))):
        standard = rng.choice(standards)
        more = _minimum(rng, standard, per)
        split = first + DAY * rng.randint(1, (last - first).days)
        shape = rng.choice(("plain", "plain", "plain", "grade", "tenure", "dates", "juniors only"))
        if shape == "dates":
            later = rng.choice(standards)
            made.append(target(scheme_id, kpi_id, per, standard, **more, valid_to=str(split)))
            made.append(target(scheme_id, kpi_id, per, later, valid_from=str(split + DAY)))
        elif shape == "juniors only":
            made.append(target(scheme_id, kpi_id, per, standard, **more, grade="junior"))
        else:
            made.append(target(scheme_id, kpi_id, per, standard, **more))
        if shape in ("grade", "tenure"):
            made.append(target(scheme_id, kpi_id, per, "1.3", grade="junior"))
        if shape == "tenure":
            days = {"tenure_from_days": "0", "tenure_to_days": str(rng.randint(5, 40))}
            made.append(target(scheme_id, kpi_id, per, "0.7", minimum="0.3", grade="junior", **days))
    return made


def _times(number: str, factor: str) -> str:
    return str(Decimal(number) * Decimal(factor))


def _minimum(rng: Random, standard: str, per: str) -> dict[str, str]:
    if rng.random() < 0.4:
        return {}
    minimum = _times(standard, rng.choice(("0.5", "0.75", "1")))
    return {"minimum": minimum, "minimum_per": rng.choice(("", per, "week"))}


def _calendar(rng: Random, first: date, last: date) -> list[dict[str, object]]:
    lines = {}
    for _ in range(rng.randint(0, 8)):
        day = first + DAY * rng.randint(-20, (last - first).days + 20)
        working = "true" if day.weekday() >= 5 else "false"
        lines[day, rng.choice(("", "", "six"))] = working
    saturday = first + DAY * ((5 - first.weekday()) % 7)
    for week in range(0, (last - first).days // 7, 2):
        lines[saturday + DAY * 7 * week, "six"] = "true"
    return rows(
        "date,is_working_day,name,calendar_id",
        *(f"{day},{working},exception,{calendar}" for (day, calendar), working in sorted(lines.items())),
    )
