"""Named spans, and where to look when they hold nothing."""

from __future__ import annotations

from datetime import date

import pytest

from shopdesk.domain.kpi.ranges import Range, newest, range_period
from shopdesk.domain.periods import Period

WEDNESDAY = date(2026, 3, 18)


@pytest.mark.parametrize(
    ("choice", "start", "end"),
    [
        (Range.THIS_WEEK, "2026-03-16", "2026-03-18"),
        (Range.LAST_WEEK, "2026-03-09", "2026-03-15"),
        (Range.THIS_MONTH, "2026-03-01", "2026-03-18"),
        (Range.LAST_MONTH, "2026-02-01", "2026-02-28"),
        (Range.LAST_30, "2026-02-16", "2026-03-17"),
        (Range.LAST_90, "2025-12-18", "2026-03-17"),
        (Range.THIS_YEAR, "2026-01-01", "2026-03-18"),
        (Range.LAST_365, "2025-03-18", "2026-03-17"),
    ],
)
def test_named_spans(choice: Range, start: str, end: str) -> None:
    assert range_period(choice, WEDNESDAY) == Period(date.fromisoformat(start), date.fromisoformat(end))


def test_other_days_have_no_days_of_their_own() -> None:
    with pytest.raises(ValueError, match="no days of their own"):
        range_period(Range.CUSTOM, WEDNESDAY)


def test_the_newest_figures_instead() -> None:
    known = Period(date(2020, 2, 1), date(2020, 3, 1))
    assert newest(range_period(Range.LAST_30, WEDNESDAY), known) == known
    assert newest(range_period(Range.LAST_90, WEDNESDAY), known) == known
    assert newest(range_period(Range.LAST_WEEK, WEDNESDAY), known) == Period(date(2020, 2, 24), date(2020, 3, 1))
