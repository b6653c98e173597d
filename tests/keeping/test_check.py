"""Whoever edits, removes, adds or replaces a publication is noticed, and the publication is named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dagster_project.keeping.check import check
from dagster_project.publication.aside import point
from dagster_project.record.log import path_of
from dagster_project.upgrade.format import path_of as format_file
from dagster_project.upgrade.format import write_format
from tests.keeping.conftest import Scoreline, unlock
from tests.publication.warehouse import Site


def test_an_untouched_home_is_as_published(site: Site) -> None:
    write_format(site.home)
    report = check(site.home)
    assert (report.problems, report.notes, report.versions) == ([], [], 3)
    assert report.files > 60
    assert report.lines == 3


def edit(path: Path) -> None:
    content = bytearray(unlock(path).read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def edit_manifest(path: Path) -> None:
    text = unlock(path).read_text()
    path.write_text(text.replace('"as_of": "2026-07-31"', '"as_of": "2026-07-30"'))


def replace_whole(published: Path) -> None:
    """Version 2 as a copy of version 3, manifest and files in step with one another."""
    shutil.rmtree(published / "v000002")
    shutil.copytree(published / "v000003", published / "v000002")
    manifest = unlock(published / "v000002" / "manifest.json")
    manifest.write_text(manifest.read_text().replace('"version": 3', '"version": 2'))


def cut_log(log: Path) -> None:
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))


TOUCHED: dict[str, tuple[Callable[[Site], object], str]] = {
    "a table of an old one": (
        lambda site: edit(site.home.published / "v000001" / "dim_rep.parquet"),
        "v000001/dim_rep.parquet: edited or replaced",
    ),
    "the newest database": (
        lambda site: edit(site.home.published / "v000003" / "scoreline.duckdb"),
        "v000003/scoreline.duckdb: edited or replaced",
    ),
    "an old manifest": (
        lambda site: edit_manifest(site.home.published / "v000001" / "manifest.json"),
        "v000001/manifest.json: edited or replaced",
    ),
    "the newest manifest": (
        lambda site: edit_manifest(site.home.published / "v000003" / "manifest.json"),
        "v000003/manifest.json: edited or replaced",
    ),
    "a manifest that is none": (
        lambda site: unlock(site.home.published / "v000002" / "manifest.json").write_text("{}"),
        "v000002/manifest.json: expected the manifest",
    ),
    "one removed": (
        lambda site: shutil.rmtree(site.home.published / "v000002"),
        "v000002: removed: line 2 of the log",
    ),
    "the newest removed": (
        lambda site: (shutil.rmtree(site.home.published / "v000003"), point(site.home.published, 2)),
        "v000003: removed: line 3 of the log",
    ),
    "one added": (
        lambda site: shutil.copytree(site.home.published / "v000003", site.home.published / "v000004"),
        "v000004: added",
    ),
    "one replaced": (
        lambda site: replace_whole(site.home.published),
        "v000002/manifest.json: edited or replaced",
    ),
    "a file removed": (
        lambda site: (site.home.published / "v000002" / "policy" / "bands.csv").unlink(),
        "v000002/policy/bands.csv: removed",
    ),
    "a file added": (
        lambda site: (site.home.published / "v000002" / "note.txt").write_text("x"),
        "v000002/note.txt: added",
    ),
    "a file of another name": (
        lambda site: (site.home.published / "v3").mkdir(),
        "v3: added",
    ),
    "the link": (lambda site: point(site.home.published, 1), "current: expected version 3"),
    "the link gone": (lambda site: (site.home.published / "current").unlink(), "current: expected a link"),
    "the log's last line": (lambda site: cut_log(path_of(site.home)), "v000003: added: no line"),
    "the log": (lambda site: path_of(site.home).unlink(), "v000001: added: no line"),
    "the log and the format": (
        lambda site: (path_of(site.home).unlink(), format_file(site.home).unlink()),
        "v000003: added: no line",
    ),
    "a line of the log": (
        lambda site: path_of(site.home).write_bytes(
            path_of(site.home).read_bytes().replace(b'"version": 1', b'"version": 7')
        ),
        "line 2 does not follow",
    ),
    "a manifest put beside as the original": (
        lambda site: (
            shutil.copy(
                site.home.published / "v000001" / "manifest.json",
                site.home.published / "v000001" / "manifest.original.json",
            ),
            edit_manifest(site.home.published / "v000001" / "manifest.json"),
        ),
        "v000001/manifest.json: rewritten",
    ),
}


@pytest.mark.parametrize("what", TOUCHED)
def test_whatever_is_touched_is_named(site: Site, what: str) -> None:
    write_format(site.home)
    touch, expected = TOUCHED[what]
    touch(site)
    problems = check(site.home).problems
    assert any(
        problem.removeprefix(str(site.home.published) + "/").startswith(expected) or expected in problem
        for problem in problems
    ), problems


def test_the_command_ends_with_1_and_says_what(site: Site, scoreline: Scoreline) -> None:
    write_format(site.home)
    done = scoreline("versions", "--check")
    assert (done.returncode, "all as published" in done.stdout) == (0, True), done.stdout
    edit(site.home.published / "v000003" / "dim_rep.parquet")
    done = scoreline("versions", "--check")
    assert done.returncode == 1
    assert "wrong: v000003/dim_rep.parquet: edited or replaced" in done.stdout
    told = json.loads(scoreline("versions", "--check", "--json").stdout)
    assert (len(told["problems"]), told["lines"]) == (1, 3)


def test_versions_are_listed_with_what_they_are(scoreline: Scoreline) -> None:
    lines = scoreline("versions").stdout.splitlines()
    assert lines[0].split("  ")[0] == "version"
    assert [line.split()[0] for line in lines[1:]] == ["3", "2", "1"]
    assert lines[1].split()[1] == "*"
    told = json.loads(scoreline("versions", "--json").stdout)
    assert [(one["version"], one["current"], one["state"]) for one in told] == [
        (3, True, "whole"),
        (2, False, "whole"),
        (1, False, "whole"),
    ]
