"""A festival beside the one of the year before: the right day, and days equally far from both."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.calendar.festivals import parse_book
from shopdesk.domain.calendar.rules import Relative
from shopdesk.domain.calendar.year_earlier import Pair, pair_of
from shopdesk.domain.kpi.beside import AFTER, BEFORE, around
from shopdesk.infra.paths import resource

BOOK = parse_book(tomllib.loads(resource("calendar/festivals.toml").read_text(encoding="utf-8")))

YEARLY = [one.code for one in BOOK.festivals if not isinstance(one.rule, Relative)]
"""Those in every year: what is counted from another festival slips into the year before, which then has two."""


def begins(code: str) -> list[date]:
    return [day for year in range(2000, 2057) for day in BOOK.rules[code].days_in(year, BOOK.rules)]


def test_known_pairs() -> None:
    assert pair_of(date(2026, 2, 17), begins("spring_festival")) == Pair(date(2026, 2, 17), date(2025, 1, 29))
    assert pair_of(date(2025, 11, 11), begins("double11")) == Pair(date(2025, 11, 11), date(2024, 11, 11))
    # Of several days the second and third belong to the first one.
    assert pair_of(date(2025, 11, 13), begins("double11")) == Pair(date(2025, 11, 11), date(2024, 11, 11))
    # Laba is twice in 2003, in January and on the last but one of December.
    assert pair_of(date(2003, 12, 30), begins("laba")) == Pair(date(2003, 12, 30), date(2003, 1, 10))
    assert pair_of(date(2000, 11, 11), begins("double11")) is None, "the calendar begins here"
    assert pair_of(date(2026, 5, 1), []) is None
    twice_apart = [date(2024, 1, 5), date(2026, 1, 25)]
    assert pair_of(date(2026, 1, 25), twice_apart) is None, "two years are no year"


@given(code=st.sampled_from(YEARLY), place=st.integers(2, 50))
def test_every_festival_has_one_a_year_before_and_days_stand_equally_far_from_both(code: str, place: int) -> None:
    days = begins(code)
    now = days[place]
    found = pair_of(now, days)
    assert found is not None and found.now == now and found.then == days[place - 1]
    period, earlier = around(found.now, found.then)
    assert (period.start, period.end) == (now - timedelta(days=BEFORE), now + timedelta(days=AFTER))
    assert [day - found.then for day in earlier.days()] == [day - now for day in period.days()]
