"""Products that search brings fewer people, an ads account that runs dry: at the bar, never from what is unknown."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.kpi.ads_account import AdsAccount, ads_account_alert
from shopdesk.domain.kpi.alerts import Alert
from shopdesk.domain.kpi.learned import RECORD_DAYS, WEEKS
from shopdesk.domain.kpi.search_alert import (
    LEAST,
    SEARCH_DAYS,
    Found,
    fallen_products,
    search_alert,
    searched_less,
)
from shopdesk.domain.periods import Period

LAST = date(2026, 3, 15)
BAR = Decimal("0.30")


def product(title: str, count: Callable[[int], int], days: int = SEARCH_DAYS) -> Found:
    """Search visitors by how many days ago it was; Sundays are twice as busy."""
    ages = {LAST - timedelta(days=age): count(age) for age in range(days)}
    return Found(title, {day: found * (2 if day.weekday() == 6 else 1) for day, found in ages.items()})


def fallen(title: str, now: int, usual: int = 100) -> Found:
    return product(title, lambda age: now if age < 7 else usual)


def told(products: Collection[Found], last: date, bar: Decimal, odd: Collection[date] = ()) -> Alert | None:
    return search_alert(fallen_products(products, last, bar, odd), last)


@pytest.mark.parametrize(("now", "alarm"), [(69, True), (70, True), (71, False), (200, False)])
def test_search_is_told_at_the_bar(now: int, alarm: bool) -> None:
    found = told([fallen("Kettle", now)], LAST, BAR)
    assert (found is not None) == alarm
    if now == 70:
        assert found is not None
        assert str(found.text) == (
            "Search brought 80 people a day to “Kettle” in the last 7 days, 30% less than these weekdays usually bring "
            "(114)."
        )
        assert found.period == Period(LAST - timedelta(days=6), LAST)


def test_several_products_are_one_sentence_with_the_one_that_lost_most() -> None:
    found = told([fallen("Cup", 10), fallen("Kettle", 300, 1000), fallen("Pot", 95)], LAST, BAR)
    assert found is not None
    assert "“Kettle”" in str(found.text)
    assert str(found.text).endswith("So it is with 1 more.")
    assert replace(found, subject="1").key != replace(found, subject="2").key, "what is said of one holds for one"


def test_few_visitors_few_days_and_odd_days_tell_nothing() -> None:
    assert told([fallen("Cup", 0, LEAST * 6 // 8)], LAST, BAR) is None
    assert told([product("Cup", lambda age: 0 if age < 7 else 100, days=40)], LAST, BAR) is None
    sale = {LAST - timedelta(days=age) for age in range(7)}
    assert told([fallen("Cup", 0)], LAST, BAR, sale) is None
    assert told([], LAST, BAR) is None


@pytest.mark.parametrize(("usual", "rings"), [(19, False), (20, True)])
def test_from_twenty_people_a_day_on_a_fall_is_more_than_chance(usual: int, rings: bool) -> None:
    even = Found("Cup", {LAST - timedelta(days=age): 0 if age < 7 else usual for age in range(SEARCH_DAYS)})
    assert (search_alert(fallen_products([even], LAST, BAR), LAST) is not None) is rings


def test_the_record_of_a_product_asks_the_rule_of_each_past_day() -> None:
    long = product("Cup", lambda age: 50 if age < 7 else 100, days=RECORD_DAYS + SEARCH_DAYS)
    strengths = dict(searched_less(long, LAST, ()))
    assert len(strengths) == RECORD_DAYS
    for age in (0, 3, 6, 7, 100):
        (one,) = fallen_products([long], LAST - timedelta(days=age), Decimal(-1))
        assert strengths[LAST - timedelta(days=age)] == -one.level.change
    short = product("Cup", lambda age: 50 if age < 7 else 100, days=7 * (WEEKS + 1))
    assert dict(searched_less(short, LAST, ()))[LAST - timedelta(days=40)] is None, "too few weeks before it"


def account(left: int, week: int, known_to: date = LAST) -> AdsAccount:
    return AdsAccount(topped_up_fen=left + 5000, spent_fen=5000, week_fen=week, known_to=known_to, last=LAST)


def test_an_ads_account_is_told_by_the_days_that_it_lasts() -> None:
    found = ads_account_alert(account(25_000, 70_000), 3)
    assert found is not None
    assert str(found.text) == (
        "Top-ups less spend leave 250.00 in the ads account: 2 days at the spend of the last 7 days."
    )
    last = ads_account_alert(account(9_000, 70_000), 3)
    assert last is not None and ": 0 days at" in str(last.text), "nine tenths of a day"
    assert ads_account_alert(account(30_000, 70_000), 3) is None
    assert ads_account_alert(account(0, 70_000), 1) is not None
    assert ads_account_alert(account(25_000, 70_000, LAST - timedelta(days=1)), 3) is None, "a top-up may be missing"
    assert ads_account_alert(account(-1, 70_000), 3) is None, "money came from elsewhere"
    assert ads_account_alert(account(25_000, 0), 3) is None


@given(st.integers(0, 10**12), st.integers(1, 10**10), st.integers(1, 365))
def test_it_rings_exactly_where_the_money_does_not_last(left: int, week: int, bar: int) -> None:
    assert (ads_account_alert(account(left, week), bar) is not None) == (left * 7 < bar * week)
