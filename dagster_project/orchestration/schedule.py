"""When the job starts by itself: every night, or when new files have arrived.

Both ship switched off: `scoreline ui` is opened to look as often as to stay, and a page that someone
opened for a look must not publish at night. Switched on in the page, they stay on in that home, for as
long as `scoreline ui` (or `dagster-daemon`) runs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from dagster_project.orchestration.news import something_new
from dagster_project.orchestration.options import RunOptions, resolve, yesterday
from dagster_project.orchestration.session import launch_config

NIGHTLY_AT = "0 2 * * *"
"""Two in the morning: the day is over everywhere in the zone and the exports have had two hours."""

SENSOR_SECONDS = 60


def build_schedule(job: dg.UnresolvedAssetJobDefinition, zone: str) -> dg.ScheduleDefinition:
    """Every night at 02:00 in the site's time zone, for the business day before the tick."""

    @dg.schedule(
        job=job,
        cron_schedule=NIGHTLY_AT,
        execution_timezone=zone,
        default_status=dg.DefaultScheduleStatus.STOPPED,
        description=f"Every night at 02:00 ({zone}): reports the day before.",
    )
    def nightly_schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        as_of = yesterday(zone, context.scheduled_execution_time)
        return dg.RunRequest(
            run_key=as_of.isoformat(),
            run_config=launch_config(resolve(as_of=as_of.isoformat())),
            tags={"scoreline/as_of": as_of.isoformat()},
        )

    return nightly_schedule


def build_sensor(job: dg.UnresolvedAssetJobDefinition) -> dg.SensorDefinition:
    """Starts the job once for a state of the landing folder, when that state has come to rest."""

    @dg.sensor(
        job=job,
        minimum_interval_seconds=SENSOR_SECONDS,
        default_status=dg.DefaultSensorStatus.STOPPED,
        description="Starts the job when files that no run has read lie still in the landing folder.",
    )
    def new_files(context: dg.SensorEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
        options = resolve()
        state = landed_state(options)
        at_rest = state == context.cursor
        context.update_cursor(state)
        if not something_new(options):
            yield dg.SkipReason("every file in the landing folder has been read")
        elif not at_rest:
            yield dg.SkipReason("the landing folder is still changing; looking again at the next tick")
        else:
            yield dg.RunRequest(run_key=state)

    return new_files


def landed_state(options: RunOptions) -> str:
    """What tells one state of the landing folder or address from another."""
    if not options.landing_address:
        return landing_state(options.landing)
    from dagster_project.object_store.landing import LandingMirror

    return LandingMirror(options.home, options.landing_address).state()


def landing_state(landing: Path) -> str:
    """SHA-256 over path, size and modification time of every landed file; blank where there is none."""
    if not landing.is_dir():
        return ""
    total = hashlib.sha256()
    for path in sorted(path for path in landing.rglob("*") if path.is_file()):
        stat = path.stat()
        total.update(f"{path.relative_to(landing).as_posix()}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return total.hexdigest()
