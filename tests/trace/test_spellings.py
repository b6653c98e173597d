"""The quick search for cells that may spell a number finds every spelling of it."""

from __future__ import annotations

import duckdb
import pytest

from dagster_project.trace.spellings import LAST_DIGITS, TAIL, spellings
from dagster_project.trace.sql import filled

NUMBER = "+8613800138021"


@pytest.mark.parametrize(
    "spelling",
    [
        "13800138021", "+8613800138021", "138 0013 8021", "+86 138-0013-8021", "(86)13800138021",
        " 13800138021 ", "1380013802 1", "１３８００１３８０２１", "13800138021-800", "138-0013-8021-800",
        "13800138021转800123456789", "13800138021 ext. 12", "13800138021.0", "1.3800138021E+10",
    ],
)  # fmt: skip
def test_every_spelling_is_found(spelling: str) -> None:
    assert found(spelling) == [("k", spelling.strip())]


@pytest.mark.parametrize("other", ["13800138022", "021", "138 0013 8020", "13800138020转8021", "", "x"])
def test_other_numbers_are_passed_over(other: str) -> None:
    assert found(other) == []


def found(cell: str) -> list[tuple[str, str]]:
    source = f"(select 'k' as contact_id, null as phone, '{cell}' as mobile, 'f' as file_id)"
    query = f"select contact_id, text from {spellings(source, 'contact_id', ('phone', 'mobile'))}"
    told = {"files": ["f"], "regions": ["CN"], "trunks": [""]}
    ends = {"ends": [NUMBER[-LAST_DIGITS:]], "tails": [NUMBER[-TAIL:]]}
    return duckdb.execute(filled(query, told | ends)).fetchall()
