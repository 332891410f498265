"""Own days by rule, held against a walk over every day, and against dateutil where it knows the rule."""

from __future__ import annotations

import calendar
import tomllib
from datetime import date, timedelta

import pytest
from dateutil.rrule import MO, MONTHLY, YEARLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.calendar.festivals import parse_book
from shopdesk.domain.calendar.lunar import to_lunar
from shopdesk.domain.calendar.own_days import begins_in, coming, days_in, rule_text
from shopdesk.domain.campaigns.records import OwnDay, OwnRule
from shopdesk.infra.paths import resource

BOOK = parse_book(tomllib.loads(resource("calendar/festivals.toml").read_text(encoding="utf-8")))
FESTIVALS = {(entry.code, entry.date) for year in range(2000, 2057) for entry in BOOK.days_of(year)}
DAYS = st.dates(date(2001, 1, 1), date(2054, 12, 31))


def own(day: date, rule: OwnRule = OwnRule.DATE, **more: object) -> OwnDay:
    return OwnDay(store_id=1, name="店庆", day=day, rule=rule, **more)  # type: ignore[arg-type]


def is_last(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def same_date(first: date, day: date) -> bool:
    return day.day == first.day or (is_last(day) and day.day < first.day)


def begins(one: OwnDay, day: date) -> bool:
    """Whether an own day begins on a day, said without looking for the day."""
    first = one.day
    if day < first:
        return False
    if not one.yearly:
        return day == first
    in_month = day.month == first.month
    if one.rule is OwnRule.DATE:
        return in_month and same_date(first, day)
    if one.rule is OwnRule.WEEKDAY:
        before = sum((day - timedelta(days=7 * back)).month == day.month for back in range(1, 5))
        mine = sum((first - timedelta(days=7 * back)).month == first.month for back in range(1, 5))
        return in_month and day.weekday() == first.weekday() and before == mine
    if one.rule is OwnRule.LAST_WEEKDAY:
        return in_month and day.weekday() == first.weekday() and (day + timedelta(days=7)).month != day.month
    if one.rule is OwnRule.LUNAR:
        mine, there = to_lunar(first), to_lunar(day)
        assert mine is not None and there is not None
        after = to_lunar(day + timedelta(days=1))
        short = mine.day == 30 and there.day == 29 and after is not None and after.day == 1
        return day == first or (not there.leap and there.month == mine.month and (there.day == mine.day or short))
    if one.rule is OwnRule.MONTH_END:
        return in_month and is_last(day)
    if one.rule is OwnRule.MONTHLY:
        return same_date(first, day)
    if one.rule is OwnRule.EVERY_MONTH_END:
        return is_last(day)
    return (one.festival, day - timedelta(days=one.offset_days)) in FESTIVALS


def walk(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=more) for more in range(366 if calendar.isleap(year) else 365)]


@given(
    first=DAYS,
    rule=st.sampled_from(list(OwnRule)),
    yearly=st.booleans(),
    festival=st.sampled_from([one.code for one in BOOK.festivals]),
    offset=st.integers(-180, 180),
    lasts=st.integers(1, 60),
    ahead=st.integers(-1, 6),
)
def test_a_rule_finds_what_a_walk_over_every_day_finds(
    first: date, rule: OwnRule, yearly: bool, festival: str, offset: int, lasts: int, ahead: int
) -> None:
    one = own(first, rule, yearly=yearly, festival=festival, offset_days=offset, days=lasts)
    year = min(first.year + ahead, 2055)
    days = [*walk(year - 1), *walk(year)]
    begun = [day for day in days if begins(one, day)]
    assert begins_in(one, year, BOOK.rules) == [day for day in begun if day.year == year]
    covered = {day + timedelta(days=more) for day in begun for more in range(lasts)}
    assert days_in(one, year, BOOK.rules) == sorted(day for day in covered if day.year == year)


@given(first=DAYS, rule=st.sampled_from(list(OwnRule)), after=DAYS)
def test_the_coming_days_are_the_first_ones_from_a_day_on(first: date, rule: OwnRule, after: date) -> None:
    one = own(first, rule, festival="mid_autumn", offset_days=-1)
    found = coming(one, after, BOOK.rules, 5)
    every = [day for year in range(2000, 2057) for day in begins_in(one, year, BOOK.rules) if day >= after]
    assert found == every[:5]


@given(first=st.dates(date(2001, 1, 1), date(2050, 12, 31)), weekday=st.booleans())
def test_weekdays_and_months_are_those_of_dateutil(first: date, weekday: bool) -> None:
    if weekday:
        nth = MO.__class__(first.weekday())(-1)
        theirs = rrule(YEARLY, dtstart=first, count=5, bymonth=first.month, byweekday=nth)
        one = own(first, OwnRule.LAST_WEEKDAY)
    else:
        theirs = rrule(MONTHLY, dtstart=first, count=5, bymonthday=-1)
        one = own(first, OwnRule.EVERY_MONTH_END)
    assert coming(one, first, BOOK.rules, 5) == [moment.date() for moment in theirs]


def test_known_days_by_hand() -> None:
    mothers_day = own(date(2026, 5, 10), OwnRule.WEEKDAY)
    assert coming(mothers_day, date(2026, 1, 1), BOOK.rules, 3) == [
        date(2026, 5, 10), date(2027, 5, 9), date(2028, 5, 14),
    ]  # fmt: skip
    mid_autumn = own(date(2026, 9, 25), OwnRule.LUNAR)
    assert coming(mid_autumn, date(2026, 1, 1), BOOK.rules, 3) == [
        date(2026, 9, 25), date(2027, 9, 15), date(2028, 10, 3),
    ]  # fmt: skip
    eve = own(date(2024, 2, 9), OwnRule.LUNAR)  # the 30th of the twelfth month; in 2025 and 2026 it has 29 days
    assert coming(eve, date(2024, 1, 1), BOOK.rules, 3) == [date(2024, 2, 9), date(2025, 1, 28), date(2026, 2, 16)]
    before_new_year = own(date(2026, 1, 1), OwnRule.FESTIVAL, festival="new_year", offset_days=-3, days=5)
    assert days_in(before_new_year, 2026, BOOK.rules) == [date(2026, 12, day) for day in (29, 30, 31)]
    assert days_in(before_new_year, 2027, BOOK.rules)[:2] == [date(2027, 1, 1), date(2027, 1, 2)]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (OwnRule.DATE, "solar:05-10"),
        (OwnRule.WEEKDAY, "nth_weekday:2nd Sunday of May"),
        (OwnRule.LAST_WEEKDAY, "nth_weekday:last Sunday of May"),
        (OwnRule.LUNAR, "lunar:03-24"),
        (OwnRule.MONTH_END, "month_end:05"),
        (OwnRule.FESTIVAL, "relative:qixi-2d"),
        (OwnRule.MONTHLY, "monthly:10"),
        (OwnRule.EVERY_MONTH_END, "month_end:every"),
    ],
)
def test_rules_are_written_as_the_shipped_ones(rule: OwnRule, text: str) -> None:
    assert rule_text(own(date(2026, 5, 10), rule, festival="qixi", offset_days=-2)) == text
    assert rule_text(own(date(2026, 5, 10), rule, yearly=False)) == "date:2026-05-10"
