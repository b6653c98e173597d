"""Looking whether something is new costs little, and names bear export times."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dagster_project.errors import UsageError
from dagster_project.ingest.declared.sources import SHIPPED, load_sources
from dagster_project.ingest.exported_at import exported_at, mtime_text
from dagster_project.ingest.scan import walk
from tests.ingest.site import Site, calls


def test_looking_for_news_imports_nothing_heavy() -> None:
    program = (
        "import sys; import dagster_project.ingest.scan; "
        "print([m for m in ('duckdb', 'pandas', 'dagster', 'yaml', 'zstandard') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"


def test_an_empty_folder_is_nothing_new(site: Site) -> None:
    assert not site.changed()
    site.put("calls/x.part", calls(1))
    assert not site.changed()
    site.put("calls/x.csv", calls(1))
    assert site.changed()


def test_a_removed_file_is_nothing_new(site: Site) -> None:
    path = site.put("calls/x.csv", calls(1))
    site.ingest()
    path.unlink()
    assert not site.changed()


def test_names_that_are_not_text(site: Site) -> None:
    (site.landing / "bad\udcff.csv").write_text("x")
    found = walk(site.landing)
    assert found.problems == ["bad\\udcff.csv: the name is not UTF-8; rename the file"]


def test_a_file_is_no_landing_folder(site: Site) -> None:
    path = site.put("x", "y")
    with pytest.raises(UsageError, match="does not exist"):
        walk(path)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("calls/a-2026-07-15T0200.csv", "2026-07-14T18:00:00.000000Z"),
        ("calls/a-2026-07-15T020005.csv", "2026-07-14T18:00:05.000000Z"),
        ("calls/20260715T020000.csv.gz", "2026-07-14T18:00:00.000000Z"),
        ("calls/20260715T020000Z_x.csv", "2026-07-15T02:00:00.000000Z"),
        ("calls/a2026-07-15T0200+0200.csv", "2026-07-15T00:00:00.000000Z"),
        ("2026-07-15T0200/a.csv", None),
        ("a-2026-13-15T0200.csv", None),
        ("a-12026-07-15T0200.csv", None),
        ("a-2026-07-15.csv", None),
    ],
)
def test_export_time_in_the_name(name: str, expected: str | None) -> None:
    assert exported_at(name, load_sources(SHIPPED)[0].exported_at, "Asia/Shanghai") == expected


def test_modification_times_are_cut_to_microseconds() -> None:
    assert mtime_text(1_234_567_890_123_456_789) == "2009-02-13T23:31:30.123456Z"
