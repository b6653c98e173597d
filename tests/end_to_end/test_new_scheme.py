"""A company's own scheme is rows of CSV: published, traced and explained like those that ship."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from dagster_project.home import PROJECT
from tests.end_to_end.site import FIRST_NIGHT, Site, said

SCHEME = "crew-quality"
ROWS = {
    "schemes": [f"{SCHEME},班组质量,Crew quality,team,100,1.2,day;week;month,,our own,"],
    "targets": [
        f"{SCHEME},talk_time,day,600,,,,,,,,",
        f"{SCHEME},connect_rate,week,0.2,0.1,,,,,,,",
        f"{SCHEME},customer_coverage,month,400,,,,,,,,",
    ],
    "weights": [
        f"{SCHEME},,talk_time,50,,,,",
        f"{SCHEME},,connect_rate,30,,,,",
        f"{SCHEME},,customer_coverage,20,,,,",
    ],
    "bands": [
        f"{SCHEME},{band},{bound},,,"
        for band, bound in (("poor", 0), ("weak", 0.4), ("fair", 0.7), ("good", 0.9), ("great", 1.1))
    ],
}
"""Other KPIs, weights to 100, five bands, a cap of 1.2, teams as the lowest subjects."""


def test_a_scheme_of_csv_rows_alone_is_published_traced_and_named(exports: Path, tmp_path: Path) -> None:
    policy = shutil.copytree(PROJECT / "seeds", tmp_path / "policy")
    for table, lines in ROWS.items():
        with (policy / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    landing = shutil.copytree(exports, tmp_path / "landing")
    for staff in sorted((landing / "roster").rglob("*.csv")):
        _join(staff)
    site = replace(Site(tmp_path / "home", landing, exports), policy=policy)
    done = site.run(FIRST_NIGHT)
    assert done.returncode == 0, said(done)

    kinds = site.query(
        f"select distinct subject_kind from kpi_weekly where scheme_id = '{SCHEME}' order by 1"
    )
    assert kinds == [("site",), ("team",)], "a scheme of teams has rows for teams and the site, none for reps"
    scores = site.query(
        "select subject_id, score, band from score_weekly "
        f"where scheme_id = '{SCHEME}' and subject_kind = 'team' and score is not null order by all"
    )
    assert scores
    assert all(0 <= score <= 120 for _, score, _ in scores)
    assert {band for _, _, band in scores} <= {"poor", "weak", "fair", "good", "great"}
    above = f"select count(*) from kpi_weekly where scheme_id = '{SCHEME}' and points > weight"
    assert site.query(above) > [(0,)], "an attainment above 1 earns more than its weight, up to 1.2"
    assert site.query(f"select score_max, name_en from dim_scheme where scheme_id = '{SCHEME}'") == [
        (100, "Crew quality")
    ]

    team, start = site.query(
        f"select subject_id, period_start from score_weekly where scheme_id = '{SCHEME}' "
        "and subject_kind = 'team' and score is not null order by all desc limit 1"
    )[0]
    week = f"{start:%G-W%V}"
    traced = site.scoreline("trace", "--subject", team, "--week", week, "--scheme", SCHEME)
    assert traced.returncode == 0, said(traced)
    assert "weights.csv:" in traced.stdout
    assert "DIFFERS" not in traced.stdout


def _join(staff: Path) -> None:
    """Put everybody of a staff list into the new scheme beside the core one."""
    head, *rows = staff.read_text(encoding="utf-8").splitlines()
    place = head.split(",").index("schemes")
    joined = []
    for row in rows:
        cells = row.split(",")
        cells[place] = f"telesales-standard;{SCHEME}"
        joined.append(",".join(cells))
    staff.write_text("\n".join([head, *joined, ""]), encoding="utf-8")
