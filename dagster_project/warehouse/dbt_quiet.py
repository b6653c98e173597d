"""dbt's own events: only errors are heard.

A build fires some twenty events for every model. dbt makes a message of each and a line of its text, with
the environment searched for secrets, before it asks whether anybody listens: a sixth of a small build.
"""

from __future__ import annotations

from typing import Any

from dbt_common.events.base_types import BaseEvent, EventLevel
from dbt_common.events.event_manager import EventManager
from dbt_common.events.event_manager_client import ctx_set_event_manager, get_event_manager


class ErrorsOnly(EventManager):
    """Handles what dbt calls an error as ever, and drops what is less before anything is made of it."""

    def fire_event(
        self,
        e: BaseEvent,
        level: EventLevel | None = None,
        node: Any = None,
        force_warn_or_error_handling: bool = False,
    ) -> None:
        """As dbt does, for errors."""
        if (level or e.level_tag()) is EventLevel.ERROR:
            super().fire_event(e, level, node, force_warn_or_error_handling)


def hear_errors_only() -> None:
    """For the rest of this process."""
    if not isinstance(get_event_manager(), ErrorsOnly):
        ctx_set_event_manager(ErrorsOnly())
