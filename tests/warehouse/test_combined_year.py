"""A year that is made of its quarters, against one that is judged by its own sums."""

from __future__ import annotations

from pathlib import Path

from tests.core_policy import copy_core_policy
from tests.warehouse.conftest import Derive, rows

SCHEMES = """\
scheme_id,name_zh,name_en,subject_kind,score_max,attainment_cap,grains,year_from,source
telesales-standard,一,One,rep,10,,quarter;year,,test
combined,二,Two,rep,10,,year;quarter,quarter,test
"""
TARGETS = (
    "scheme_id,kpi_id,per,standard,minimum,minimum_per,grade,tenure_from_days,tenure_to_days,"
    "valid_from,valid_to"
)
ROSTER = "rep_id,valid_from,valid_to,schemes\nr1,2026-06-29,2026-07-03,telesales-standard;combined\n"
ADJUSTMENTS = """\
adjustment_id,subject_id,period,scheme_id,kpi_id,delta,reason,approved_by,approved_at
a1,r1,2026-Q3,combined,score,1.0001,misheard,boss,2026-07-20 09:00:00
a2,r1,2026,combined,score,-0.5,misheard,boss,2026-07-20 09:00:00
"""


def test_a_year_is_the_mean_of_its_quarters_where_the_scheme_says_so(tmp_path: Path, derive: Derive) -> None:
    """Two days of June with 20 of 20 dials, three of July with 6 of 30: 10 and 2, by its own sums 26 of 50.

    A correction of 1.0001 makes 3.0001 of the second quarter, so the year (10 + 3.0001)/2 = 6.50005, half up
    6.5001; half a point is taken off the year itself: 6.0001. Its KPIs have attainments and give no points.
    """
    policy = _policy(tmp_path / "policy")
    calls = "call_id,rep_id,started_at,disposition\n" + "".join(
        f"{day}-{n},r1,2026-{day} 10:{n:02}:00,no_answer\n"
        for day, count in (("06-29", 10), ("06-30", 10), ("07-01", 6))
        for n in range(count)
    )
    files = {"calls/c.csv": calls, "roster/r.csv": ROSTER, "adjustments/a.csv": ADJUSTMENTS}
    home = derive(files, "+score_row +kpi_row +int_counted_event", policy=policy)
    told = rows(
        home,
        "select scheme_id, cast(measured as varchar), cast(score as varchar), band from kpi.score_row "
        "where grain = 'year' and subject_kind = 'rep' order by 1",
    )
    assert told == [
        ("combined", "6.5001", "6.0001", "yellow"),
        ("telesales-standard", "5.2000", "5.2000", "red"),
    ]
    given = rows(
        home,
        "select scheme_id, cast(attainment as varchar), cast(points as varchar) from kpi.kpi_row "
        "where grain = 'year' and subject_kind = 'rep' order by 1",
    )
    assert given == [("combined", "0.520000", None), ("telesales-standard", "0.520000", "5.2000")]


def _policy(folder: Path) -> Path:
    """Ten dials a day, in both schemes."""
    copy_core_policy(folder)
    (folder / "schemes.csv").write_text(SCHEMES, encoding="utf-8")
    for table, columns, *told in (
        ("targets", TARGETS, "dials,day,10,,,,,,,"),
        ("weights", "scheme_id,phase,kpi_id,points,valid_from,valid_to", ",dials,10,,"),
        ("bands", "scheme_id,band,lower_bound,valid_from,valid_to", "red,0,,", "yellow,0.6,,"),
    ):
        schemes = ("telesales-standard", "combined")
        lines = [columns, *(f"{scheme},{row}" for scheme in schemes for row in told)]
        (folder / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for unused in ("consequences", "consequence_steps"):
        (folder / f"{unused}.csv").unlink()
    return folder
