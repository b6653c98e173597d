"""The OpenLineage events that real runs leave behind."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from openlineage.client.event_v2 import Job, Run, RunEvent, RunState

from tests.end_to_end.site import FIRST_NIGHT, SECOND_NIGHT, SecondNight, Site

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(1800)]

Event = dict[str, Any]


def events(site: Site) -> list[list[Event]]:
    """Of each run, oldest first."""
    files = sorted((site.home / "lineage").glob("*.jsonl"), key=lambda file: file.stat().st_mtime_ns)
    return [[json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] for file in files]


@pytest.fixture(scope="module")
def last(second_night: SecondNight) -> list[Event]:
    return events(second_night.site)[-1]


def output(event: Event, name: str) -> Event:
    return next(dataset for dataset in event["outputs"] if dataset["name"] == f"published.{name}")


def test_a_run_has_a_start_a_judgement_and_an_end(second_night: SecondNight, last: list[Event]) -> None:
    both = events(second_night.site)
    assert len(both) == 2
    for run in both:
        assert [(event["job"]["name"], event["eventType"]) for event in run] == [
            ("nightly", "START"),
            ("nightly.gate", "START"),
            ("nightly.gate", "COMPLETE"),
            ("nightly", "COMPLETE"),
        ]
    assert [run[-1]["run"]["facets"]["nominalTime"]["nominalStartTime"][:10] for run in both] == [
        FIRST_NIGHT,
        SECOND_NIGHT,
    ]
    assert last[1]["run"]["facets"]["parent"]["run"]["runId"] == last[0]["run"]["runId"]
    tags = {tag["key"]: tag["value"] for tag in last[-1]["run"]["facets"]["tags"]["tags"]}
    told = second_night.site.manifest
    assert tags == {name: told[name] for name in ("code_version", "project_hash", "policy_hash")}


def test_every_event_is_one_that_the_client_takes(last: list[Event], second_night: SecondNight) -> None:
    for event in last:
        rebuilt = RunEvent(
            eventType=RunState[event["eventType"]],
            eventTime=event["eventTime"],
            run=Run(event["run"]["runId"], event["run"]["facets"]),
            job=Job(event["job"]["namespace"], event["job"]["name"], event["job"]["facets"]),
            producer=event["producer"],
            inputs=event["inputs"],
            outputs=event["outputs"],
        )
        assert rebuilt.schemaURL == event["schemaURL"]
        facets = [event["run"]["facets"], event["job"]["facets"]]
        for dataset in [*event["inputs"], *event["outputs"]]:
            facets += [dataset.get(kind, {}) for kind in ("facets", "inputFacets", "outputFacets")]
        for facet in [facet for found in facets for facet in found.values()]:
            assert re.fullmatch(
                r"https://openlineage\.io/spec/facets/\S+\.json#/\$defs/\w+", facet["_schemaURL"]
            )
            assert facet["_producer"]


def test_outputs_are_the_published_tables(last: list[Event], second_night: SecondNight) -> None:
    told = second_night.site.manifest
    assert [dataset["name"] for dataset in last[-1]["outputs"]] == [
        f"published.{name}" for name in sorted(told["tables"])
    ]
    daily = output(last[-1], "kpi_daily")
    fields = [f"{field['name']} {field['type']}" for field in daily["facets"]["schema"]["fields"]]
    assert fields == told["tables"]["kpi_daily"]["columns"]
    assert daily["facets"]["version"]["datasetVersion"] == "2"
    assert daily["outputFacets"]["outputStatistics"]["rowCount"] == told["tables"]["kpi_daily"]["rows"]


def test_columns_lead_back_to_the_exports_and_the_policy(last: list[Event]) -> None:
    def origins(table: str, column: str) -> set[tuple[str, str]]:
        fields = output(last[-1], table)["facets"]["columnLineage"]["fields"][column]["inputFields"]
        return {(field["name"], field["field"]) for field in fields}

    assert {("landing.calls", "call_id"), ("landing.calls", "talk_seconds")} <= origins("kpi_daily", "actual")
    assert ("policy.targets", "standard") in origins("kpi_monthly", "target")
    assert ("policy.weights", "points") in origins("score_monthly", "score")
    assert ("policy.incentives", "rate") in origins("incentive_line", "amount")
    assert ("landing.decisions", "decision") in origins("compliance_finding", "status")
    read = {dataset["name"] for dataset in last[-1]["inputs"]}
    assert {name for name, _ in origins("kpi_daily", "actual") | origins("score_monthly", "score")} <= read
    whole = [dataset["name"] for dataset in last[-1]["outputs"] if "columnLineage" not in dataset["facets"]]
    assert set(whole) <= {f"published.{name}" for name in ("gate_result", "publication", "restatement")} | {
        name for name in whole if name.split(".")[1] in ("adjustment", "closed_month", "would_change")
    }


def test_inputs_tell_what_was_new(last: list[Event]) -> None:
    new = {
        dataset["name"]: dataset["inputFacets"]["inputStatistics"]
        for dataset in last[-1]["inputs"]
        if dataset["name"].startswith("landing.")
    }
    assert new["landing.calls"]["fileCount"] == 1
    assert new["landing.calls"]["rowCount"] > 50
    assert new["landing.roster"]["fileCount"] == 0


def test_the_gate_asserts_each_check(last: list[Event], second_night: SecondNight) -> None:
    asserted = {
        one["assertion"]: one["success"]
        for dataset in last[2]["inputs"]
        for one in dataset["inputFacets"]["dataQualityAssertions"]["assertions"]
    }
    stored = second_night.site.query("select check_id, passed from gate_result where version = 2")
    assert asserted == dict(stored)


def test_nobody_is_named(second_night: SecondNight) -> None:
    site = second_night.site
    text = "".join(file.read_text(encoding="utf-8") for file in (site.home / "lineage").iterdir())
    people: set[str] = set()
    for file in site.landing.rglob("*.csv"):
        header, *lines = [line.split(",") for line in file.read_text(encoding="utf-8").splitlines()]
        for column in ("name", "phone", "mobile", "rep_id", "customer_id", "contact_id"):
            if column in header:
                people |= {line[header.index(column)].strip('"') for line in lines}
    people = {value for value in people if len(value) > 1}
    assert len(people) > 20
    assert people & set(re.findall(r"[\w@.+-]+", text)) == set()
    assert str(Path.home()) not in text
