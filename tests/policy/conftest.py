"""A copy of the shipped policy that a test may spoil."""

from __future__ import annotations

from pathlib import Path

import pytest

from dagster_project.policy.load import check_folder
from tests.core_policy import copy_core_policy

COMPUTED = frozenset(
    {
        "dials",
        "successful_calls",
        "potential_opportunities",
        "valid_opportunities",
        "customer_coverage",
        "connect_rate",
        "average_talk_time",
    }
)


class Folder:
    """A policy folder. Lines are physical and count from 1, the header included."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def put(self, file: str, *lines: str) -> None:
        """Replace a whole file."""
        (self.path / file).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def change(self, file: str, line_no: int, old: str, new: str) -> None:
        """Replace a text that stands in that line."""
        lines = self.lines(file)
        assert old in lines[line_no - 1], (lines[line_no - 1], old)
        lines[line_no - 1] = lines[line_no - 1].replace(old, new, 1)
        self.put(file, *lines)

    def add(self, file: str, *lines: str) -> None:
        """Append rows."""
        self.put(file, *self.lines(file), *lines)

    def drop(self, file: str, line_no: int) -> None:
        """Take a line out."""
        lines = self.lines(file)
        del lines[line_no - 1]
        self.put(file, *lines)

    def lines(self, file: str) -> list[str]:
        """The file's lines."""
        return (self.path / file).read_text(encoding="utf-8").splitlines()

    def problems(self) -> list[str]:
        """Every problem of the folder, as it is shown."""
        return [str(problem) for problem in check_folder(self.path, COMPUTED)]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    copy_core_policy(tmp_path / "policy")
    return Folder(tmp_path / "policy")
