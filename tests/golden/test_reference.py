"""The reference itself, held against the hand-computed cases."""

from pathlib import Path

import pytest

from tests.golden.case import disagreements
from tests.golden.worlds import WORLDS, World
from tests.reference.build import published_tables


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_the_reference_agrees_with_every_case(world: World, tmp_path: Path) -> None:
    cases = world.cases()
    world.write(cases, tmp_path / "landing", tmp_path / "policy")
    published = published_tables(tmp_path / "landing", tmp_path / "policy", world.as_of)
    assert [found for case in cases for found in disagreements(case, published.tables)] == []
