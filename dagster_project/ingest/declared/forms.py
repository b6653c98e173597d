"""Forms of files, by the endings of their names: how they are packed and what is inside."""

from __future__ import annotations

TEXT = (".csv", ".tsv", ".txt", ".log")
JSON = (".json", ".jsonl", ".ndjson")
PARQUET = (".parquet",)
SHEETS = (".xlsx",)
PACKED = (".gz", ".zst", ".zip")
"""May follow the ending of a text form (delimited text or JSON)."""

ENDINGS = (*TEXT, *JSON, *PARQUET, *SHEETS)
KINDS = {"text": TEXT, "json": JSON, "parquet": PARQUET, "sheets": SHEETS}
CORRECTIONS = {".parquet": ".csv", ".xlsx": ".csv", ".json": ".jsonl"}
"""Refused rows of such files come back in this form, so a layout for the one takes the other too."""


def inner_name(name: str) -> str:
    """The name, in lower case, without the ending that tells how it is packed (text forms only)."""
    lower = name.lower()
    for packed in PACKED:
        bare = lower.removesuffix(packed)
        if bare != lower and bare.endswith((*TEXT, *JSON)):
            return bare
    return lower


def packing(name: str) -> str | None:
    """`.gz`, `.zst` or `.zip` where the name says so."""
    lower = name.lower()
    return next((packed for packed in PACKED if lower.endswith(packed)), None)


def kind_of(name: str) -> str | None:
    """`text`, `json`, `parquet` or `sheets`; None for an ending that nobody reads."""
    inner = inner_name(name)
    return next((kind for kind, endings in KINDS.items() if inner.endswith(endings)), None)
