"""Of dbt's events only errors are handled; the others cost nothing."""

from __future__ import annotations

import pytest
from dbt_common.events import event_manager
from dbt_common.events.base_types import EventLevel
from dbt_common.events.types import Note

from dagster_project.warehouse.dbt_quiet import ErrorsOnly


def test_errors_alone_become_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever listens hears the error; of the other two not even a message is made."""
    made, heard = [], []
    real = event_manager.msg_from_base_event
    monkeypatch.setattr(
        event_manager, "msg_from_base_event", lambda e, level=None: made.append(e) or real(e, level)
    )
    manager = ErrorsOnly()
    manager.add_callback(lambda message: heard.append(message.info.msg))
    manager.fire_event(Note(msg="a model begins"))
    manager.fire_event(Note(msg="a warning"), level=EventLevel.WARN)
    manager.fire_event(Note(msg="a model failed"), level=EventLevel.ERROR)
    assert heard == ["a model failed"]
    assert len(made) == 1
