"""A product before and after its title was changed: as many whole days on each side, and why little can be read."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from shopdesk.domain.errors import UserError
from shopdesk.domain.title_tests import FEW_BUYERS, FEW_DAYS, ProductDay, TitleTest, check_test, compare, spans

START = date(2026, 3, 2)


def made(until: int | None = None, new: str = "新") -> TitleTest:
    end = None if until is None else START + timedelta(days=until)
    return TitleTest(store_id=1, product_id="1", old_title="旧", new_title=new, start=START, until=end)


def test_both_titles_differ_and_a_test_ends_after_it_began() -> None:
    for fine in (made(), made(0), made(9)):
        check_test(fine)
    for wrong, words in ((made(new="旧"), "are the same"), (made(-1), "before the test begins")):
        with pytest.raises(UserError, match=words):
            check_test(wrong)


@pytest.mark.parametrize(
    ("passed", "until", "length"),
    [(0, None, None), (1, None, 1), (28, None, 28), (29, None, 28), (5, 2, 3), (2, 9, 2), (-3, None, None)],
)
def test_sides_are_equally_long_and_of_whole_days(passed: int, until: int | None, length: int | None) -> None:
    found = spans(made(until), START + timedelta(days=passed))
    assert (found and found[1].length) == length
    if found is not None:
        assert (found[0].length, found[0].end, found[1].start) == (length, START - timedelta(days=1), START)


@pytest.mark.parametrize(
    ("start", "today", "length"),
    [(date.min, date.max, None), (date.min + timedelta(days=3), date.max, 3), (date.max, date.max, None),
     (date.max - timedelta(days=2), date.max, 2), (date.min, date.min, None)],
)  # fmt: skip
def test_a_day_at_an_end_of_the_calendar_shortens_both_sides(start: date, today: date, length: int | None) -> None:
    for until in (None, date.max):
        test = TitleTest(store_id=1, product_id="1", old_title="旧", new_title="新", start=start, until=until)
        found = spans(test, today)
        assert (found and (found[0].length, found[1].length)) == (length and (length, length))
        assert compare(test, [], [], today).test == test


def days(count: int, buyers: int | None) -> list[ProductDay]:
    return [
        ProductDay(day=START + timedelta(days=sign), visitors=100, buyers=buyers, paid_fen=200)
        for number in range(count)
        for sign in (number, -1 - number)
    ]


def test_few_days_and_few_buyers_are_said_of_each_side() -> None:
    today = START + timedelta(days=14)
    enough = compare(made(), days(FEW_DAYS, 5), ["双11"], today)
    assert FEW_DAYS * 5 >= FEW_BUYERS
    assert [str(one) for one in enough.doubts] == ["Campaigns lie in these days: 双11."]
    few = compare(made(), days(FEW_DAYS - 1, 5), [], today)
    assert [str(one) for one in few.doubts] == ["Too few days before: 6 of 14.", "Too few days after: 6 of 14."]
    silent = compare(made(), days(FEW_DAYS, None), [], today)
    assert [str(one) for one in silent.doubts] == ["Too few buyers before: —.", "Too few buyers after: —."]
    rare = compare(made(), days(FEW_DAYS, 4), [], today)
    assert [str(one) for one in rare.doubts] == ["Too few buyers before: 28.", "Too few buyers after: 28."]
    assert [str(one) for one in compare(made(), [], [], START).doubts] == [
        "No whole day with the new title is over yet."
    ]


def test_figures_are_means_of_known_days_and_conversion_of_days_with_both() -> None:
    found = compare(
        made(),
        [ProductDay(day=START, visitors=100, buyers=4, paid_fen=300), ProductDay(day=START + timedelta(days=1)),
         ProductDay(day=START + timedelta(days=2), visitors=300, paid_fen=100),
         ProductDay(day=START + timedelta(days=3), buyers=6), ProductDay(day=START + timedelta(days=9), visitors=9)],
        [], START + timedelta(days=4),
    ).after  # fmt: skip
    assert found is not None
    assert (found.days, found.visitors, found.paid_fen, found.pieces) == (4, Decimal(200), Decimal(200), None)
    assert (found.conversion, found.buyers) == (Decimal("0.04"), 10)
