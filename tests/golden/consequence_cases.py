"""Rules with steps: chains of months, each and together, after training, by phase, by count.

The standard world's months are December 2025, January and February 2026; ten dials a month are the target.
"""

from pathlib import Path

from tests.golden.case import Case
from tests.reference.base_policy import HUNT, bands, rows, scheme, target, weights
from tests.reference.policy import read_policy

SEEDS = Path(__file__).parents[2] / "seeds"

HEAD = (
    "rule_id,scheme_id,subject_kind,grain,kind,kpi_id,band,periods,requires,min_available_share,"
    "name_zh,name_en,says_zh,says_en,valid_from,valid_to"
)
STEPS = (
    "rule_id,step,from_period,to_period,kpi_id,measure,comparison,band,threshold,phase,requires,after,"
    "valid_from,valid_to"
)
MONTHS = ("2025-12", "2026-01", "2026-02")


def rules(scheme_id: str, *names: str) -> list[dict[str, object]]:
    """Rules of kind steps."""
    return rows(HEAD, *(f"{name},{scheme_id},rep,month,steps,,,,,0.5,規,R,規,R,," for name in names))


SHIPPED = {
    "up": "graded-promote",
    "confirmed": "graded-confirm",
    "down-1": "graded-demote-training",
    "down-2": "graded-demote-drop",
    "missed": "graded-missed-total",
}
"""The ladder's rules are the shipped ones of graded-pay, asked of dials instead of the assigned work."""


def shipped_steps() -> list[dict[str, object]]:
    """Their steps as they ship."""
    policy = read_policy(SEEDS)
    return [
        {name: step[name] for name in STEPS.split(",")} | {"rule_id": rule, "kpi_id": "dials"}
        for rule, shipped in SHIPPED.items()
        for step in policy.rows("consequence_steps", rule_id=shipped)
    ]


def dialling(case: Case, rep: str, *dials: int, training: str = "", **columns: object) -> None:
    """A rep under the ladder's rules with so many dials in each month."""
    case.rep(rep, f"{MONTHS[0]}-01", schemes="ladder", **columns)
    for month, count in zip(MONTHS, dials, strict=True):
        case.calls(rep, f"{month}-08", count)
    if training:
        trained = {"rep_id": case.id(rep), "date": training, "course": "skill", "completed": "true"}
        case.rows("training", [trained])


def ladder(case: Case) -> None:
    """Up after three months of 120 %, down by either path, out of probation, and those who miss the total.

    slow: 9 and 6 of 20 are 75 %; after training in February 23 of 30 are 76.7 %. nearly: 12, 12, 11 is once
    110 %. mended: 24 of 30 are 80 %, which is not under 80 %. early was trained before the second month was
    over, planned only had it planned. fallen: 50 %, training in January, 90 % in it. away was on leave in
    January, which neither counts nor breaks the chain. edge: 60 % is not under 60 %. few: 2 dials are
    under 3.
    """
    case.rules(
        schemes=[scheme("ladder")],
        targets=[target("ladder", "dials", "month", "10")],
        weights=weights("ladder", {"dials": "10"}) + weights("ladder", {"dials": "10"}, "probation"),
        bands=bands("ladder"),
        consequences=rules("ladder", "up", "confirmed", "down-1", "down-2", "missed", "too-few"),
        consequence_steps=[
            *shipped_steps(),
            *rows(STEPS, "too-few,1,1,1,dials,each,count_below,,3,,,,,"),
        ],
    )
    dialling(case, "star", 12, 12, 12)
    dialling(case, "nearly", 12, 12, 11)
    dialling(case, "slow", 9, 6, 8, training="2026-02-10")
    dialling(case, "untrained", 9, 6, 8)
    dialling(case, "mended", 9, 6, 9, training="2026-02-10")
    dialling(case, "early", 9, 6, 8, training="2026-01-15")
    dialling(case, "planned", 9, 6, 8)
    planned = {"rep_id": case.id("planned"), "date": "2026-02-10", "course": "skill", "planned": "1"}
    case.rows("training", [{**planned, "completed": "0"}])
    dialling(case, "fallen", 5, 9, 10, training="2026-01-12")
    dialling(case, "edge", 6, 9, 10, training="2026-01-12")
    dialling(case, "away", 5, 0, 9, training="2026-01-20")
    case.leave("away", "2026-01-01", "2026-01-31")
    case.rep("fresh", "2025-12-01", "2026-01-31", schemes="ladder", phase="probation")
    case.rep("fresh", "2026-02-01", schemes="ladder", phase=HUNT)
    for month in MONTHS:
        case.calls("fresh", f"{month}-08", 10)
    case.rep("few", "2026-02-01", "2026-02-28", schemes="ladder")
    case.calls("few", "2026-02-09", 2)
    named = {
        ("up", "star"): ("2026-02",),
        ("confirmed", "fresh"): ("2026-01",),
        ("down-1", "slow"): ("2026-02",),
        ("down-2", "fallen"): ("2026-01",),
        ("down-2", "away"): ("2026-02",),
        ("missed", "slow"): ("2026-01", "2026-02"),
        ("missed", "untrained"): ("2026-01", "2026-02"),
        ("missed", "mended"): ("2026-01", "2026-02"),
        ("missed", "early"): ("2026-01", "2026-02"),
        ("missed", "planned"): ("2026-01", "2026-02"),
        ("missed", "fallen"): ("2026-01",),
        ("missed", "edge"): ("2026-01",),
        ("missed", "away"): ("2026-02",),
        ("too-few", "few"): ("2026-02",),
    }
    reps = ("star", "nearly", "slow", "untrained", "mended", "early", "planned", "fallen", "edge", "away")
    for rule in ("up", "confirmed", "down-1", "down-2", "missed", "too-few"):
        for rep in (*reps, "fresh", "few"):
            case.expect_consequence(rule, rep, *named.get((rule, rep), ()))
    case.expect_evidence("down-2", "away", "2026-02-01", "2025-12-01;2026-02-01")
    case.expect_evidence("down-1", "slow", "2026-02-01", "2025-12-01;2026-01-01;2026-02-01")


def quotient_of_two_months(case: Case) -> None:
    """6 of 10 calls connected, then 12 of 30: 18 of 40 are 45 %, and 45 of 50 % are 90 %, though the first
    month alone is above. Then 20 of 20: 32 of 50 are 64 %.
    """
    case.rules(
        schemes=[scheme("linked")],
        targets=[target("linked", "connect_rate", "month", "0.5")],
        weights=weights("linked", {"connect_rate": "10"}),
        bands=bands("linked"),
        consequences=rules("linked", "weak"),
        consequence_steps=rows(STEPS, "weak,1,1,2,connect_rate,together,below,,1,,,,,"),
    )
    case.rep("ann", "2025-12-01", schemes="linked")
    for month, dials, connected in zip(MONTHS, (10, 30, 20), (6, 12, 20), strict=True):
        case.calls("ann", f"{month}-08", dials, connected)
    case.expect_consequence("weak", "ann", "2026-01")


CASES = (ladder, quotient_of_two_months)
