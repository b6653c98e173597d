"""The quick search for cells that may spell a number finds every spelling of it."""

from __future__ import annotations

import duckdb
import pytest

from dagster_project.trace.spellings import ending, spellings, tail
from dagster_project.trace.sql import filled

NUMBER = "+8613800138021"


@pytest.mark.parametrize(
    "spelling",
    [
        "13800138021", "+8613800138021", "138 0013 8021", "+86 138-0013-8021", "(86)13800138021",
        " 13800138021 ", "1380013802 1", "１３８００１３８０２１", "13800138021-800", "138-0013-8021-800",
        "13800138021转800123456789", "13800138021 ext. 12", "13800138021.0", "1.3800138021E+10",
        "138-0013 8021", "0086-138-00138021", "+86 13800138021", "(0086) 13800138021", "0 13800138021",
    ],
)  # fmt: skip
def test_every_spelling_is_found(spelling: str) -> None:
    assert found(spelling) == [("k", spelling.strip())]


@pytest.mark.parametrize(
    "other", ["13800138022", "021", "138 0013 8020", "13800138020转8021", "+86 13800138022", "", "x"]
)
def test_other_numbers_are_passed_over(other: str) -> None:
    assert found(other) == []


@pytest.mark.parametrize(
    ("number", "spelling"),
    [
        ("+8695588", "95588"), ("+8695588", "9-95588"),
        ("+8695588", "+86 95588"), ("+8695588", "095588 转 12"),
        ("+868001", "8001"), ("+868001", "0 8001"), ("+86110", "110"), ("+290231", "231"), ("+8612", "12"),
    ],
)  # fmt: skip
def test_short_numbers_are_found_too(number: str, spelling: str) -> None:
    assert found(spelling, NUMBER, number) == [("k", spelling)]


def found(cell: str, *numbers: str) -> list[tuple[str, str]]:
    wanted = numbers or (NUMBER,)
    source = f"(select 'k' as contact_id, null as phone, '{cell}' as mobile, 'f' as file_id)"
    query = f"select contact_id, text from {spellings(source, 'contact_id', ('phone', 'mobile'), wanted)}"
    told = {"files": ["f"], "regions": ["CN"], "trunks": [""]}
    ends = {"ends": [ending(number) for number in wanted], "tails": [tail(number) for number in wanted]}
    return duckdb.execute(filled(query, told | ends)).fetchall()
