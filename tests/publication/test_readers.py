"""Readers in processes of their own, open while publications happen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.publication.warehouse import Site

HOLDER = """
import sys, duckdb
database = duckdb.connect(sys.argv[1] + "/scoreline.duckdb", read_only=True)
parquet = open(sys.argv[1] + "/counted_event/2026-07.parquet", "rb")
def count(): return database.execute("select count(*), max(day)::varchar from counted_event").fetchone()
print(*count(), flush=True)
sys.stdin.readline()
print(*count(), len(parquet.read()), flush=True)
"""

LOOP = """
import sys, time, duckdb
seen = set()
while not sys.stdin.closed:
    with duckdb.connect(sys.argv[1] + "/scoreline.duckdb", read_only=True) as database:
        version, told = database.execute(
            "select version, row_counts->>'counted_event' from publication order by version desc limit 1"
        ).fetchone()
        (found,) = database.execute("select count(*) from counted_event").fetchone()
    if int(told) != found or found != version * 3:
        sys.exit(f"version {version}: told {told}, found {found}")
    seen.add(version)
    print(version, flush=True)
    if version == int(sys.argv[2]):
        break
print("seen", len(seen), flush=True)
"""


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_reader_of_the_old_version_goes_on_undisturbed(site: Site) -> None:
    site.build(["2026-07-01"])
    first = site.publish().folder
    size = (first / "counted_event" / "2026-07.parquet").stat().st_size
    with start(HOLDER, site.home.published / "current") as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline().split() == ["3", "2026-07-01"]
        site.build(["2026-07-01", "2026-07-02"])
        assert site.publish(input_hash="4" * 64).version == 2
        site.build(["2026-07-02"])
        assert site.publish(input_hash="5" * 64).version == 3
        output, _ = reader.communicate("go\n", timeout=60)
    assert output.split() == ["3", "2026-07-01", str(size)]
    assert reader.returncode == 0


def test_a_reader_in_a_loop_never_sees_half_a_publication(site: Site) -> None:
    """Version n holds n days of three calls; each look must find version, told rows and rows in step."""
    days = [f"2026-07-{day:02}" for day in range(1, 9)]
    site.build(days[:1])
    site.publish(input_hash="0")
    with start(LOOP, site.home.published / "current", len(days)) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline().strip() == "1"
        for number in range(2, len(days) + 1):
            site.build(days[:number])
            site.publish(input_hash=str(number))
        output, _ = reader.communicate(timeout=60)
    assert reader.returncode == 0, output
    assert output.splitlines()[-1].startswith("seen ")
    assert int(output.split()[-1]) > 2


def test_the_link_is_relative_so_a_home_can_be_moved(site: Site, tmp_path: Path) -> None:
    site.build(["2026-07-01"])
    site.publish()
    site.home.root.rename(tmp_path / "elsewhere")
    assert (tmp_path / "elsewhere" / "published" / "current" / "manifest.json").is_file()
