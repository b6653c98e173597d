"""Files that look like one another are told apart: the wrong layout refuses them whole, with a reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dagster_project.home import Home
from dagster_project.ingest.ledger import current_files, read_ledger
from dagster_project.ingest.run import ingest
from tests.layouts.folders import HERE

ASTERISK_18 = HERE / "asterisk_cdr_csv" / "Master-18.csv"
ASTERISK_CUSTOM = HERE / "asterisk_cdr_custom" / "Master.csv"
FREESWITCH_18 = HERE / "freeswitch_cdr_asterisk" / "Master.csv"
FREESWITCH_15 = HERE / "freeswitch_cdr_example" / "Master.csv"


def refused(tmp_path: Path, layout: str, sample: Path) -> str:
    """What is said of a file that stands where a source expects another layout."""
    home, landing = Home(tmp_path / "home").ensure(), tmp_path / "landing"
    landing.mkdir()
    shutil.copyfile(sample, landing / "Master.csv")
    sources = tmp_path / "sources.yml"
    sources.write_text(
        f'sources: [{{name: pbx, entity: calls, layout: {layout}, path: "**", time_zone: UTC}}]\n'
    )
    ingest(home, landing, sources, "Asia/Shanghai", "CN")
    [delivery] = current_files(read_ledger(home))
    assert delivery["status"] != "read"
    return str(delivery["reason"])


@pytest.mark.parametrize(
    ("layout", "sample", "told"),
    [
        ("asterisk_cdr_csv", FREESWITCH_18, "disposition"),
        ("freeswitch_cdr_asterisk", ASTERISK_18, "hangup_cause"),
        ("asterisk_cdr_csv", ASTERISK_CUSTOM, "19"),
        ("asterisk_cdr_custom", ASTERISK_18, "18"),
        ("asterisk_cdr_csv", FREESWITCH_15, "15"),
        ("freeswitch_cdr_example", FREESWITCH_18, "18"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.parent.name}",
)
def test_the_wrong_layout_refuses_the_file(tmp_path: Path, layout: str, sample: Path, told: str) -> None:
    assert told in refused(tmp_path, layout, sample)
