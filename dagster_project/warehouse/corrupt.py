"""A warehouse whose blocks no longer have their checksums: the disk changed them behind everybody's back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dagster_project.errors import ScorelineError
from dagster_project.home import Home
from dagster_project.warehouse.state import forget_state

SIGNS = ("corrupt database file", "not a valid duckdb database")
"""Words of the engine for a file that is not as it wrote it."""


@contextmanager
def found_damaged(home: Home) -> Iterator[None]:
    """Turn what the engine says of a damaged file into an error that says what to do; see to the rest.

    The next run starts from raw, since the file is a cache and everything in it comes from there.
    """
    import duckdb

    try:
        yield
    except (duckdb.Error, ScorelineError) as error:
        said = str(error)
        if not any(sign in said.lower() for sign in SIGNS):
            raise
        forget_state(home)
        raise ScorelineError(
            f"{home.warehouse}: the warehouse is damaged; nothing was published. Run again: it is made again "
            f"from the raw store ({said.strip().splitlines()[0]})"
        ) from error
