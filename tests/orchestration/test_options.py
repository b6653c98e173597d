"""Where the options of a run come from."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dagster_project.errors import UsageError
from dagster_project.orchestration.options import check_as_of, pair_reasons, resolve, yesterday


def test_what_is_said_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SCORELINE_HOME", str(tmp_path / "from-environment"))
    assert resolve().home.root == tmp_path / "from-environment"
    assert resolve(home=tmp_path / "said").home.root == tmp_path / "said"


def test_the_landing_folder_stands_in_the_home_unless_said(tmp_path: Path) -> None:
    assert resolve(home=tmp_path).landing == tmp_path / "landing"


def test_yesterday_is_that_of_the_site() -> None:
    evening_in_london = datetime(2026, 9, 30, 20, tzinfo=UTC)
    assert yesterday("Europe/London", evening_in_london) == date(2026, 9, 29)
    assert yesterday("Asia/Shanghai", evening_in_london) == date(2026, 9, 30)


def test_a_day_that_has_not_begun_is_refused() -> None:
    with pytest.raises(UsageError, match="2999-01-01 lies ahead"):
        check_as_of(date(2999, 1, 1), "Asia/Shanghai")


def test_each_accepted_check_has_its_own_reason() -> None:
    assert pair_reasons(["volume", "missing_night"], ["a fair", " closed "]) == {
        "volume": "a fair",
        "missing_night": "closed",
    }


@pytest.mark.parametrize(
    ("checks", "reasons"),
    [(["volume"], []), ([], ["why"]), (["volume"], ["  "]), (["volume", "volume"], ["a", "b"])],
)
def test_acceptance_without_reason_is_wrong_usage(checks: list[str], reasons: list[str]) -> None:
    with pytest.raises(UsageError):
        pair_reasons(checks, reasons)


def test_options_survive_the_way_through_the_run_configuration(tmp_path: Path) -> None:
    options = resolve(home=tmp_path, as_of="2026-09-30", accept={"volume": "a fair"}, full_refresh=True)
    assert resolve(**options.config()) == options  # type: ignore[arg-type]
