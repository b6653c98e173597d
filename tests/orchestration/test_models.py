"""What Dagster hears of a dbt build."""

from __future__ import annotations

from typing import Any

import pytest
from dagster import AssetCheckResult, Output

from dagster_project.errors import ScorelineError
from dagster_project.orchestration.models import Translator, checked_model, refuse_unfinished, told
from dagster_project.warehouse.dbt_run import NodeResult


def model(name: str, schema: str, materialized: str = "table") -> dict[str, Any]:
    return {
        "resource_type": "model",
        "name": name,
        "schema": schema,
        "fqn": ["scoreline", schema, name],
        "config": {"materialized": materialized},
    }


def check(name: str, *reads: str, attached: str | None = None) -> dict[str, Any]:
    return {
        "resource_type": "test",
        "name": name,
        "attached_node": attached,
        "depends_on": {"nodes": list(reads)},
    }


MANIFEST = {
    "nodes": {
        "m.calls": model("fct_call", "core"),
        "m.daily": model("kpi_daily", "candidate"),
        "m.inline": model("event_dials", "events", "ephemeral"),
        "t.unique": check("unique_daily", "m.daily", attached="m.daily"),
        "t.sums": check("sums_agree", "m.daily", "m.calls"),
    }
}


def result(unique_id: str, kind: str, status: str, failures: int | None = None) -> NodeResult:
    return NodeResult(unique_id, kind, unique_id, status, "said", failures, 0.5)


def test_a_test_over_several_models_is_shown_on_the_rightmost() -> None:
    assert checked_model(MANIFEST, "t.unique") == "m.daily"
    assert checked_model(MANIFEST, "t.sums") == "m.daily"


def test_a_built_model_and_a_failed_test_become_an_output_and_a_check() -> None:
    [output] = told(MANIFEST, Translator(), result("m.daily", "model", "success"))
    [failed] = told(MANIFEST, Translator(), result("t.sums", "test", "fail", 3))
    assert isinstance(output, Output)
    assert output.output_name == "candidate__kpi_daily"
    assert isinstance(failed, AssetCheckResult)
    assert (failed.passed, failed.check_name, failed.metadata["failing_rows"].value) == (
        False,
        "sums_agree",
        3,
    )


@pytest.mark.parametrize("status", ["skipped", "error"])
def test_what_was_not_built_is_never_reported_as_made(status: str) -> None:
    assert list(told(MANIFEST, Translator(), result("m.daily", "model", status))) == []


def test_an_unfinished_build_ends_the_run() -> None:
    fine = [result("m.calls", "model", "success"), result("m.daily", "model", "success")]
    refuse_unfinished(MANIFEST, fine)
    with pytest.raises(ScorelineError, match=r"1 model.* not built"):
        refuse_unfinished(MANIFEST, [fine[0], result("m.daily", "model", "error")])
    with pytest.raises(ScorelineError, match="did not touch these models: kpi_daily"):
        refuse_unfinished(MANIFEST, fine[:1])
