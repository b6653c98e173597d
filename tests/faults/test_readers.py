"""Readers in processes of their own while fifty versions are published."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.readers import Readers
from tests.publication.warehouse import Site

VERSIONS = 50


@pytest.mark.faults
def test_fifty_publications_disturb_no_reader(tmp_path: Path) -> None:
    """One reader keeps the first version open; one reads through `current` without a pause.

    Each version has another number of rows, and each look must fit the manifest that it found.
    """
    site = Site(tmp_path)
    days = [f"2026-0{month}-{day:02}" for month in (6, 7) for day in range(1, 29)]
    site.build(days[:1])
    site.publish(input_hash="1")
    with Readers(site.home.published / "current") as readers:
        for number in range(2, VERSIONS + 1):
            site.build(days[:number])
            assert site.publish(input_hash=str(number)).version == number
        told = readers.ask()
    assert told["again"] == told["first"]
    looks = {int(version): count for version, count in told["looks"].items()}
    print(f"\n{sum(looks.values())} looks at {len(looks)} versions")
    assert min(looks) == 1
    assert max(looks) <= VERSIONS
    assert len(looks) > VERSIONS / 2
