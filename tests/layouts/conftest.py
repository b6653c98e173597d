from __future__ import annotations

from pathlib import Path

import pytest

from dagster_project.home import Home
from tests.ingest.site import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    landing = tmp_path / "landing"
    landing.mkdir()
    return Site(landing, Home(tmp_path / "home"))
