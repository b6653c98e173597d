"""Season factors: what a month of the year multiplies a scheme's targets by."""

from tests.golden.case import Case
from tests.reference.base_policy import bands, rows, scheme, target, weights

FEBRUARY, MARCH = "2026-02-01", "2026-03-01"


def _season(case: Case, name: str, *lines: str) -> None:
    case.rules(season_factors=rows("scheme_id,month,factor,kpi_id,valid_from,valid_to", *lines))
    case.rules(schemes=[scheme(name)], bands=bands(name))


def a_quiet_month_lowers_the_targets_of_its_days(case: Case) -> None:
    """February x 0.8 for every count, x 0.9 for the connect rate, which a row names. Ann is there all of
    February (20 working days) and the 8 working days of March up to the 11th. Dials: February 10 x 0.8 x
    20 = 160, minimum 6 x 0.8 x 20 = 96; the 3rd of February alone 8; March 80. 128 dials in February:
    0.8, and 32 of them were connected: 0.25 of 0.5 x 0.9 = 0.45 is 0.555556. The quarter has 22 + 20 +
    22 = 64 working days; 64 successful calls a quarter are 0.8 x 20 + 8 = 24 so far, and its level is (20
    x 0.45 + 8 x 0.5) / 28 = 13/28, shown 0.4643. Last year's February had no factor.
    """
    name = "quiet-february"
    _season(case, name, f"{name},2,0.8,,2026-01-01,", f"{name},2,0.9,connect_rate,,", f"{name},3,1,,,")
    case.rules(
        targets=[
            target(name, "dials", "day", "10", minimum="6"),
            target(name, "successful_calls", "quarter", "64"),
            target(name, "connect_rate", "day", "0.5"),
        ],
        weights=weights(name, {"dials": "10"}),
    )
    case.rep("ann", "2026-02-02", schemes=name)
    for day in ("03", "10", "17", "24"):
        case.calls("ann", f"2026-02-{day}", 32, 8)
    month = ("kpi_monthly", FEBRUARY, "ann", name)
    case.expect(*month, "dials", target="160", minimum="96", attainment="0.8", meets_minimum=True)
    case.expect(*month, "connect_rate", target="0.45", actual="0.25", attainment="0.555556")
    case.expect("kpi_daily", "2026-02-03", "ann", name, "dials", target="8", minimum="4.8", attainment="4")
    case.expect("kpi_weekly", "2026-02-23", "ann", name, "dials", target="40", attainment="0.8")
    case.expect("kpi_monthly", MARCH, "ann", name, "dials", target="80")
    quarter = ("kpi_quarterly", "2026-01-01", "ann", name)
    case.expect(*quarter, "successful_calls", target="24", actual="32")
    case.expect(*quarter, "connect_rate", target="0.4643")


def a_row_that_names_the_kpi_goes_first(case: Case) -> None:
    """February x 1.5, valid opportunities x 0.5, until the 13th; after it nothing: 2 a week are 2 x 0.5 x
    5/5 = 1 in the week of the 9th and 2 in the next; dials 15 and 10 a day. In February (10 + 10 working
    days) 2 x 0.5 x 5/5 twice and 2 twice: 6; a month's 40 successful calls are 40 x 1.5 x 10/20 + 40 x
    10/20 = 50.
    """
    name = "busy-fortnight"
    dates = "2026-02-01,2026-02-13"
    _season(case, name, f"{name},2,1.5,,{dates}", f"{name},2,0.5,valid_opportunities,{dates}")
    case.rules(
        targets=[
            target(name, "dials", "day", "10"),
            target(name, "valid_opportunities", "week", "2"),
            target(name, "successful_calls", "month", "40"),
        ],
        weights=weights(name, {"dials": "10"}),
    )
    case.rep("ann", "2026-02-02", "2026-02-28", schemes=name)
    case.calls("ann", "2026-02-10", 75)
    for week, dials, valid in (("2026-02-09", "75", "1"), ("2026-02-16", "50", "2")):
        case.expect("kpi_weekly", week, "ann", name, "dials", target=dials)
        case.expect("kpi_weekly", week, "ann", name, "valid_opportunities", target=valid)
    month = ("kpi_monthly", FEBRUARY, "ann", name)
    case.expect(*month, "valid_opportunities", target="6")
    case.expect(*month, "successful_calls", target="50")
    case.expect(*month, "dials", target="250", attainment="0.3")


CASES = (a_quiet_month_lowers_the_targets_of_its_days, a_row_that_names_the_kpi_goes_first)
