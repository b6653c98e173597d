"""Everything Dagster knows of Scoreline, put together; loading it opens no warehouse and reads no export."""

from __future__ import annotations

import dagster as dg

from dagster_project.orchestration.gate import build_gate
from dagster_project.orchestration.handover import build_handover
from dagster_project.orchestration.job import build_job
from dagster_project.orchestration.manifest import manifest
from dagster_project.orchestration.models import build_models
from dagster_project.orchestration.object_storage import build_object_storage
from dagster_project.orchestration.options import resolve
from dagster_project.orchestration.policy_tables import build_policy
from dagster_project.orchestration.postgres import build_postgres
from dagster_project.orchestration.publication import build_publication
from dagster_project.orchestration.raw import build_raw, entities
from dagster_project.orchestration.schedule import build_schedule, build_sensor
from dagster_project.orchestration.session import Nightly
from dagster_project.policy.load import load_policy


def build_definitions() -> dg.Definitions:
    """Assets, checks, job, schedule, sensor and the one resource."""
    found = manifest()
    policy, raw = build_policy(), build_raw(entities())
    handover = build_handover(found, sorted([*policy.keys, *raw.keys]))
    models = build_models(found)
    candidates = [key for key in models.keys if key.path[0] in ("candidate", "gate")]
    job = build_job()
    zone = load_policy(resolve().policy).settings.time_zone
    return dg.Definitions(
        assets=[
            policy,
            raw,
            handover,
            models,
            build_publication(sorted(candidates)),
            build_postgres(),
            build_object_storage(),
        ],
        asset_checks=[build_gate(found)],
        jobs=[job],
        schedules=[build_schedule(job, zone)],
        sensors=[build_sensor(job)],
        resources={"nightly": Nightly.configure_at_launch()},
        executor=dg.in_process_executor,
    )
