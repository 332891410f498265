"""A festival that is a holiday, too, is told once: in the year's list, on its paper, in the cells of month and year."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from shopdesk.domain.calendar.festivals import DayKind
from shopdesk.gui.pages.promotions.calendar_data import CalendarData
from shopdesk.gui.pages.promotions.year_lines import day_lines
from shopdesk.gui.pages.promotions.year_list import rows_of
from shopdesk.reporting.year_list import year_html
from tests.unit.calendar.calendar_books import festival_book, holiday_book

SPRING = date(2026, 2, 17)


@pytest.fixture
def data() -> CalendarData:
    """The year 2026 with all festivals, holidays by law and days off."""
    entries: dict = {}
    for entry in festival_book().days_of(2026) + holiday_book().statutory(2026) + holiday_book().official(2026):
        entries.setdefault(entry.date, []).append(entry)
    return CalendarData(date(2026, 1, 1), date(2026, 12, 31), entries)


def test_no_day_of_the_year_has_a_name_twice(data: CalendarData) -> None:
    stands = Counter(
        (row.first + timedelta(days=more), row.entry.name_zh)
        for row in rows_of(data)
        for more in range((row.last - row.first).days + 1)
        if row.entry is not None
    )
    assert max(stands.values()) == 1
    everything = {(entry.date, entry.name_zh) for found in data.entries.values() for entry in found}
    assert stands.keys() == everything, "and nothing is left out"


def test_the_spring_festival_stands_once_as_a_holiday(data: CalendarData) -> None:
    rows = [row for row in rows_of(data) if row.first <= SPRING <= row.last and row.entry is not None]
    of_the_name = [row for row in rows if row.entry.name_zh == "春节"]
    assert [row.entry.kind for row in of_the_name] == [DayKind.HOLIDAY]
    named = [entry for entry in data.told(SPRING) if entry.name_zh == "春节"]
    assert len(named) == 1
    paper = year_html("", [], day_lines(data))
    assert paper.count(f"<td>{of_the_name[0].name}</td>") == sum(
        row.name == of_the_name[0].name for row in rows_of(data)
    )


def test_a_festival_without_a_day_off_still_stands(data: CalendarData) -> None:
    rows = [row for row in rows_of(data) if row.entry is not None and row.entry.code == "double11"]
    assert [row.first for row in rows] == [date(2026, 11, 11)]
