"""Libraries that no suite needs are not imported with Great Expectations, and are there when asked for."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("scipy.stats._stats_py", "altair.vegalite")

ASKED = f"""
import sys
from dagster_project.gate.great_expectations_run import import_library
import_library()
assert not [name for name in {HEAVY!r} if name in sys.modules], "imported before anybody asked"
import altair, scipy.stats
from great_expectations.expectations.core import expect_column_kl_divergence_to_be_less_than as drawn
assert drawn.alt.Chart is altair.Chart and drawn.stats.entropy is scipy.stats.entropy
assert sys.modules["scipy.stats"].entropy([0.5, 0.5]) > 0
"""


def test_what_no_suite_needs_is_imported_by_whoever_asks() -> None:
    """In a process of its own: here somebody may have imported them already."""
    ran = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
