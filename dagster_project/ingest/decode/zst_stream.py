"""Frames of zstandard as a stream of plain bytes."""

from __future__ import annotations

from typing import BinaryIO

import zstandard

ZST_STEP = 1 << 13
"""So little is handed to the decompressor at a time because each byte may become 16 KiB."""


class Zst:
    """Frames of zstandard; unlike the library's reader it notices that the last one is not whole."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._left = b""

    def read(self, size: int, /) -> bytes:
        """At least `size` bytes, fewer only at the end; raises EOFError where a frame breaks off."""
        out: list[bytes] = []
        done = 0
        while done < size:
            piece = self._left or self._file.read(ZST_STEP)
            self._left = b""
            if not piece:
                if self._frame is not None:
                    raise EOFError
                break
            self._frame = self._frame or zstandard.ZstdDecompressor().decompressobj()
            data = self._frame.decompress(piece)
            if self._frame.eof:
                self._left, self._frame = self._frame.unused_data, None
            out.append(data)
            done += len(data)
        return b"".join(out)
