"""Whether a run could publish anything new: decided before anything heavy is imported."""

from __future__ import annotations

from datetime import date

from dagster_project.ingest.ledger import input_hash, read_ledger
from dagster_project.ingest.scan import changed
from dagster_project.orchestration.fingerprint import project_hash
from dagster_project.orchestration.inspect import refuse_wrong
from dagster_project.orchestration.options import RunOptions, check_as_of, yesterday
from dagster_project.policy.load import load_policy
from dagster_project.publication.versions import Manifest, current


def unchanged(options: RunOptions) -> Manifest | None:
    """The current publication, if a run could only make it again; else None.

    After a refused night the files are read already and nothing lands, but the publication was made
    without them: so the ledger is compared as well as the folder. Raises UsageError for wrong
    policy or sources, or a landing folder that does not exist.
    """
    refuse_wrong(options)
    policy = load_policy(options.policy)
    as_of = last_day(options, policy.settings.time_zone)
    landed = changed(options.home, options.landing, options.sources)
    published = current(options.home)
    if options.full_refresh or published is None:
        return None
    told = published.content
    same = (
        told["as_of"] == as_of.isoformat()
        and told["policy_hash"] == policy.hash
        and not landed
        and told["input_hash"] == input_hash(read_ledger(options.home))
        and told["project_hash"] == project_hash()
    )
    return published if same else None


def last_day(options: RunOptions, zone: str) -> date:
    """The last business day that the run reports. Raises UsageError when it lies ahead."""
    return check_as_of(options.as_of, zone) if options.as_of else yesterday(zone)
