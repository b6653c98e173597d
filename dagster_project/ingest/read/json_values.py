"""One JSON value after the other out of a long text, and what is wrong with one that cannot be read."""

from __future__ import annotations

import json
import re
from typing import Any, TextIO

from dagster_project.ingest.read.records import MAX_SHOWN

CHUNK = 1 << 20
LONGEST = 1 << 26
"""Characters of one JSON value; a longer document must come as one object per line."""
DEEPEST = 200
"""Lists and objects one inside the other: a limit of our own, as Python's depends on who calls."""
BLANKS = " \t\r\n"
LITERALS = ("true", "false", "null", "NaN", "Infinity", "-Infinity")
HALF = re.compile("[\ud800-\udfff]")

_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def decoded(text: str) -> Any:
    """The value that a text is; raises ValueError or RecursionError."""
    value = _DECODER.decode(text)
    _check_depth(value, text)
    return value


def at_end(error: Exception) -> bool:
    """Whether a value breaks off because the text does."""
    if not isinstance(error, json.JSONDecodeError):
        return False
    rest = error.doc[error.pos :].rstrip(BLANKS)
    if not rest or error.msg.startswith("Unterminated"):
        return True
    inside_escape = error.msg.startswith("Invalid \\u") and re.fullmatch(r"\\?u?[0-9a-fA-F]{0,4}", rest)
    inside_number = re.fullmatch(r"\.|[eE][+-]?", rest) is not None
    return bool(inside_escape) or inside_number or any(literal.startswith(rest) for literal in LITERALS)


def whole_text(text: str) -> str:
    """Text without halves of surrogate pairs, which JSON can write and UTF-8 cannot; vendors that cut long
    texts leave them.
    """
    return text if text.isascii() else HALF.sub("\ufffd", text)


def _check_depth(value: Any, text: str) -> None:
    """Raise RecursionError for a value that is nested too deeply."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise RecursionError
        inner = (held.values() if isinstance(held, dict) else held for held in level)
        level = [held for values in inner for held in values if isinstance(held, dict | list)]


def said(error: Exception) -> str:
    """What is wrong, in words."""
    if isinstance(error, json.JSONDecodeError):
        return f"broken JSON at character {error.colno}: {error.msg}"
    return "JSON that is nested too deeply" if isinstance(error, RecursionError) else f"broken JSON: {error}"


class Buffer:
    """Text of which a little more than one value is held at a time."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._text, self._at = file, "", 0
        self.ended = False

    def peek(self) -> str:
        """The next character that is not blank; none at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in BLANKS:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def skip(self, char: str) -> bool:
        """Whether the next character is `char`, and if so leave it behind."""
        if self.peek() != char:
            return False
        self._at += 1
        return True

    def value(self) -> Any:
        """The next value; raises ValueError where there is none."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except ValueError:
                if len(self._text) - self._at > LONGEST:
                    raise ValueError(f"longer than {LONGEST:,} characters, or broken") from None
                if not self._more():
                    raise
                continue
            if end == len(self._text) and self._more():
                continue  # a number may go on
            self._at, begin = end, self._at
            _check_depth(value, self._text[begin:end])
            return value

    def shown(self) -> str:
        """What stands where reading stopped."""
        return self._text[self._at : self._at + MAX_SHOWN]

    def _more(self) -> bool:
        # As much again as is held, so that a long value is not tried over and over.
        held = self._text[self._at :]
        piece = self._file.read(max(CHUNK, len(held)))
        if not piece:
            self.ended = True
            return False
        self._text, self._at = held + piece, 0
        return True
