"""Rows of a vocabulary name a source or a layout that exists."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dagster_project.home import PROJECT
from dagster_project.orchestration.inspect import inspect
from dagster_project.orchestration.options import resolve

SOURCES = 'sources:\n  - {name: pbx, entity: calls, layout: canonical, path: "calls/**"}\n'


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PROJECT / "seeds", tmp_path / "policy"))


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    path = tmp_path / "sources.yml"
    path.write_text(SOURCES, encoding="utf-8")
    return path


def told(policy: Path, sources: Path) -> list[str]:
    problems = inspect(resolve(home=policy.parent / "home", policy=policy, sources=sources))
    return [str(problem) for problem in problems if problem.column == "source"]


def test_the_shipped_policy_names_shipped_layouts() -> None:
    assert told(PROJECT / "seeds", PROJECT / "dagster_project" / "sources.yml") == []


def test_sources_layouts_templates_and_a_sites_own_layouts_are_known(policy: Path, sources: Path) -> None:
    own = sources.parent / "layouts" / "ours.yml"
    own.parent.mkdir()
    own.write_text("layout: ours\n", encoding="utf-8")
    with (policy / "results.csv").open("a", encoding="utf-8") as file:
        file.writelines(
            f"met,key_person,{name},,,,,\n" for name in ("pbx", "canonical", "ours", "zoho_calls")
        )
    assert told(policy, sources) == []


def test_a_name_that_nobody_bears_is_told_with_its_line(policy: Path, sources: Path) -> None:
    lines = len((policy / "dispositions.csv").read_text(encoding="utf-8").splitlines())
    with (policy / "dispositions.csv").open("a", encoding="utf-8") as file:
        file.write("HANGUP,cancelled,vicidial_exprot,,,,,\n")
    assert told(policy, sources) == [
        f"dispositions.csv:{lines + 1}, column source: 'vicidial_exprot': "
        "no source and no layout of this name; did you mean 'vicidial_export'?"
    ]


def test_wrong_sources_are_told_elsewhere(policy: Path, sources: Path) -> None:
    sources.write_text("sources: none", encoding="utf-8")
    assert told(policy, sources) == []
