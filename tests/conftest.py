"""The same commit gives the same verdict: new examples are drawn only by `make test-explore`."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile(os.environ.get("SCORELINE_EXAMPLES", "same"))
