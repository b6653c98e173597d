"""Ranges of days: cut into pieces, each covered wholly or not at all."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dagster_project.policy.span import Span, pieces

START = date(2026, 1, 1)
DAYS = [START + timedelta(days=number) for number in range(12)]
SPANS = st.lists(st.builds(Span, st.sampled_from([date.min, *DAYS]), st.sampled_from([*DAYS, date.max])))


@given(SPANS)
def test_pieces_are_whole_or_bare_and_leave_no_day_out(spans: list[Span]) -> None:
    upright = [span for span in spans if not span.inverted]
    cut = pieces(spans)
    for piece in cut:
        for span in upright:
            assert not span.meets(piece) or (span.first <= piece.first and piece.last <= span.last)
    for day in [date.min, *DAYS, date.max]:
        holding = [piece for piece in cut if piece.first <= day <= piece.last]
        inside = bool(upright) and min(upright).first <= day <= max(span.last for span in upright)
        assert len(holding) == int(inside)


def test_spans_are_said_in_words() -> None:
    day = date(2026, 7, 1)
    assert str(Span(date.min, date.max)) == "on every day"
    assert str(Span(date.min, day)) == "until 2026-07-01"
    assert str(Span(day, date.max)) == "from 2026-07-01 on"
    assert str(Span(day, day)) == "from 2026-07-01 to 2026-07-01"
