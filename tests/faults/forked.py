"""The real command in forked processes: what it imports is paid for once, and it can be killed at any point.

A forked process runs `dagster_project.command.main.main`, which is all that the script `scoreline` does.
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import resource
import signal
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from tests.end_to_end.site import Site

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.faults.preloaded"])

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CHANGES = {
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
}
"""Audit events of Python that change the file system, besides `open` for writing."""

LONGEST_SECONDS = 900


@dataclass(frozen=True)
class Cut:
    """When a run is killed: before its `change`-th change below `where` in the home, from 0.

    Without `where`: `after` seconds behind a `word` that it says, blank for its start.
    """

    where: str = ""
    change: int = 0
    word: str = ""
    after: float = 0.0

    def __str__(self) -> str:
        if self.where:
            return f"before change {self.change} below {self.where}"
        return f"{self.after:g} s after {self.word or 'the start'}"


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code (-9: killed), what it said, the seconds it took."""

    code: int
    said: str
    seconds: float


@dataclass(frozen=True)
class World:
    """What is different for one run: seconds that its clock is behind, bytes that no file may exceed."""

    behind: float = 0.0
    largest_file: int | None = None

    def enter(self) -> None:
        """Make this process live in it."""
        if self.largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.largest_file, self.largest_file))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        if self.behind:
            back = timedelta(seconds=self.behind)

            class Past(datetime):
                @classmethod
                def now(cls, tz: tzinfo | None = None) -> Past:
                    return cls.fromtimestamp(datetime.now(UTC).timestamp() - back.total_seconds(), tz)

            for name, module in list(sys.modules.items()):
                if name.startswith("dagster_project.") and getattr(module, "datetime", None) is datetime:
                    module.datetime = Past  # type: ignore[attr-defined]


HERE = World()


def run(site: Site, as_of: str, cut: Cut | None = None, world: World = HERE) -> Ended:
    """One run of the command, until its end or until it is cut off."""
    home, log = site.home, site.landing.parent / "run.log"
    log.unlink(missing_ok=True)
    words = [str(word) for word in site.command(as_of)[1:]]
    begun = time.monotonic()
    process = FORKS.Process(target=_child, args=(words, str(home), str(log), cut, world))
    process.start()
    try:
        if cut is not None and not cut.where:
            _kill_behind(process, log, cut)
        process.join(LONGEST_SECONDS)
    finally:
        process.kill()
        process.join()
    assert process.exitcode is not None
    said = log.read_text(encoding="utf-8") if log.exists() else ""
    assert "Traceback" not in said, said
    return Ended(process.exitcode, said, time.monotonic() - begun)


def _kill_behind(process: ForkServerProcess, log: Path, cut: Cut) -> None:
    """SIGKILL some time after the run said a word, or as soon as it ends by itself."""
    give_up = time.monotonic() + LONGEST_SECONDS
    while cut.word and not (log.exists() and cut.word.encode() in log.read_bytes()):
        if not process.is_alive():
            return
        assert time.monotonic() < give_up
        time.sleep(0.005)
    process.join(cut.after)
    if process.is_alive():
        os.kill(process.pid, signal.SIGKILL)  # type: ignore[arg-type]


def _child(words: list[str], home: str, log: str, cut: Cut | None, world: World) -> None:
    """In the forked process: the command, its output in a file, its changes counted."""
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    sys.stdout = os.fdopen(1, "w", buffering=1)
    sys.stderr = os.fdopen(2, "w", buffering=1)
    for name in [name for name in os.environ if name.startswith("SCORELINE_")]:
        del os.environ[name]
    os.chdir(Path(home).parent)
    if cut is not None and cut.where:
        _watch(f"{home}/{cut.where}", cut.change)
    sys.argv = ["scoreline", *words]
    from dagster_project.command.main import main

    world.enter()
    code = 0
    try:
        main()
    except SystemExit as end:
        code = int(end.code or 0)
    with contextlib.suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _watch(where: str, change: int) -> None:
    """Count changes at paths that begin so; before the given one, the process kills itself."""
    made = itertools.count()

    def see(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            if not isinstance(arguments[2], int) or not arguments[2] & WRITES:
                return
        elif event not in CHANGES:
            return
        path = str(arguments[1] if event in {"os.link", "os.symlink", "os.rename"} else arguments[0])
        if path.startswith(where) and next(made) == change:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(see)
