"""Speaks to an S3-compatible server: objects below one address, conditional writes, errors in words.

Endpoint, region and credentials are those of the usual environment (`AWS_*`); nothing of them is repeated.
"""

from __future__ import annotations

import hashlib
import os
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from dagster_project.errors import UsageError
from dagster_project.ingest.aside import written_aside
from dagster_project.object_store.address import Address
from dagster_project.object_store.faults import (
    ABSENT,
    CONDITION_FAILED,
    ObjectStoreError,
    Overtaken,
    told_in_words,
)

T = TypeVar("T")
R = TypeVar("R")
CHUNK = 1 << 20
LARGE = 64 << 20
"""Bytes above which a file is sent in parts: one request takes 5 GB at most."""
AT_ONCE = 1000
"""Names that one request may delete."""
WORKERS = 8


@dataclass(frozen=True)
class Listed:
    """An object below the address: its name there, bytes, entity tag and time of writing."""

    name: str
    bytes: int
    etag: str
    modified: datetime


@dataclass(frozen=True)
class Content:
    """A small object as it was read; `age`: seconds since it was written, by the server's own clock."""

    body: bytes
    etag: str
    age: float


class Bucket:
    """The objects below one address."""

    def __init__(self, address: Address) -> None:
        self.address = address

    @cached_property
    def _client(self) -> Any:
        try:
            import boto3
            from botocore.config import Config
        except ImportError as error:
            raise UsageError(
                f"{self.address}: object storage needs an extra: pip install 'scoreline[s3]'"
            ) from error
        # a server of one's own rarely has a name for each bucket
        style = (
            "path" if os.environ.get("AWS_ENDPOINT_URL") or os.environ.get("AWS_ENDPOINT_URL_S3") else "auto"
        )
        config = Config(
            s3={"addressing_style": style},
            retries={"mode": "standard", "max_attempts": 3},
            connect_timeout=10,
            read_timeout=60,
            max_pool_connections=2 * WORKERS,
        )
        with self._said():
            return boto3.session.Session().client("s3", config=config)

    def listed(self, below: str = "") -> Iterator[Listed]:
        """Every object whose name begins with `below`."""
        whole = self.address.prefix + below
        with self._said():
            for page in self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self.address.bucket, Prefix=whole
            ):
                for one in page.get("Contents", ()):
                    name = one["Key"].removeprefix(self.address.prefix)
                    yield Listed(name, one["Size"], one["ETag"], one["LastModified"])

    def read(self, name: str) -> Content | None:
        """A small object, None where there is none."""
        with self._said(name):
            found = self._or_none(self._client.get_object, name)
            if found is None:
                return None
            body = found["Body"].read()
        date = found["ResponseMetadata"]["HTTPHeaders"].get("date")
        now = parsedate_to_datetime(date) if date else datetime.now(UTC)
        return Content(body, found["ETag"], (now - found["LastModified"]).total_seconds())

    def fetch(self, name: str, target: Path, etag: str | None = None) -> str:
        """Bring an object to a file, whole or not at all; the SHA-256 of its bytes.

        Raises Overtaken if it is gone, or no longer the one with that entity tag.
        """
        condition = {"IfMatch": etag} if etag else {}
        digest = hashlib.sha256()
        with self._said(name):
            found = self._or_none(self._client.get_object, name, **condition)
            if found is None:
                raise Overtaken(name)
            with written_aside(target) as aside, aside.open("wb") as file:
                for chunk in found["Body"].iter_chunks(CHUNK):
                    digest.update(chunk)
                    file.write(chunk)
        return digest.hexdigest()

    def write(self, name: str, body: bytes, *, instead_of: str | None) -> str:
        """Write a small object where that entity tag stands now (None: nothing); its own entity tag.

        Raises Overtaken if something else stands there. A retry of a write that had arrived is no such thing.
        """
        condition = {"IfNoneMatch": "*"} if instead_of is None else {"IfMatch": instead_of}
        with self._said(name):
            with suppress(Overtaken):
                done = self._or_none(self._client.put_object, name, Body=body, **condition)
                if done is not None:
                    return str(done["ETag"])
            there = self.read(name)
            if there is None or there.body != body:
                raise Overtaken(name)
        return there.etag

    def put(self, name: str, path: Path, sha256: str) -> None:
        """Send a file to an object that is named after its bytes, and see that they arrived.

        The server's own SHA-256 is taken for it, where it tells one; else the object is read again.
        """
        told = b64encode(bytes.fromhex(sha256)).decode()
        with self._said(name):
            if path.stat().st_size > LARGE:
                self._client.upload_file(str(path), self.address.bucket, self.address.prefix + name)
                done = None
            else:
                put = self._client.put_object
                done = self._or_none(put, name, Body=path.read_bytes(), ChecksumSHA256=told)
        if (done or {}).get("ChecksumSHA256") != told and self.sha256(name) != sha256:
            raise ObjectStoreError(
                f"{self.address}/{name}: what arrived is not {path}: expected SHA-256 {sha256}; run again"
            )

    def sha256(self, name: str) -> str | None:
        """SHA-256 of an object's bytes, read whole; None where there is none."""
        with self._said(name):
            found = self._or_none(self._client.get_object, name)
            if found is None:
                return None
            digest = hashlib.sha256()
            for chunk in found["Body"].iter_chunks(CHUNK):
                digest.update(chunk)
        return digest.hexdigest()

    def delete(self, names: Iterable[str]) -> None:
        """Delete objects; those that are gone already are no error."""
        keys = [{"Key": self.address.prefix + name} for name in names]
        with self._said():
            for start in range(0, len(keys), AT_ONCE):
                some = {"Objects": keys[start : start + AT_ONCE], "Quiet": True}
                self._client.delete_objects(Bucket=self.address.bucket, Delete=some)

    def _or_none(self, method: Callable[..., Any], name: str, **arguments: Any) -> dict[str, Any] | None:
        from botocore.exceptions import ClientError

        try:
            found: dict[str, Any] = method(
                Bucket=self.address.bucket, Key=self.address.prefix + name, **arguments
            )
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            if code in ABSENT:
                return None
            if code in CONDITION_FAILED:
                raise Overtaken(name) from error
            raise
        return found

    def _said(self, name: str = "") -> AbstractContextManager[None]:
        return told_in_words(f"{self.address}/{name}" if name else str(self.address))


def each(act: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """What `act` gives for every item, several at a time; the first error ends it, nothing more is begun
    then.
    """
    with ThreadPoolExecutor(WORKERS) as pool:
        running = [pool.submit(act, item) for item in items]
        try:
            return [one.result() for one in running]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
