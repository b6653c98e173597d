"""What the gate must stop: exit code 3, the reasons told, the last publication still current and readable."""

from __future__ import annotations

import getpass

import pytest

from tests.end_to_end.site import CALLS, SECOND_NIGHT, SecondNight, Site, assert_refused, assert_whole, said

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(1800)]

WHY = "the site was moving; nobody phoned"
NUMBERS = ("kpi_daily", "kpi_weekly", "kpi_monthly", "score_weekly", "score_monthly", "dim_rep")


def test_a_missing_night_blocks_until_somebody_accepts_it_by_name(site: Site) -> None:
    assert_refused(
        site.run(SECOND_NIGHT),
        site,
        "missing_night (plausibility, day_volume): ",
        f"{SECOND_NIGHT}: no calls, usually 8",
        "land the missing export and run again",
        "--accept missing_night --why TEXT",
    )

    for wrong in ("keys_unique.kpi_weekly", "no_such_check"):
        done = site.run(SECOND_NIGHT, "--accept", wrong, "--why", WHY)
        assert done.returncode == 2, said(done)
        assert f"cannot accept {wrong}: only checks of plausibility" in done.stderr
        assert "missing_night" in done.stderr
    assert site.run(SECOND_NIGHT, "--accept", "missing_night").returncode == 2
    assert site.versions == ["current", "v000001"]

    done = site.run(SECOND_NIGHT, "--accept", "missing_night", "--why", WHY)
    assert done.returncode == 0, said(done)
    assert site.versions == ["current", "v000001", "v000002"]
    assert_whole(site.current)
    by = getpass.getuser()
    accepted = site.query(
        "select version, check_id, passed, accepted_by, accepted_why, guards from gate_result "
        "where accepted_by is not null"
    )
    assert accepted == [(2, "missing_night", False, by, WHY, "plausibility")]
    [told] = site.manifest["gate"]["accepted"]
    assert (told["check_id"], told["by"], told["why"]) == ("missing_night", by, WHY)
    assert told["observed"].startswith(f"{SECOND_NIGHT}: no calls, usually ")


def test_a_bad_night_is_told_in_full_and_mended_by_landing_the_whole_files(
    site: Site, second_night: SecondNight
) -> None:
    """Half the calls, cut off within a line; a roster with half the people; a file that is no gzip."""
    undisturbed = second_night.site
    site.land(SECOND_NIGHT)
    calls = site.landing / CALLS
    lines = calls.read_bytes().splitlines(keepends=True)
    half = len(lines) // 2
    calls.write_bytes(b"".join(lines[:half]) + lines[half][:25])
    [roster] = site.landing.glob("roster/*/*.csv")
    people = roster.read_text(encoding="utf-8").splitlines(keepends=True)
    roster.write_text("".join(people[:4]), encoding="utf-8")
    orders = "orders/2026-09/orders_2026-09-30T2200.csv.gz"
    site.put(orders, "").write_bytes(b"no gzip at all")
    assert_refused(
        site.run(SECOND_NIGHT),
        site,
        "4 check(s) block",
        f"{CALLS} (calls) breaks off in its last record after {half} rows",
        f"{SECOND_NIGHT}: {half - 1} calls, usually ",
        f"roster/2026-09/{roster.name} holds 3 of the 6 rows that it held before",
        f"{orders}: the name says gzip but the bytes do not begin as gzip",
        "file_truncated (plausibility, file_state): ",
        "volume (plausibility, day_volume): ",
        "roster_shrunk (plausibility, file_state): ",
        "file_unreadable (plausibility, file_state): ",
        "export the file again and land it under the same name",
        "land the rest of the night and run again",
        "export the whole roster and land it under the same name",
        "mend the file or its source as the reason says, and land it under the same name",
    )

    roster.write_text("".join(people), encoding="utf-8")
    site.put(orders, "order_id,rep_id,signed_at,amount\n")
    site.land(SECOND_NIGHT)
    done = site.run(SECOND_NIGHT)
    assert done.returncode == 0, said(done)
    assert site.versions == ["current", "v000001", "v000002"]
    for table in NUMBERS:
        assert site.query(f"from {table} order by all") == undisturbed.query(f"from {table} order by all"), (
            table
        )


def test_a_roster_without_half_the_team_on_a_new_site(fresh: Site) -> None:
    [roster] = fresh.landing.glob("roster/*/*.csv")
    header, *people = roster.read_text(encoding="utf-8").splitlines(keepends=True)
    roster.write_text("".join([header, *people[:3]]), encoding="utf-8")
    done = fresh.run(SECOND_NIGHT)
    assert done.returncode == 3, said(done)
    assert "unknown_reps (plausibility, unknown_rep_share): " in done.stderr
    assert "events (share 0." in done.stderr
    assert "bring the roster up to date" in done.stderr
    for missing in ("r04", "r05", "r06"):
        assert f"rep {missing}: " in done.stderr, said(done)
    assert "first in calls/2026-09/calls_2026-09-10T2100.csv, line " in done.stderr
    assert fresh.versions == []
