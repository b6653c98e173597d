"""A run that was launched in Dagster's web page, beside one from the command line."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dagster_project.generate import generate
from dagster_project.home import PROJECT, Home
from dagster_project.publication.versions import current

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.faults,
    pytest.mark.timeout(900),
    pytest.mark.xdist_group("web_page"),
]

AS_OF = "2026-09-30"
LAUNCH = """
mutation Launch($config: RunConfigData!) {
  launchRun(executionParams: {
    selector: {
      repositoryName: "__repository__", repositoryLocationName: "scoreline", jobName: "nightly"
    }
    runConfigData: $config
  }) {
    __typename
    ... on LaunchRunSuccess { run { runId } }
    ... on PythonError { message }
  }
}
"""
RUNS = "{ runsOrError { ... on Runs { results { runId status jobName tags { key value } } } } }"
CHECKS = """
query Checks($run: ID!, $after: String) { logsForRun(runId: $run, afterCursor: $after) {
  ... on EventConnection {
  cursor hasMore events {
    __typename ... on AssetCheckEvaluationEvent { evaluation { checkName success } }
    ... on MaterializationEvent { assetKey { path } }
  } }
} }
"""


@pytest.fixture(scope="module")
def landing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "landing"
    generate(folder, reps=3, days=10, calls_per_day=10, seed=3)
    return folder


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, landing: Path) -> Iterator[Page]:
    home = tmp_path_factory.mktemp("web") / "home"
    page = Page(home, landing)
    yield page
    page.close()


class Page:
    """`scoreline ui` as a process, and its GraphQL."""

    def __init__(self, home: Path, landing: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.home = Home(home)
        self.log = (home.parent / "ui.log").open("w+")
        self.process = subprocess.Popen(
            [*scoreline("ui"), "--home", home, "--landing", landing, "--port", str(self.port)],
            cwd=PROJECT,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.wait(self._answers, 120)

    def _answers(self) -> bool:
        try:
            self.ask("{ version }")
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False
        return True

    def ask(self, query: str, **variables: object) -> Any:
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/graphql", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - our own page
            return json.load(answer)["data"]

    def runs(self) -> dict[str, Any]:
        return {run["runId"]: run for run in self.ask(RUNS)["runsOrError"]["results"]}

    def events(self, run: str) -> list[dict[str, Any]]:
        """All of a run's events; the page hands them out a thousand at a time."""
        events: list[dict[str, Any]] = []
        after, more = None, True
        while more:
            part = self.ask(CHECKS, run=run, after=after)["logsForRun"]
            events += part["events"]
            after, more = part["cursor"], part["hasMore"]
        return events

    def launch(self, config: object) -> str:
        answer = self.ask(LAUNCH, config=config)["launchRun"]
        assert answer["__typename"] == "LaunchRunSuccess", answer
        return str(answer["run"]["runId"])

    def wait(self, done: Any, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not done():
            if time.monotonic() > end or self.process.poll() is not None:
                self.log.seek(0)
                pytest.fail(f"waited {seconds} s in vain; the page said:\n{self.log.read()[-4000:]}")
            time.sleep(1)

    def close(self) -> None:
        self.process.send_signal(2)
        try:
            self.process.wait(240)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, 9)
            self.process.wait()
            pytest.fail("the page did not end when it was asked to")
        finally:
            self.log.close()
        with pytest.raises(urllib.error.URLError):
            self.ask("{ version }")


def scoreline(command: str) -> list[str]:
    return [sys.executable, "-m", "dagster_project.command.main", command]


def run(home: Path, landing: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*scoreline("run"), "--home", home, "--landing", landing, "--as-of", AS_OF, *more],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_page_and_the_command_line_publish_the_same_rows(
    page: Page, landing: Path, tmp_path: Path
) -> None:
    launched = page.launch({"resources": {"nightly": {"config": {"as_of": AS_OF}}}})
    page.wait(lambda: page.runs()[launched]["status"] in ("SUCCESS", "FAILURE"), 600)
    assert page.runs()[launched]["status"] == "SUCCESS"
    done = run(tmp_path / "home", landing)
    assert done.returncode == 0, done.stderr
    by_page, by_command = current(page.home), current(Home(tmp_path / "home"))
    assert by_page is not None
    assert by_command is not None
    assert by_page.tables_hash == by_command.tables_hash
    assert by_page.tables["kpi_daily"]["rows"] > 0

    events = page.events(launched)
    checks = [event["evaluation"] for event in events if event["__typename"] == "AssetCheckEvaluationEvent"]
    assets = [event["assetKey"]["path"] for event in events if event["__typename"] == "MaterializationEvent"]
    assert ["publication"] in assets
    assert ["candidate", "kpi_daily"] in assets
    assert len(checks) == by_page.tables["gate_result"]["rows"]


def test_a_run_of_the_command_line_appears_in_the_page(page: Page, landing: Path) -> None:
    before = set(page.runs())
    done = run(page.home.root, landing, "--full-refresh")
    assert done.returncode == 0, done.stderr
    [appeared] = set(page.runs()) - before
    told = page.runs()[appeared]
    assert (told["status"], told["jobName"]) == ("SUCCESS", "nightly")
    assert {"key": "scoreline/from", "value": "command line"} in told["tags"]


def test_a_run_from_the_page_holds_the_home_against_the_command_line(page: Page, landing: Path) -> None:
    launched = page.launch({"resources": {"nightly": {"config": {"as_of": AS_OF, "full_refresh": True}}}})
    page.wait((page.home.root / "lock.holder.json").exists, 120)
    done = run(page.home.root, landing)
    assert done.returncode == 4
    assert re.search(rf"another run holds .*process \d+, since .*, run {launched}", done.stderr)
    page.wait(lambda: page.runs()[launched]["status"] in ("SUCCESS", "FAILURE"), 600)
    assert page.runs()[launched]["status"] == "SUCCESS"
