"""Other days where the chosen ones have nothing: as many, next to what is known, the nearer first."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.kpi.near import spans_near
from shopdesk.domain.periods import Period

ends = st.lists(st.dates(), min_size=4, max_size=4, unique=True).map(sorted)


@given(ends)
def test_both_lie_outside_the_chosen_days_and_hold_the_known_one_at_their_end(days: list[date]) -> None:
    before, start, end, after = days
    period = Period(start, end)
    found = spans_near(period, before, after)
    assert len(found) == 2
    for span in found:
        assert 1 <= span.length <= period.length
        assert not span.overlaps(period)
    earlier, later = sorted(found, key=lambda one: one.start)
    assert (earlier.end, later.start) == (before, after)
    whole = earlier.start > date.min
    assert not whole or earlier.length == period.length
    nearer_before = (start - before) <= (after - end)
    assert found[0] == (earlier if nearer_before else later)


def test_nothing_known_gives_no_other_days() -> None:
    period = Period(date(2026, 3, 1), date(2026, 3, 7))
    assert spans_near(period, None, None) == ()
    assert spans_near(period, None, date(2026, 4, 1)) == (Period(date(2026, 4, 1), date(2026, 4, 7)),)
