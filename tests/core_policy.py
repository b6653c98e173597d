"""The shipped policy with the core scheme alone, for tests that are not about the number of schemes."""

from __future__ import annotations

import csv
import shutil
import tempfile
from functools import cache
from pathlib import Path

from dagster_project.home import PROJECT
from dagster_project.policy.tables import NOTE

CORE = "telesales-standard"
SEEDS = PROJECT / "seeds"


def copy_core_policy(folder: Path) -> Path:
    """Copy the shipped policy; of tables of schemes keep the core scheme's rows, without their notes."""
    shutil.copytree(SEEDS, folder)
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
            file.seek(0)
            columns = next(csv.reader(file))
        if "scheme_id" not in columns:
            continue
        kept = [column for column in columns if column != NOTE]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, kept, extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            writer.writerows(row for row in rows if row["scheme_id"] == CORE)
    _drop_steps(folder)
    return folder


def _drop_steps(folder: Path) -> None:
    """Steps of consequences whose rules were left out."""
    with (folder / "consequences.csv").open(encoding="utf-8", newline="") as file:
        rules = {row["rule_id"] for row in csv.DictReader(file)}
    steps = folder / "consequence_steps.csv"
    header, *lines = steps.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if line.split(",")[0] in rules]
    steps.write_text("".join([header, *kept]), encoding="utf-8")


@cache
def core_policy() -> Path:
    """One such copy for all tests of a process; nobody changes it."""
    return copy_core_policy(Path(tempfile.mkdtemp(prefix="core-policy-")) / "policy")
