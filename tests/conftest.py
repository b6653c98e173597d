"""What holds for every test: the same examples each time, and one worker for those that share a site.

The same commit gives the same verdict: new examples are drawn only by `make test-explore`.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile(os.environ.get("SCORELINE_EXAMPLES", "same"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests over one site stay together: it is made once, and what they do to it in turn is done in turn."""
    for item in items:
        if isinstance(item, pytest.Function) and (shared := _shared(item)):
            item.add_marker(pytest.mark.xdist_group(shared), append=True)


def _shared(item: pytest.Function) -> str | None:
    """The file (or the folder, for a whole session) whose fixtures outlive this test; None without any.

    What is `made_once` lies in a folder that all workers share: who uses it need not stay with the others.
    """
    if item.get_closest_marker("xdist_group"):
        return None
    scopes = ("module",) if "made_once" in item.fixturenames else ("module", "session")
    fixtures = [definition for found in item._fixtureinfo.name2fixturedefs.values() for definition in found]
    lasting = [fixture for fixture in fixtures if fixture.scope in scopes and fixture.baseid]
    return min((fixture.baseid for fixture in lasting), key=len, default=None)
