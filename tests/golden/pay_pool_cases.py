"""Pools that are shared by days, in February 2026: 20 working days, the 2nd and the 16th are Mondays."""

from tests.golden.pay import PayCase
from tests.reference.base_policy import target

FIRST, MIDDLE, LAST = "2026-02-01", "2026-02-15", "2026-02-28"


def a_pool_is_shared_by_days_and_by_the_rows_of_its_last_day(case: PayCase) -> None:
    """Until the 15th the factor was 1 and the pool held what `days-old` pays, too; from the 16th on the
    factor is 2 and it holds `days-new` alone: 10 x 100. Ann was there all month, on leave for two days of the
    first half: 8 x 1 + 10 x 2 = 28. Bob came on the 16th: 10 x 2 = 20. Of 48: 166.666, 416.666, 416.666;
    two cents are missing, all three have the same remainder, and ann comes before bob. `days-old` stays.
    """
    case.judged("days", target("days", "dials", "day", "10"))
    case.pays("days", "days-old", "per_order", rate="7", payee="site")
    case.pays("days", "days-new", "per_order", rate="100", payee="site")
    case.pays(
        "days", "days-first", "pool_share", pool="p", rate="1", of_rules="days-new;days-old", valid_to=MIDDLE
    )
    case.pays(
        "days", "days-second", "pool_share", pool="p", rate="2", of_rules="days-new", valid_from="2026-02-16"
    )
    case.rep("ann", FIRST, LAST, schemes="days")
    case.rep("bob", "2026-02-16", LAST, schemes="days")
    for day in ("2026-02-03", "2026-02-04"):
        case.leave("ann", day, day)
    case.order("ann", "o", "2026-02-05", quantity=10)
    case.statement(
        "ann", "2026-02", "days",
        ("days-first", "pool p", "1000", "0.166667", "166.67"),
        ("days-second", "pool p", "1000", "0.416667", "416.67"),
        total="583.34",
    )  # fmt: skip
    case.statement("bob", "2026-02", "days", ("days-second", "pool p", "1000", "0.416667", "416.66"))
    case.formula("bob", "2026-02", "days", "days-second", "1000 x 2 x 10 days / 48")


def a_department_is_shared_among_those_who_were_in_it(case: PayCase) -> None:
    """100 a unit for the department of its region, that is the north. Ann was in the north until the 15th (10
    days), then in the south (10 days); bob in the north all month, half-time: 10. Both get half of the
    north's 200; the south's 100 are all ann's.
    """
    case.judged("dept", target("dept", "dials", "day", "10"))
    for region, team in (("N", "north"), ("S", "south")):
        case.rules(regions=[{"region": case.id(region), "team_id": case.id(team)}])
    case.pays("dept", "dept-unit", "per_order", rate="100", payee="team")
    case.pays("dept", "dept-share", "pool_share", pool="d", rate="1", of_rules="dept-unit", seen_at="team")
    case.rep("ann", FIRST, MIDDLE, schemes="dept", team_id=case.id("north"))
    case.rep("ann", "2026-02-16", LAST, schemes="dept", team_id=case.id("south"))
    case.rep("bob", FIRST, LAST, schemes="dept", team_id=case.id("north"), fte="0.5")
    case.order("bob", "o1", "2026-02-05", quantity=2, region=case.id("N"))
    case.order("bob", "o2", "2026-02-05", quantity=1, region=case.id("S"))
    case.statement(
        "ann", "2026-02", "dept",
        ("dept-share", f"pool d of {case.id('north')}", "200", "0.5", "100"),
        ("dept-share", f"pool d of {case.id('south')}", "100", "1", "100"),
    )  # fmt: skip
    case.statement("bob", "2026-02", "dept", ("dept-share", "pool d", "200", "0.5", "100"))


CASES = (
    a_pool_is_shared_by_days_and_by_the_rows_of_its_last_day,
    a_department_is_shared_among_those_who_were_in_it,
)
