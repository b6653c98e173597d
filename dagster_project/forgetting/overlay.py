"""Hashes that hold instead of those in the ledger, since a file was rewritten to forget somebody.

Imports nothing heavy: whatever looks at files of the raw store asks here first.
"""

from __future__ import annotations

import json
from typing import Any

from dagster_project.home import Home

Overlay = dict[str, dict[str, Any]]
"""Path below the home, as the ledger has it, to `sha256` and, for original bytes, `dropped`."""


def read_overlay(home: Home) -> Overlay:
    """The overlay of a home; empty where nobody was forgotten."""
    path = home.root / "forgotten" / "overlay.json"
    found: Overlay = json.loads(path.read_bytes()) if path.exists() else {}
    return found


def written_overlay(overlay: Overlay) -> str:
    """The overlay's file."""
    return json.dumps(overlay, sort_keys=True, indent=1) + "\n"
