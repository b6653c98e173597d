"""One writer over all machines: an object that says who holds the address, renewed while its process lives.

Its age is told by the server's clock. A holder that died without a word is followed after `SECONDS`, by
the same home at once. That two believe to hold it (a machine that slept) does no harm: the pointer is
conditional.
"""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from dagster_project.errors import HomeBusy
from dagster_project.home import Home
from dagster_project.object_store.bucket import Bucket, Content
from dagster_project.object_store.faults import ObjectStoreError, Overtaken

NAME = "lease.json"
SECONDS = 300
RENEWED_EVERY = 60


@contextmanager
def held(bucket: Bucket, home: Home, run: str) -> Iterator[None]:
    """Hold the address for as long as the context lasts. Raises HomeBusy, ObjectStoreError."""
    me: dict[str, str | int] = {
        "host": socket.gethostname(),
        "home": str(home.root),
        "pid": os.getpid(),
        "run": run,
    }
    etag = _acquire(bucket, me)
    over = threading.Event()
    renewal = _Renewal(bucket, me, etag, over)
    renewal.start()
    try:
        yield
    finally:
        over.set()
        renewal.join()
        _let_go(bucket, renewal.etag)


def _acquire(bucket: Bucket, me: dict[str, str | int]) -> str:
    there = bucket.read(NAME)
    if there is not None and there.age < SECONDS and not _mine(there, me):
        raise HomeBusy(_busy(bucket, there))
    try:
        return bucket.write(NAME, _body(me, 0), instead_of=there.etag if there else None)
    except Overtaken:
        now = bucket.read(NAME)
        raise HomeBusy(_busy(bucket, now)) from None


class _Renewal(threading.Thread):
    """Writes the lease anew from time to time; gives up, and leaves it to the pointer, if it cannot."""

    def __init__(self, bucket: Bucket, me: dict[str, str | int], etag: str, over: threading.Event) -> None:
        super().__init__(daemon=True, name="lease")
        self._bucket, self._me, self.etag, self._over = bucket, me, etag, over

    def run(self) -> None:
        """Until the holder is done."""
        times = 0
        while not self._over.wait(RENEWED_EVERY):
            times += 1
            try:
                self.etag = self._bucket.write(NAME, _body(self._me, times), instead_of=self.etag)
            except Overtaken:
                return
            except ObjectStoreError:
                continue


def _let_go(bucket: Bucket, etag: str) -> None:
    """Delete the lease if it is still ours; where that fails, it runs out."""
    try:
        there = bucket.read(NAME)
        if there is not None and there.etag == etag:
            bucket.delete([NAME])
    except ObjectStoreError:
        return


def _body(me: dict[str, str | int], times: int) -> bytes:
    return json.dumps(me | {"renewed": times}).encode()


def _mine(there: Content, me: dict[str, str | int]) -> bool:
    """Whether this very home held it: its own lock says that no process of it is alive."""
    try:
        told = json.loads(there.body)
        return bool(told["host"] == me["host"] and told["home"] == me["home"])
    except (ValueError, KeyError, TypeError):
        return False


def _busy(bucket: Bucket, there: Content | None) -> str:
    try:
        told = json.loads(there.body) if there else {}
        who = f"home {told['home']} on {told['host']}, process {told['pid']}, run {told['run']}"
    except (ValueError, KeyError, TypeError):
        who = "another home"
    free = max(0, SECONDS - int(there.age)) if there else 0
    return (
        f"{bucket.address} is held by {who}; wait for it to end and run again. If that process is dead, the "
        f"address is free again in {free} s"
    )
