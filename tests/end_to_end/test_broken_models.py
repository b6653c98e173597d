"""Code that computes wrongly: a copy of the checkout with a broken model must not publish."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dagster_project.home import PROJECT
from tests.end_to_end.site import SECOND_NIGHT, Site, assert_refused

pytestmark = [pytest.mark.end_to_end, pytest.mark.faults, pytest.mark.timeout(1800)]

FOLDERS = ("dagster_project", "dbt_models", "expectations", "tests/dbt")
FILES = ("requirements.lock", "pyproject.toml")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "target", "logs", ".user.yml")

Broken = Callable[[dict[str, tuple[str, str]]], Site]


@pytest.fixture
def broken(site: Site, tmp_path: Path) -> Broken:
    """The site after its second night has landed, to be run by code with these replacements in its models."""
    site.land(SECOND_NIGHT)

    def made(changes: dict[str, tuple[str, str]]) -> Site:
        checkout = tmp_path / "checkout"
        for folder in FOLDERS:
            shutil.copytree(PROJECT / folder, checkout / folder, ignore=LEFT_OUT)
        for file in FILES:
            shutil.copyfile(PROJECT / file, checkout / file)
        assert site.policy is not None
        shutil.copytree(site.policy, checkout / "seeds")
        for name, (right, wrong) in changes.items():
            model = checkout / "dbt_models" / "models" / name
            text = model.read_text(encoding="utf-8")
            assert text.count(right) == 1, f"{name} no longer holds {right}"
            model.write_text(text.replace(right, wrong), encoding="utf-8")
        return replace(site, checkout=checkout, policy=None)

    return made


def test_duplicated_keys_and_an_attainment_out_of_range(broken: Broken) -> None:
    week, month = "{{ kpi_rows('week') }}", "{{ kpi_rows('month') }}"
    site = broken(
        {
            "candidate/kpi_weekly.sql": (week, f"{week}\nunion all\n{week} and kpi_id = 'dials'"),
            "candidate/kpi_monthly.sql": (
                month,
                f"select * replace (-attainment as attainment) from ({month}) as flipped",
            ),
        }
    )
    done = site.run(SECOND_NIGHT)
    assert f"from {site.checkout / 'seeds'}" in done.stderr, "another checkout ran"
    assert_refused(
        done,
        site,
        "keys_unique.kpi_weekly (integrity, kpi_weekly): ",
        "dials of 2026-09-07: 2 rows",
        "attainment_in_range.kpi_monthly (integrity, kpi_monthly): ",
        "of 2026-09-01: attainment -",
        "run `scoreline run --full-refresh`",
    )


def test_duplicated_keys_that_a_dbt_test_finds_as_well(broken: Broken) -> None:
    twice = "from (select * from rounded union all select * from rounded where kpi_id = 'dials') as rounded"
    site = broken({"score/kpi_period.sql": ("\nfrom rounded", f"\n{twice}")})
    done = site.run(SECOND_NIGHT)
    assert f"from {site.checkout / 'seeds'}" in done.stderr, "another checkout ran"
    assert_refused(
        done, site, "dbt.unique_key_kpi_period_", "(integrity, kpi_period): ", "keys_unique.kpi_daily"
    )
