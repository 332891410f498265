"""The weeks and sources of the weekly report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi.breakdown import ChannelLine
from shopdesk.domain.periods import Period, week_of
from shopdesk.domain.report.records import SourceLine, same_week_last_year


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 3, 18), (2025, 12)),
        (date(2026, 12, 31), (2025, 52)),  # week 53
        (date(2021, 1, 3), (2019, 52)),  # week 53 of 2020
        (date(2021, 1, 4), (2020, 1)),
        (date(2021, 12, 31), (2020, 52)),
    ],
)
def test_a_week_is_held_against_the_week_of_its_number(day: date, week: tuple[int, int]) -> None:
    monday = date.fromisocalendar(*week, 1)
    assert same_week_last_year(week_of(day)) == Period(monday, date.fromisocalendar(*week, 7))


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [(150, 100, Decimal("0.5")), (50, 100, Decimal("-0.5")), (None, 100, None), (5, None, None), (5, 0, None)],
)
def test_a_source_moved_by_what_is_known_of_both_weeks(
    now: int | None, before: int | None, change: Decimal | None
) -> None:
    line = ChannelLine(channel=Channel.ORGANIC, sales_fen=now, sales_before_fen=before)
    assert SourceLine(line=line, visitors_a_day=None, page_visits=None).sales_change == change
