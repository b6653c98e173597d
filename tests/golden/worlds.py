"""Worlds: landing folder, policy and as-of day that many cases share, so that one run of the command
proves them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.golden import (
    appraisal_five_cases,
    call_family_cases,
    consequence_cases,
    core_cases,
    counting_cases,
    daily_management_cases,
    dealer_commission_cases,
    finding_cases,
    graded_pay_cases,
    level_cases,
    manager_cases,
    month_family_cases,
    opportunity_family_cases,
    order_family_cases,
    people_family_cases,
    performance_attitude_cases,
    phase_cases,
    record_120_cases,
    record_cases,
    record_family_cases,
    sales_cases,
    season_cases,
    setting_cases,
    supervisor_cases,
    workload_outcome_cases,
)
from tests.golden.case import Case, CaseMaker
from tests.golden.families import shipped_kpis
from tests.reference.base_policy import CORE, Tables, base_policy, change_setting, extend, rows
from tests.reference.folders import write_export, write_policy
from tests.reference.periods import days_between
from tests.reference.policy import read_policy

SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True)
class World:
    """`first_call`: a rep of no case makes a dozen calls a day from then on, so that no night looks lost."""

    name: str
    as_of: date
    first_call: date
    makers: Sequence[CaseMaker]

    def cases(self) -> list[Case]:
        """Every case, filled."""
        cases = []
        for maker in self.makers:
            case = Case(maker.__name__.replace("_", "-"))
            maker(case)
            cases.append(case)
        return cases

    def write(self, cases: Sequence[Case], landing: Path, policy_folder: Path) -> None:
        """All cases' exports and the policy with all their rows."""
        background = Case("background")
        background.rep("clerk", self.first_call.isoformat())
        for day in days_between(self.first_call, self.as_of):
            background.calls("clerk", day.isoformat(), 12)
        for case in (*cases, background):
            for export in case.exports:
                write_export(landing / export.path, export.entity, export.rows, export.exported_at)
        tables = _policy(self.name)
        for case in cases:
            extend(tables, case.policy)
        write_policy(policy_folder, tables)


def _policy(world: str) -> Tables:
    tables = base_policy()
    if world == "standard":
        _take_shipped_core(tables)
        extend(tables, {"calendar": rows("date,is_working_day,name,calendar_id", "2026-01-04,true,made up,")})
        return tables
    if world in ("packs", "packs-spring"):
        return {name: [dict(row) for row in found] for name, found in read_policy(SEEDS).tables.items()}
    if world == "families":
        tables["kpis"] = shipped_kpis()
        return tables
    saturdays = [day for day in days_between(date(2026, 2, 1), date(2026, 3, 31)) if day.weekday() == 5]
    worked = rows("date,is_working_day,name,calendar_id", *(f"{day},true,Saturday," for day in saturdays))
    extend(tables, {"calendar": worked})
    for name, value in (
        ("time_zone", "America/New_York"),
        ("first_day", "2026-02-11"),
        ("standard_week_days", "6"),
        ("min_talk_seconds", "20"),
        ("opportunity_credit", "first"),
    ):
        change_setting(tables, name, value)
    for row in tables["kpis"]:
        if row["kpi_id"] in ("valid_opportunities", "average_talk_time"):
            row["higher_is_better"] = "false"
    return tables


def _take_shipped_core(tables: Tables) -> None:
    """The core scheme as it ships, so that the hand-computed numbers are those of the shipped policy."""
    shipped = read_policy(SEEDS)
    for name in ("schemes", "targets", "weights", "bands"):
        tables[name] = [dict(row) for row in shipped.rows(name, scheme_id=CORE)]
    tables["kpis"] = [dict(shipped.kpi(str(row["kpi_id"]))) for row in tables["kpis"]]
    tables["leave_kinds"] = [dict(row) for row in shipped.rows("leave_kinds")]


WORLDS = (
    World(
        "standard",
        date(2026, 3, 11),
        date(2025, 12, 1),
        (
            *core_cases.CASES,
            *counting_cases.CASES,
            *record_cases.CASES,
            *sales_cases.CASES,
            *level_cases.CASES,
            *manager_cases.CASES,
            *season_cases.CASES,
            *phase_cases.CASES,
            *consequence_cases.CASES,
            *finding_cases.CASES,
        ),
    ),
    World("settings", date(2026, 3, 15), date(2026, 2, 2), (*setting_cases.CASES, *level_cases.LOWER_CASES)),
    World(
        "families",
        date(2026, 3, 11),
        date(2025, 12, 1),
        (
            *call_family_cases.CASES,
            *record_family_cases.CASES,
            *opportunity_family_cases.CASES,
            *order_family_cases.CASES,
            *people_family_cases.CASES,
            *month_family_cases.CASES,
        ),
    ),
    World(
        "packs",
        date(2025, 12, 10),
        date(2025, 11, 1),
        (
            *workload_outcome_cases.CASES,
            *appraisal_five_cases.CASES,
            *dealer_commission_cases.CASES,
            *record_120_cases.CASES,
            *daily_management_cases.CASES,
            *graded_pay_cases.CASES,
            *supervisor_cases.CASES,
            *performance_attitude_cases.CASES,
        ),
    ),
)
