"""What a person sees: a line per step while a job runs, and tables; plain text where no terminal is."""

from __future__ import annotations

import logging
import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status

LOGGER = "scoreline"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows below a header in columns; a Chinese character takes two places."""
    widths = [max(_width(row[place]) for row in (header, *rows)) for place in range(len(header))]
    for row in (header, *rows):
        cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        typer.echo("  ".join(cells).rstrip())


@contextmanager
def progress() -> Iterator[None]:
    """Show what the steps of the job say: with a spinner on a terminal, as plain log lines elsewhere."""
    logger = logging.getLogger(LOGGER)
    before = logger.level
    logger.setLevel(logging.INFO)
    with _terminal() if sys.stderr.isatty() else _plain() as handler:
        logger.addHandler(handler)
        try:
            yield
        finally:
            logger.removeHandler(handler)
            logger.setLevel(before)


@contextmanager
def _plain() -> Iterator[logging.Handler]:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S%z"))
    yield handler


@contextmanager
def _terminal() -> Iterator[logging.Handler]:
    from rich.console import Console

    console = Console(stderr=True, highlight=False, markup=False)
    with console.status("starting") as status:
        yield _Lines(console, status)


class _Lines(logging.Handler):
    """Each message as a line with the seconds since the start; the latest one beside the spinner."""

    def __init__(self, console: Console, status: Status) -> None:
        super().__init__()
        self._console, self._status, self._start = console, status, time.monotonic()

    def emit(self, record: logging.LogRecord) -> None:
        """Print one message."""
        style = "yellow" if record.levelno >= logging.WARNING else None
        seconds = time.monotonic() - self._start
        self._console.print(f"{seconds:6.1f} s  {record.getMessage()}", style=style)
        self._status.update(record.getMessage())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
