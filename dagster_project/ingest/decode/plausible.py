"""Whether bytes that can be read as GB18030 are likely to be meant as it.

Nearly any bytes can be: damaged UTF-8, Big5 and Latin text turn into rare characters then. Text that people
write consists of the common ones, those of GB 2312.
"""

from __future__ import annotations

import re

ENOUGH = 100_000
SHARE = 0.7
"""Real GBK text has well over nine common characters in ten, misread text about one in two."""
WRITTEN = re.compile("[\u4e00-\u9fff\u3000-\u303f\uff01-\uffe5\u2014\u2018\u2019\u201c\u201d\u2026\u00b7]")
FOREIGN = re.compile("[^\0-\x7f]")


class Plausible:
    """Looks at the first `ENOUGH` characters beyond ASCII of a text."""

    def __init__(self) -> None:
        self._seen = self._common = 0

    def add(self, piece: str) -> None:
        """Look at one more piece."""
        if self._seen >= ENOUGH or piece.isascii():
            return
        self._seen += len(FOREIGN.findall(piece))
        self._common += len("".join(WRITTEN.findall(piece)).encode("gb2312", "ignore")) // 2

    @property
    def holds(self) -> bool:
        """Whether enough of them are common."""
        return self._common >= SHARE * self._seen
