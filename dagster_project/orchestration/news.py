"""Whether a run could publish anything new: decided before anything heavy is imported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dagster_project.appeals.landed import find_missing
from dagster_project.ingest.kept import suspected
from dagster_project.ingest.ledger import input_hash, read_ledger
from dagster_project.ingest.scan import changed
from dagster_project.keeping.state import told, unsettled
from dagster_project.object_store.address import configured
from dagster_project.orchestration.fingerprint import project_hash
from dagster_project.orchestration.inspect import refuse_wrong
from dagster_project.orchestration.options import RunOptions, check_as_of, yesterday
from dagster_project.policy.load import load_policy
from dagster_project.publication.versions import Manifest, current, folder_name, read_manifest
from dagster_project.warehouse.closed_tables import closed_lines


@dataclass(frozen=True)
class NoNews:
    """Why a run would be idle: it could only make `current` again, or one that was rolled back from."""

    current: Manifest
    set_aside: Manifest | None = None


def unchanged(options: RunOptions) -> NoNews | None:
    """The current publication, if a run could add nothing to it; else None.

    After a refused night the files are read already and nothing lands, but the publication was made
    without them: so the ledger is compared as well as the folder. Where a file of the raw store was written
    to, or that of an approved appeal is missing, a run has to look. Raises UsageError for wrong
    policy or sources, or a landing folder that does not exist.
    """
    refuse_wrong(options)
    policy = load_policy(options.policy)
    as_of = last_day(options, policy.settings.time_zone)
    landed = something_new(options)
    published = current(options.home)
    if options.full_refresh or published is None or landed or unsettled(options.home) or _behind(options):
        return None
    ledger = read_ledger(options.home)
    if suspected(options.home, ledger) or find_missing(options.home, options.landing):
        return None
    facts = {
        "as_of": as_of.isoformat(),
        "policy_hash": policy.hash,
        "input_hash": input_hash(ledger, *closed_lines(options.home)),
        "project_hash": project_hash(),
    }
    if _made_from(published, facts):
        return NoNews(published)
    for version in told(options.home).rolled_back:
        manifest = read_manifest(options.home.published / folder_name(version))
        if _made_from(manifest, facts):
            return NoNews(published, manifest)
    return None


def something_new(options: RunOptions) -> bool:
    """Whether the landing folder or address holds what no run has read. Raises UsageError where it is
    missing.
    """
    if options.landing_address:
        from dagster_project.object_store.landing import LandingMirror

        if LandingMirror(options.home, options.landing_address).changed():
            return True
    return changed(options.home, options.landing, options.sources)


def _behind(options: RunOptions) -> bool:
    """Whether another machine went on with this home's data."""
    if not configured():
        return False
    from dagster_project.object_store.held import behind

    return behind(options.home)


def _made_from(manifest: Manifest, facts: dict[str, str]) -> bool:
    return all(manifest.content[name] == value for name, value in facts.items())


def last_day(options: RunOptions, zone: str) -> date:
    """The last business day that the run reports. Raises UsageError when it lies ahead."""
    return check_as_of(options.as_of, zone) if options.as_of else yesterday(zone)
