"""A bucket as its owner sees it, past the product."""

from __future__ import annotations

import json
from typing import Any

from tests.object_store.server import BUCKET, Server


class Lake:
    """Objects by their whole names."""

    def __init__(self, server: Server) -> None:
        self.server, self._client = server, server.client()

    def names(self, below: str = "") -> list[str]:
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=below)
        return sorted(one["Key"] for page in pages for one in page.get("Contents", ()))

    def read(self, name: str) -> bytes:
        return bytes(self._client.get_object(Bucket=BUCKET, Key=name)["Body"].read())

    def write(self, name: str, body: bytes) -> None:
        self._client.put_object(Bucket=BUCKET, Key=name, Body=body)

    def delete(self, name: str) -> None:
        self._client.delete_object(Bucket=BUCKET, Key=name)

    def pointer(self) -> dict[str, Any]:
        """What readers of publications are told."""
        told: dict[str, Any] = json.loads(self.read("published/current.json"))
        return told

    def files(self, version: str) -> dict[str, str]:
        """Names of the objects of one version, by their path below its folder."""
        tree = json.loads(self.read(f"published/trees/{self.pointer()['trees'][version]}.json"))
        return {
            path.removeprefix(f"published/{version}/"): f"published/objects/{sha}{path[path.rindex('.') :]}"
            for path, (sha, _, _) in tree["files"].items()
        }
