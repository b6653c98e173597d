"""Runs that died without saying so."""

from __future__ import annotations

from dagster import DagsterInstance, DagsterRunStatus, RunsFilter


def close_abandoned_runs(instance: DagsterInstance, run_id: str) -> list[str]:
    """Mark runs that still count as started, though this run holds the lock, as failed.

    A killed process leaves its run as started for ever, and with one run at a time nothing launched in
    the web page would start any more. Only the holder of the lock may call this.
    """
    alive = [DagsterRunStatus.STARTED, DagsterRunStatus.CANCELING]
    abandoned = [run for run in instance.get_runs(RunsFilter(statuses=alive)) if run.run_id != run_id]
    for run in abandoned:
        instance.report_run_failed(run, "The process of this run ended without a word; it was cut off.")
    return [run.run_id for run in abandoned]
