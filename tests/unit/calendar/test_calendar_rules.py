"""Date rules: their forms, and the traps of the lunar year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.calendar.festivals import parse_book
from shopdesk.domain.calendar.lunar import FIRST_YEAR, LAST_YEAR
from shopdesk.domain.calendar.rules import parse_rule
from shopdesk.domain.errors import UserError
from tests.unit.calendar.calendar_books import festival_book


@pytest.mark.parametrize(
    ("rule", "year", "expected"),
    [
        ("solar:02-29", 2025, []),
        ("solar:02-29", 2028, [date(2028, 2, 29)]),
        ("nth_weekday:2nd Sunday of May", 2026, [date(2026, 5, 10)]),
        ("nth_weekday:last Monday of May", 2026, [date(2026, 5, 25)]),
        ("nth_weekday:1st Friday of May", 2026, [date(2026, 5, 1)]),
        ("nth_weekday:3rd Friday of May", 2026, [date(2026, 5, 15)]),
        ("nth_weekday:5th Friday of May", 2026, [date(2026, 5, 29)]),
        ("nth_weekday:5th Thursday of May", 2026, []),
        ("nth_weekday:last Sunday of May", 2026, [date(2026, 5, 31)]),
        ("nth_weekday:day before 1st Friday of May", 2026, [date(2026, 4, 30)]),
        ("nth_weekday:5th Monday of February", 2026, []),
        ("nth_weekday:day after 4th Thursday of November", 2026, [date(2026, 11, 27)]),
        ("lunar:day before 01-01", 2025, [date(2025, 1, 28)]),
        ("solar_term:清明", 2025, [date(2025, 4, 4)]),
    ],
)
def test_a_rule_gives_its_days(rule: str, year: int, expected: list[date]) -> None:
    assert parse_rule(rule).days_in(year, {}) == expected


@pytest.mark.parametrize(
    "text", ["", "solar:13-01", "solar:02-30", "lunar:01-31", "solar_term:春天", "nth_weekday:9th Sunday of May", "x:1"]
)
def test_an_unreadable_rule_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match="is not a date rule"):
        parse_rule(text)


def test_laba_may_fall_twice_or_not_at_all_in_a_solar_year() -> None:
    counts = {
        year: sum(day.code == "laba" for day in festival_book().days_of(year))
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
    }
    assert set(counts.values()) == {0, 1, 2}
    # every lunar year from 1999 to 2056 has exactly one, and 2056's falls into January 2057
    assert sum(counts.values()) == LAST_YEAR - FIRST_YEAR + 1


def test_every_year_has_each_major_day_once_and_in_order() -> None:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        days = festival_book().days_of(year)
        assert [day.date for day in days] == sorted(day.date for day in days)
        for code in ("spring_festival", "lunar_new_years_eve", "mid_autumn", "sale_618", "double11", "double12"):
            assert sum(day.code == code for day in days) == 1, (year, code)


def test_estimates_are_marked_and_the_last_year_still_has_them() -> None:
    estimated = [day for day in festival_book().days_of(LAST_YEAR) if day.estimated]
    assert {day.code for day in estimated} == {"nianhuo_sale_start", "nianhuo_signup_open"}


def test_the_new_year_goods_sale_of_an_early_festival_opens_in_december() -> None:
    days = {year: [day.date for day in festival_book().days_of(year) if day.code == "nianhuo_sale_start"]
            for year in (2022, 2023)}  # fmt: skip
    assert days == {2022: [date(2022, 1, 9), date(2022, 12, 30)], 2023: []}


@given(code=st.sampled_from(["spring_festival", "mid_autumn", "qingming", "double11"]), away=st.integers(-800, 800))
def test_what_is_counted_from_a_festival_is_there_once_for_each_festival(code: str, away: int) -> None:
    rules = festival_book().rules
    rule = parse_rule(f"relative:{code}{away:+}d")
    found = [day for year in range(FIRST_YEAR, LAST_YEAR + 1) for day in rule.days_in(year, rules)]
    festivals = [day for year in range(FIRST_YEAR - 4, LAST_YEAR + 5) for day in rules[code].days_in(year, rules)]
    shifted = [day + timedelta(days=away) for day in festivals]
    assert found == [day for day in shifted if FIRST_YEAR <= day.year <= LAST_YEAR]


def test_a_book_refuses_double_codes_and_unknown_anchors() -> None:
    entry = {"code": "a", "zh": "甲", "en": "A", "rule": "solar:01-01"}
    with pytest.raises(UserError, match="there twice"):
        parse_book({"festival": [entry, entry]})
    with pytest.raises(UserError, match="unknown"):
        parse_book({"festival": [{**entry, "rule": "relative:nothing-3d"}]})


def test_all_shipped_texts_have_both_languages() -> None:
    book = festival_book()
    for entry in (*book.festivals, *book.published):
        assert entry.zh.strip()
        assert entry.en.strip()
