"""The sites of the end-to-end tests: made once, shared with them."""

from tests.end_to_end.conftest import core_scheme, exports, first_night, fresh, made_once, second_night, site

__all__ = ["core_scheme", "exports", "first_night", "fresh", "made_once", "second_night", "site"]
