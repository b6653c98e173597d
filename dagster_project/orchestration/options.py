"""The options of one run, and where each comes from when nobody says it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from dagster_project.errors import UsageError
from dagster_project.home import PROJECT, Home
from dagster_project.object_store.address import is_address, parse
from dagster_project.orchestration.targets import checked_target
from dagster_project.record.log import account
from dagster_project.upgrade.format import refuse_unfit

HOME_VARIABLE = "SCORELINE_HOME"
LANDING_VARIABLE = "SCORELINE_LANDING"
POLICY_VARIABLE = "SCORELINE_POLICY"
SOURCES_VARIABLE = "SCORELINE_SOURCES"


@dataclass(frozen=True)
class RunOptions:
    """What a run was asked to do; every path is absolute. `as_of` None means yesterday in the site's zone.

    `target` blank: besides the folder, wherever an address is configured (`targets`). `landing_address`: the
    `s3://` address whose objects a run brings to `landing`, blank where exports land in a folder.
    """

    home: Home
    landing: Path
    policy: Path
    sources: Path
    as_of: date | None = None
    full_refresh: bool = False
    accept: Mapping[str, str] = field(default_factory=dict)
    accepted_by: str = ""
    target: str = ""
    landing_address: str = ""

    @property
    def lands_at(self) -> str:
        """The landing folder or address, as it was named."""
        return self.landing_address or str(self.landing)

    def config(self) -> dict[str, object]:
        """The same options as configuration of the `nightly` resource."""
        return {
            "home": str(self.home.root),
            "landing": self.lands_at,
            "policy": str(self.policy),
            "sources": str(self.sources),
            "as_of": self.as_of.isoformat() if self.as_of else "",
            "full_refresh": self.full_refresh,
            "accept": dict(self.accept),
            "accepted_by": self.accepted_by,
            "target": self.target,
        }

    def environment(self) -> dict[str, str]:
        """The variables that make another process (the web page) work on the same folders."""
        return {
            HOME_VARIABLE: str(self.home.root),
            LANDING_VARIABLE: self.lands_at,
            POLICY_VARIABLE: str(self.policy),
            SOURCES_VARIABLE: str(self.sources),
        }


def resolve(  # noqa: PLR0913 - a parameter for each option
    *,
    home: str | Path | None = None,
    landing: str | Path | None = None,
    policy: str | Path | None = None,
    sources: str | Path | None = None,
    as_of: str | None = None,
    full_refresh: bool = False,
    accept: Mapping[str, str] | None = None,
    accepted_by: str = "",
    target: str = "",
) -> RunOptions:
    """Fill in what was not said: from the environment, else from the checkout.

    Raises UsageError, and ScorelineError for a home that a newer version wrote.
    """
    root = _folder(home, HOME_VARIABLE, PROJECT / "var")
    refuse_unfit(Home(root))
    place, address = _landing(landing, root)
    return RunOptions(
        home=Home(root),
        landing=place,
        landing_address=address,
        policy=_folder(policy, POLICY_VARIABLE, PROJECT / "seeds"),
        sources=_folder(sources, SOURCES_VARIABLE, PROJECT / "dagster_project" / "sources.yml"),
        as_of=parse_as_of(as_of) if as_of else None,
        full_refresh=full_refresh,
        accept=dict(accept or {}),
        accepted_by=accepted_by or account(),
        target=checked_target(target),
    )


def parse_as_of(text: str) -> date:
    """An ISO date. Raises UsageError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--as-of: {text!r} is not a date; expected YYYY-MM-DD, 2026-11-20 say") from None


def check_as_of(as_of: date, zone: str) -> date:
    """Refuse a day that has not begun at the site: its calls cannot have been exported."""
    today = datetime.now(ZoneInfo(zone)).date()
    if as_of > today:
        raise UsageError(f"--as-of: {as_of} lies ahead; today is {today} in {zone}")
    return as_of


def yesterday(zone: str, now: datetime | None = None) -> date:
    """The last whole business day of a site in that time zone."""
    return (now or datetime.now(ZoneInfo(zone))).astimezone(ZoneInfo(zone)).date() - timedelta(days=1)


def pair_reasons(checks: list[str], reasons: list[str]) -> dict[str, str]:
    """`--accept CHECK --why TEXT`, as often as needed, in the same order. Raises UsageError."""
    if len(checks) != len(reasons):
        raise UsageError(
            f"{len(checks)} --accept and {len(reasons)} --why: "
            "every accepted check needs its own reason, as in --accept volume --why 'half the team at a fair'"
        )
    accepted: dict[str, str] = {}
    for check, reason in zip(checks, reasons, strict=True):
        if not reason.strip():
            raise UsageError(f"--accept {check}: --why is empty; say why, it is published with the numbers")
        if check in accepted:
            raise UsageError(f"--accept {check} is given twice")
        accepted[check] = reason.strip()
    return accepted


def _landing(given: str | Path | None, root: Path) -> tuple[Path, str]:
    """The folder that a run reads, and the address that it is filled from. Raises UsageError."""
    chosen = str(given or os.environ.get(LANDING_VARIABLE, ""))
    if not is_address(chosen):
        return _folder(given, LANDING_VARIABLE, root / "landing"), ""
    from dagster_project.object_store.landing import folder_of

    address = str(parse(chosen, "--landing" if given else LANDING_VARIABLE))
    return folder_of(Home(root), address), address


def _folder(given: str | Path | None, variable: str, default: Path) -> Path:
    chosen = given or os.environ.get(variable) or default
    return Path(chosen).expanduser().absolute()
