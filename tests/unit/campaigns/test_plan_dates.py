"""Which days a written plan names, where they stand in its text, and what only looks like a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.campaigns.plan_dates import MOST_SPANS, Dates, Day, find_dates, weekday_like
from shopdesk.domain.campaigns.plan_numbers import plain
from shopdesk.domain.campaigns.plan_words import KEYWORD


def dates(text: str) -> Dates:
    return find_dates(plain(text), KEYWORD)


def spans(text: str) -> list[tuple[tuple[int | None, int, int], tuple[int | None, int, int] | None]]:
    """Year, month and day of the first and the last day of each span."""

    def told(one: Day) -> tuple[int | None, int, int]:
        return one.year, one.month, one.day

    return [(told(one.first), told(one.last) if one.last else None) for one in dates(text).spans]


SPANS = [
    ("11月1日", [((None, 11, 1), None)]),
    ("2026年11月1日至11日", [((2026, 11, 1), (2026, 11, 11))]),
    ("2026年11月1日至11月11号", [((2026, 11, 1), (2026, 11, 11))]),
    ("2026.12.30-2027.1.5", [((2026, 12, 30), (2027, 1, 5))]),
    ("2026-11-01 ~ 2026-11-11", [((2026, 11, 1), (2026, 11, 11))]),
    ("活动 11.1-11.11", [((None, 11, 1), (None, 11, 11))]),
    ("活动 11.1-11", [((None, 11, 1), (None, 11, 11))]),
    ("Nov 1 to Nov 11, 2026", [((None, 11, 1), (2026, 11, 11))]),
    ("November 1, 2026 until December 3", [((2026, 11, 1), (2026, 12, 3))]),
    ("11.11 当天", [((None, 11, 11), None)]),
    ("活动 11/1-11/11，预热 10/20", [((None, 11, 1), (None, 11, 11)), ((None, 10, 20), None)]),
    # Two months joined by a dot are days even without a word that says so.
    ("11.1-11.11", [((None, 11, 1), (None, 11, 11))]),
    ("11.1-12.3", [((None, 11, 1), (None, 12, 3))]),
    ("11/1", [((None, 11, 1), None)]),
    # A word of figures makes numbers of them, unless a word of days stands with it.
    ("ROI 2.5-3.2", []),
    ("ROI 3/5", []),
    ("ROI 2.5-3.2，活动 2.5-3.2", [((None, 2, 5), (None, 3, 2))]),
    ("2.5", []),
    ("11-11", []),
    ("活动 13.1-13.5", []),
    ("活动 0.5-0.8", []),
    ("活动 11.32", []),
    ("活动 11.31", [((None, 11, 31), None)]),
    ("活动 12.1", [((None, 12, 1), None)]),
    ("活动 1.1", [((None, 1, 1), None)]),
    ("11.1-13.5", []),
    ("13月40日", [((None, 13, 40), None)]),
    # An amount is no day.
    ("活动 1.5万", []),
    ("活动预算 1.5-2.5万", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SPANS)
def test_the_days_of_a_text(text, wanted):
    assert spans(text) == wanted


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("共11天", 11), ("为期十天", 10), ("历时十一天", 11), ("持续二十天", 20), ("全程二十三天", 23), ("共两天", 2),
        ("共九天", 9), ("lasts 7 days", 7), ("for 1 day", 1), ("(5 days)", 5), ("11天活动", 11), ("3 days campaign", 3),
        ("共0天", None), ("11天", None), ("11 days", None), ("共0天，为期3天", 3),
    ],
)  # fmt: skip
def test_how_long_something_is_said_to_last(text, days):
    found = dates(text).length
    assert (found.days if found else None) == days
    if found is not None and text[found.start : found.end].isdigit():
        assert int(text[found.start : found.end]) == days


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("3月活动", (3, "3月")), ("12月份大促", (12, "12月份")), ("november campaign", (11, "november campaign")),
        ("January sale", (1, "January sale")), ("December plan", (12, "December plan")), ("13月活动", None),
        ("3月", None), ("0月活动", None),
    ],
)  # fmt: skip
def test_the_month_that_a_campaign_is_called_after(text, month):
    found = dates(text).month
    assert (found and (found[0], text[found[1] : found[2]])) == month


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2026年计划", 2026), ("2027 plan", 2027), ("11月1日", None), ("2026", None),
        # A day's own year goes before one that is only named, and the first such day before the next.
        ("2028年计划：2026.11.1-2026.11.5", 2026), ("11月1日，2026年12月1日，2027年1月1日", 2026),
    ],
)  # fmt: skip
def test_the_year_of_a_plan(text, year):
    assert dates(text).year == year


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("11月1日（周日）至11日（星期三）", [6, 2]), ("11月2日 礼拜一", [0]), ("11月7日周六至8日周天", [5, 6]),
        ("Nov 3 (Tues) to Nov 5 (Thursday)", [1, 3]), ("11.6(Fri)", [4]), ("11月1日", [None]),
        ("Nov 4 (Wednesday)", [2]), ("Nov 7 (Sat)", [5]),
    ],
)  # fmt: skip
def test_weekdays_stand_beside_their_days(text, weekdays):
    found = [day for span in dates(text).spans for day in (span.first, span.last) if day is not None]
    assert [day.weekday for day in found] == weekdays
    words = plain(text)
    for day in found:
        said = words[day.week_start : day.week_end] if day.weekday is not None else ""
        assert (day.week_start, day.week_end) != (-1, -1) if said else (day.week_start, day.week_end) == (-1, -1)
        if said:
            # Said anew in its own way it is the same one.
            assert weekday_like(said, day.weekday).casefold().startswith(said[:3].casefold()) or said[-1] == "天"


@pytest.mark.parametrize(
    ("said", "weekday", "wanted"),
    [("周三", 0, "周一"), ("星期天", 6, "星期日"), ("礼拜一", 5, "礼拜六"), ("wed", 6, "Sun"),
     ("Wednesday", 1, "Tuesday"), ("thurs", 3, "Thu"), ("FRIDAY", 4, "Friday")],
)  # fmt: skip
def test_a_weekday_is_said_in_the_way_of_the_text(said, weekday, wanted):
    assert weekday_like(said, weekday) == wanted


@pytest.mark.parametrize(
    ("text", "first", "last", "numbers", "whole"),
    [
        ("自2026年11月1日至11日止", "2026年11月1日", "11日", ["1", "11"], "2026年11月1日至11日"),
        ("活动 11.1-11.9。", "11.1", "11.9", ["1", "9"], "11.1-11.9"),
        ("from Nov 1 to Dec 24!", "Nov 1", "Dec 24", ["1", "24"], "Nov 1 to Dec 24"),
        ("活动 11月1号~12月3号", "11月1号", "12月3号", ["1", "3"], "11月1号~12月3号"),
    ],
)
def test_where_a_span_and_its_days_stand(text, first, last, numbers, whole):
    (span,) = dates(text).spans
    assert span.last is not None
    days = (span.first, span.last)
    assert [text[one.start : one.end] for one in days] == [first, last]
    assert [text[one.day_start : one.day_end] for one in days] == numbers
    assert text[span.words] == whole
    assert (span.start, text[span.start : span.end].strip()) == (text.index(whole), whole)


def test_a_single_day_is_the_place_of_its_span():
    (span,) = dates("定于2026年11月1日（周日）开始").spans
    assert "定于2026年11月1日（周日）开始"[span.words] == "2026年11月1日"


@given(st.dates(date(2019, 1, 1), date(2035, 12, 31)), st.integers(0, 400))
def test_a_span_as_people_write_it_is_read_as_it_was_meant(start, length):
    end = start + timedelta(days=length)
    for text in (
        f"{start.year}年{start.month}月{start.day}日至{end.year}年{end.month}月{end.day}日",
        f"活动 {start.year}.{start.month}.{start.day}-{end.year}.{end.month}.{end.day}",
        f"{start:%Y-%m-%d} 到 {end:%Y-%m-%d}",
        f"{start:%B} {start.day}, {start.year} to {end:%b} {end.day}, {end.year}",
    ):
        (span,) = dates(text).spans
        assert span.last is not None
        assert (span.first.real(1), span.last.real(1)) == (start, end), text


@pytest.mark.parametrize(
    ("year", "month", "day", "real", "last"),
    [
        (None, 2, 29, None, 28), (2028, 2, 29, date(2028, 2, 29), 29), (None, 12, 31, date(2026, 12, 31), 31),
        (None, 1, 1, date(2026, 1, 1), 31), (None, 0, 1, None, 0), (None, 13, 1, None, 0), (None, 4, 31, None, 30),
    ],
)  # fmt: skip
def test_whether_there_is_such_a_day_and_how_long_its_month_is(year, month, day, real, last):
    one = Day(year, month, day, None, 0, 0, 0, 0)
    assert (one.real(2026), one.last_of_month(2026)) == (real, last)


def test_no_more_than_so_many_spans_are_read():
    assert len(dates("11月1日，" * MOST_SPANS).spans) == MOST_SPANS
    assert len(dates("11月1日，" * (MOST_SPANS + 1)).spans) == MOST_SPANS
    assert len(dates("11月1日，" * (MOST_SPANS - 1)).spans) == MOST_SPANS - 1


def test_the_word_of_a_figure_counts_in_its_own_clause_only():
    word = re.compile("投产")
    assert not find_dates("投产 2.5-3.2", word).spans
    assert find_dates("投产 5，2.5-3.2", word).spans
