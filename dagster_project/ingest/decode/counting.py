"""Counts pieces of a text in other threads while the next ones are being decoded."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from dagster_project.ingest.decode.measure import Counts, Measure, count

WORKERS = min(os.cpu_count() or 1, 4)
AHEAD = 2 * WORKERS
SMALL = 1 << 16
"""Bytes below which a further thread costs more than it saves."""


class Counting:
    """Fills a Measure piece by piece; it is complete when the context is left without an error."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._pool: ThreadPoolExecutor | None = None
        self._waiting: deque[tuple[bytes, Future[Counts]]] = deque()
        self._last = b""

    def __enter__(self) -> Counting:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.finish()
        if self._pool is not None:
            self._pool.shutdown()

    def add(self, piece: bytes) -> None:
        """Count one more piece, at once or soon."""
        delimiter, quote = self._measure.delimiter, self._measure.quote
        last, self._last = self._last, piece[-1:] or self._last
        if len(piece) < SMALL and not self._waiting:
            self._measure.add(piece, count(piece, last, delimiter, quote))
            return
        self._pool = self._pool or ThreadPoolExecutor(WORKERS)
        self._waiting.append((piece, self._pool.submit(count, piece, last, delimiter, quote)))
        while len(self._waiting) > AHEAD:
            self._take_one()

    def finish(self) -> None:
        """Wait until everything that was added is counted."""
        while self._waiting:
            self._take_one()

    def _take_one(self) -> None:
        piece, counted = self._waiting.popleft()
        self._measure.add(piece, counted.result())
