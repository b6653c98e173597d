"""Moments of a run that can be seen from outside, to act on it then."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

LONGEST_SECONDS = 900


def wait_until(seen: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    """Return as soon as something is seen; fails when the process ends without it."""
    give_up = time.monotonic() + LONGEST_SECONDS
    while not seen():
        ended = process.poll() is not None
        assert not ended, f"the run ended with {process.returncode}\n{log.read_text(encoding='utf-8')}"
        assert time.monotonic() < give_up, log.read_text(encoding="utf-8")
        time.sleep(0.002)


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL: no handler, no clean-up."""
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait(timeout=60) == -signal.SIGKILL


def says(log: Path, word: str) -> Callable[[], bool]:
    """The run has said something."""
    return lambda: word.encode() in log.read_bytes()
