"""Libraries that Great Expectations imports for what no suite here uses: imported once somebody asks.

It needs them to compare distributions and to draw the comparison; they are a third of its import.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from types import ModuleType
from typing import Any

DEFERRED = ("altair", "scipy.stats")


class Deferred(ModuleType):
    """Stands for a module until one of its names is asked for, then brings the real one."""

    def __getattr__(self, name: str) -> Any:
        """Import the module; from then on every import finds the real one."""
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def defer() -> None:
    """Before Great Expectations is imported."""
    for name in DEFERRED:
        if name not in sys.modules and importlib.util.find_spec(name) is not None:
            sys.modules[name] = Deferred(name)
