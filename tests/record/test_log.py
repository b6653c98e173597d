"""The log of a home tells every act in order, and whether anybody touched it."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dagster_project.command.main import app
from dagster_project.errors import ScorelineError, UsageError
from dagster_project.home import PROJECT, Home
from dagster_project.record.log import EVENTS, append, check, path_of, read


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_entries_come_back_in_order_with_who_and_why(home: Home) -> None:
    append(home, "closed", by="王芳", why="month end", month="2026-09")
    append(home, "revealed", subject="R1")
    assert [(e.no, e.event, e.by, e.why, e.facts) for e in read(home, "closed")] == [
        (1, "closed", "王芳", "month end", {"month": "2026-09"})
    ]
    assert [e.no for e in read(home)] == [1, 2]
    assert check(home) == []


def test_an_empty_home_has_an_empty_log(home: Home) -> None:
    assert read(home) == []
    assert check(home) == []


@pytest.mark.parametrize("what", ["edited", "removed", "inserted", "garbled"])
def test_whoever_touches_a_line_is_noticed(home: Home, what: str) -> None:
    for number in range(4):
        append(home, "rolled_back", to=number)
    lines = path_of(home).read_bytes().splitlines(keepends=True)
    touched = {
        "edited": [lines[0], lines[1].replace(b'"to": 1', b'"to": 3'), *lines[2:]],
        "removed": [lines[0], *lines[2:]],
        "inserted": [lines[0], lines[0], *lines[1:]],
        "garbled": [lines[0], b"no entry\n", *lines[2:]],
    }[what]
    path_of(home).write_bytes(b"".join(touched))
    assert check(home)
    with pytest.raises(ScorelineError, match=r"line [23]"):
        read(home)
    with pytest.raises(ScorelineError, match=r"line [23]"):
        append(home, "published", version=9)


def test_half_a_line_of_a_killed_process_is_no_entry_and_is_overwritten(home: Home) -> None:
    append(home, "published", version=1)
    with path_of(home).open("ab") as file:
        file.write(b'{"no": 2, "ev')
    assert [e.no for e in read(home)] == [1]
    append(home, "published", version=2)
    assert [e.facts["version"] for e in read(home)] == [1, 2]


def test_many_writers_at_once_make_one_chain(home: Home) -> None:
    threads = [threading.Thread(target=append, args=(home, "revealed")) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [e.no for e in read(home)] == list(range(1, 21))
    assert check(home) == []


def test_the_command_names_events_that_there_are(home: Home) -> None:
    append(home, "closed", month="2026-09")
    command = ["log", "--home", str(home.root), "--event"]
    unknown = CliRunner().invoke(app, [*command, "close"])
    assert isinstance(unknown.exception, UsageError)
    assert "no event is called 'close'; expected one of published, rolled_back," in str(unknown.exception)
    assert str(unknown.exception).endswith("; did you mean 'closed'?")
    assert "2026-09" in CliRunner().invoke(app, [*command, "closed"]).output
    assert "nothing of that kind" in CliRunner().invoke(app, [*command, "pruned"]).output


def test_every_event_that_the_project_appends_is_known() -> None:
    """What stands as a literal behind `append(home, ...)`."""
    written = set()
    for path in (PROJECT / "dagster_project").rglob("*.py"):
        written |= set(
            re.findall(r'append\(\s*[a-z_.]*(?:home|inside),\s*"([a-z_]+)"', path.read_text("utf-8"))
        )
    assert len(written) > 5
    assert written <= set(EVENTS)
