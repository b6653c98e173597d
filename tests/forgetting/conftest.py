"""The site of the end-to-end tests after its second night."""

from __future__ import annotations

from tests.end_to_end.conftest import core_scheme, exports, first_night, made_once, second_night

__all__ = ["core_scheme", "exports", "first_night", "made_once", "second_night"]
